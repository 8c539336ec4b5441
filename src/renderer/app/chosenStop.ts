/** The stop that is shown: chosen at once, and in the address a moment later. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { StopId } from '#shared/ids.ts';
import { usePlace } from './desk.ts';
import type { Place } from './place.ts';

/**
 * The address needs a turn of the router, which is too slow for keys that come faster than the eye; it only has to be right
 * when somebody reloads or goes back. ms.
 */
const restMs = 160;

interface Choice {
  stopId: StopId | null;
  /** What the address said then. */
  over: StopId | null;
}

/**
 * Hook: the stop of the address, unless another was chosen since; choosing takes effect before the next key.
 * Replaces the history entry: Back leaves the page, not one of 180 stops.
 */
export function useChosenStop(page: '/' | '/review'): [StopId | null, (stopId: StopId | null) => void] {
  const wanted = usePlace().stop ?? null;
  const navigate = useNavigate();
  const [choice, setChoice] = useState<Choice | null>(null);
  const written = useRef<StopId | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Else somebody changed the address meanwhile (a link, the search, Back): then it holds.
  const holds = choice !== null && [choice.over, choice.stopId, written.current].includes(wanted);
  useEffect(() => {
    if (choice === null || (holds && wanted !== choice.stopId)) return;
    if (!holds) clearTimeout(timer.current);
    setChoice(null);
  }, [choice, holds, wanted]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const choose = useCallback(
    (stopId: StopId | null) => {
      setChoice({ stopId, over: wanted });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        written.current = stopId;
        const search = ({ stop: _left, ...place }: Place): Place =>
          stopId === null ? place : { ...place, stop: stopId };
        void navigate({ to: page, search, replace: true });
      }, restMs);
    },
    [wanted, navigate, page],
  );
  return [holds ? choice.stopId : wanted, choose];
}
