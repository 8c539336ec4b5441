/** First in a dialog or a menu: takes the keys as soon as it is drawn, and gives them back in the moment it goes. */
import { useLayoutEffect, useRef } from 'react';
import { keepKeys } from './arrival.ts';

/**
 * Mantine's own ways take a moment, in which a fast hand's letters would be lost, and remember the wrong place when one thing opens
 * as another goes. Turn `returnFocus` off beside it.
 */
export function KeptKeys() {
  const here = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const giveBack = keepKeys();
    const around = here.current?.closest<HTMLElement>('[role="dialog"], [role="menu"]');
    (around?.querySelector<HTMLElement>('[data-autofocus]') ?? around)?.focus({ preventScroll: true });
    return giveBack;
  }, []);
  return <span ref={here} hidden />;
}
