/** What every map has around it: the ground it lies on, scale, north, the tools, and what the ground's maker says. */
import { ActionIcon, Button } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import 'leaflet/dist/leaflet.css';
import type { ReactNode } from 'react';
import classes from './MapFrame.module.css';
import type { Ground } from './useGround.ts';
import type { MapCanvas } from './useMapCanvas.ts';

interface MapFrameProps {
  /** What is on the map, for screen readers. */
  label: string;
  hold: MapCanvas['hold'];
  ground: Ground;
  zoomIn: () => void;
  zoomOut: () => void;
  showAll: () => void;
  /** What `showAll` shows: “the whole route”. */
  whole: string;
  /** Marks, and whatever else lies over the map. */
  children?: ReactNode;
}

/** The caller binds + − 0 to the tools. */
export function MapFrame({ label, hold, ground, zoomIn, zoomOut, showAll, whole, children }: MapFrameProps) {
  const Whole = whole.replace(/^the (\w)/, (_the, letter: string) => letter.toUpperCase());
  return (
    <section className={classes.canvas} aria-label={label}>
      <div ref={hold} className={classes.map} />
      {children}
      <div className={classes.north} role="img" aria-label="North is up">
        <svg viewBox="0 0 14 20" width="14" height="20" aria-hidden="true">
          <path d="M7 0 12.5 19 7 15 1.5 19Z" fill="currentColor" />
        </svg>
        N
      </div>
      <div className={classes.tools}>
        <ActionIcon aria-label="Zoom in" aria-keyshortcuts="+" title="Zoom in (+)" onClick={zoomIn}>
          <IconPlus size={16} />
        </ActionIcon>
        <ActionIcon aria-label="Zoom out" aria-keyshortcuts="-" title="Zoom out (−)" onClick={zoomOut}>
          <IconMinus size={16} />
        </ActionIcon>
        <ActionIcon aria-label={`Show ${whole}`} aria-keyshortcuts="0" title={`${Whole} (0)`} onClick={showAll}>
          <IconMaximize size={16} />
        </ActionIcon>
      </div>
      {(ground.trouble !== null || ground.needsReload) && (
        <div className={classes.trouble} role="status">
          {ground.needsReload
            ? 'The tile address was changed after this page was opened: it may load from there once it is reloaded.'
            : ground.trouble}
          {ground.needsReload && (
            <Button variant="default" size="compact-xs" onClick={() => location.reload()}>
              Reload the page
            </Button>
          )}
        </div>
      )}
      {ground.attribution !== '' && (
        <bdi className={`one-line ${classes.attribution}`} title={ground.attribution}>
          {ground.attribution}
        </bdi>
      )}
    </section>
  );
}
