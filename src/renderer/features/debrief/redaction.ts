/** Which parts of a picture no copy may show: kept in the ledger as soon as a box rests. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { type Box, boxesKey } from './boxes.ts';

/** Arrow keys come in rows: what they do is kept when they rest, in ms. */
const restMs = 600;

export interface Redaction {
  boxes: readonly Box[];
  /** @param done false while a gesture is under way */
  change(boxes: Box[], done: boolean): void;
  /** What the ledger holds: the redacted picture is of these. */
  saved: readonly Box[];
  state: 'saved' | 'waiting' | 'failed';
}

/** Hook: the boxes of one picture, kept by themselves; what isn't kept when the editor closes is kept then. */
export function useRedaction(date: ServiceDate, photoId: PhotoId, initial: readonly Box[]): Redaction {
  const client = useQueryClient();
  const { decide } = useDecisions();
  const [boxes, setBoxes] = useState<readonly Box[]>(initial);
  const [saved, setSaved] = useState<readonly Box[]>(initial);
  const [failed, setFailed] = useState(false);
  const waiting = useRef<{ boxes: Box[]; timer: ReturnType<typeof setTimeout> } | null>(null);

  const save = useCallback(
    async (wanted: Box[]) => {
      const result = await decide({ kind: 'redact', photoId, boxes: wanted });
      setFailed(result === null);
      if (result === null) return;
      setSaved(wanted);
      await client.invalidateQueries({ queryKey: ['day', date, 'debrief'] });
    },
    [client, date, decide, photoId],
  );
  const flush = useCallback(() => {
    const held = waiting.current;
    if (!held) return;
    clearTimeout(held.timer);
    waiting.current = null;
    void save(held.boxes);
  }, [save]);
  // Not when `flush` changes, only when the editor closes.
  const latestFlush = useRef(flush);
  useEffect(() => {
    latestFlush.current = flush;
  });
  useEffect(() => () => latestFlush.current(), []);

  function change(wanted: Box[], done: boolean): void {
    setBoxes(wanted);
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = null;
    if (!done || boxesKey(wanted) === boxesKey(saved)) return;
    waiting.current = { boxes: wanted, timer: setTimeout(flush, restMs) };
  }

  const isSaved = boxesKey(boxes) === boxesKey(saved);
  return { boxes, change, saved, state: isSaved ? 'saved' : failed ? 'failed' : 'waiting' };
}

/** The picture as copies show it, with these boxes. */
export function redactedUrl(photoId: PhotoId, boxes: readonly Box[]): string {
  // The boxes are in the address so that the browser doesn't show the picture of the boxes before.
  return `/api/photos/${photoId}/redacted?boxes=${encodeURIComponent(boxesKey(boxes))}`;
}
