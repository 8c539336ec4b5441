/** The desk's three panes: which has the focus, and which is seen where only one or two fit. */
import { useCallback, useRef, useState } from 'react';

export type Pane = 'routes' | 'stops' | 'picture';

export interface Panes {
  /** The pane that was asked for last; a narrow window shows it alone. */
  shown: Pane;
  /** Shows a pane and gives it the focus. */
  show: (pane: Pane) => void;
  routes: React.RefObject<HTMLDivElement | null>;
  stops: React.RefObject<HTMLDivElement | null>;
  picture: React.RefObject<HTMLElement | null>;
}

/** Hook: the panes of one desk. */
export function usePanes(): Panes {
  const [shown, setShown] = useState<Pane>('stops');
  const routes = useRef<HTMLDivElement>(null);
  const stops = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLElement>(null);
  const show = useCallback((pane: Pane) => {
    setShown(pane);
    // After the pane has come into view: what isn't shown can't take the focus.
    requestAnimationFrame(() => ({ routes, stops, picture })[pane].current?.focus());
  }, []);
  return { shown, show, routes, stops, picture };
}
