/** What lies under the route: nothing, tiles of an address, or an offline file; and what went wrong with it. */
import { useComputedColorScheme } from '@mantine/core';
import type { Layer, Map as LeafletMap } from 'leaflet';
import { useEffect, useState } from 'react';
import type { Settings } from '#shared/settings.ts';
import { tileOrigins } from '#shared/tileOrigins.ts';
import { type GroundLayer, tilesFromAddress, tilesFromFile } from './tileLayers.ts';

export interface Ground {
  /** Who made the map; empty without one. */
  attribution: string;
  /** A sentence when the map does not come; what stands on it is shown all the same. */
  trouble: string | null;
  /** The page was opened under other settings and may not load from the new address: only a reload helps. */
  needsReload: boolean;
}

const bare: Ground = { attribution: '', trouble: null, needsReload: false };

/** Hook: puts the ground that the settings ask for under `map`. */
export function useGround(map: LeafletMap | null, settings: Settings['map'] | undefined): Ground {
  const scheme = useComputedColorScheme('light');
  const [ground, setGround] = useState(bare);
  const { tileUrl = null, attribution = '', pmtilesFile = null } = settings ?? {};

  useEffect(() => {
    setGround(bare);
    if (!map || (tileUrl === null && pmtilesFile === null)) return;
    let layer: Layer | null = null;
    let left = false;
    const source = tileUrl === null ? 'the offline map file' : hostOf(tileUrl);

    function show(made: GroundLayer): void {
      if (left || !map) return;
      layer = made.layer;
      setGround({ ...bare, attribution: made.attribution || (tileUrl === null ? '' : `Map from ${source}`) });
      layer.on('tileerror', () => setGround((now) => ({ ...now, trouble: sentenceFor(source) })));
      // One that arrives after all takes the sentence back.
      layer.on('tileload', () => setGround((now) => (now.trouble === null ? now : { ...now, trouble: null })));
      layer.addTo(map);
    }
    function onViolation({ blockedURI }: SecurityPolicyViolationEvent): void {
      if (!tileOrigins(tileUrl).some((origin) => blockedURI.startsWith(`${origin}/`))) return;
      // Every further tile would only be refused, too.
      layer?.remove();
      setGround({ ...bare, needsReload: true });
    }

    document.addEventListener('securitypolicyviolation', onViolation);
    if (tileUrl !== null) show(tilesFromAddress(tileUrl, attribution));
    else tilesFromFile(scheme).then(show, () => setGround({ ...bare, trouble: sentenceFor(source) }));
    return () => {
      left = true;
      document.removeEventListener('securitypolicyviolation', onViolation);
      layer?.remove();
    };
  }, [map, tileUrl, attribution, pmtilesFile, scheme]);

  return ground;
}

function sentenceFor(source: string): string {
  return `Nothing comes from ${source} for this part of the map. Everything else is shown without it.`;
}

/** `tile.example.com` of an address that may hold `{s}` and other places. */
function hostOf(tileUrl: string): string {
  return /^https?:\/\/([^/]+)/.exec(tileUrl)?.[1]?.replace('{s}.', '') ?? tileUrl;
}
