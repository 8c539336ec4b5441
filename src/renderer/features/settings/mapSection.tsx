/** Settings of the map: what lies under a route, and what that tells to whom. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '#shared/settings.ts';
import { tileOrigins } from '#shared/tileOrigins.ts';
import classes from './mapSection.module.css';
import { PathSetting } from './PathSetting.tsx';
import { useEditor } from './settingsEditor.ts';
import { TextSetting } from './TextSetting.tsx';

/** The tile address under which this page was opened: its security policy knows no other. Undefined until it is known. */
let openedWith: string | null | undefined;

export function MapSection() {
  const { settings, save, fates } = useEditor();
  const { map } = settings;
  const saveMap = (field: string, change: Partial<Settings['map']>) => save(field, { map: { ...map, ...change } });
  const [opened] = useState(() => {
    if (openedWith === undefined) openedWith = map.tileUrl;
    return openedWith;
  });
  const needsReload = map.tileUrl !== null && map.tileUrl !== opened;
  return (
    <>
      <p className={classes.state} role="status">
        {whatLeaves(map)}
      </p>
      {needsReload && (
        <p className={classes.reload}>
          This page may load from the new address once it is opened anew.
          <Button
            variant="default"
            size="compact-sm"
            // An address that is still on its way would go with the page.
            disabled={fates['map.tileUrl']?.kind === 'saving'}
            onClick={() => location.reload()}
          >
            Reload the page
          </Button>
        </p>
      )}
      <TextSetting
        field="map.tileUrl"
        label="Tile address"
        help="Where map pictures come from, with {z}, {x} and {y} in it: https://tiles.example.com/{z}/{x}/{y}.png. Empty: from nowhere. Mind the terms of whoever serves them."
        value={map.tileUrl ?? ''}
        maxLength={2000}
        onSave={(address) => void saveMap('map.tileUrl', { tileUrl: address === '' ? null : address })}
      />
      <TextSetting
        field="map.attribution"
        label="Who made the map"
        help="Stands in the corner of the map, as most makers ask for: © OpenStreetMap contributors."
        value={map.attribution}
        maxLength={500}
        onSave={(attribution) => void saveMap('map.attribution', { attribution })}
      />
      <PathSetting
        field="map.pmtilesFile"
        label="Offline map file"
        help="A PMTiles file on this computer, with pictures or vectors of your region. Used where there is no tile address; nothing leaves the computer."
        value={map.pmtilesFile}
        placeholder="/home/depot/maps/region.pmtiles"
        useWord="Use this file"
        clearWord="Use none"
        isFolder={false}
        onSave={(pmtilesFile) => saveMap('map.pmtilesFile', { pmtilesFile })}
      />
    </>
  );
}

/** What somebody outside learns from the map, in a sentence. */
function whatLeaves({ tileUrl, pmtilesFile }: Settings['map']): string {
  if (tileUrl !== null) {
    const hosts = tileOrigins(tileUrl).map((origin) => new URL(origin).host);
    return `On: the map asks ${hosts.join(', ')} for pictures of the streets you look at, so whoever runs it can tell where your routes are. No address, name, photo or decision is sent.`;
  }
  if (pmtilesFile !== null) return 'From a file: the map asks nobody.';
  return 'Off: the map asks nobody. Routes are drawn on plain ground, with a scale and north.';
}
