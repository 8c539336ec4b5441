/** What of a picture no copy may show: kept in the ledger as soon as a box rests. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { type Hiding, hidingKey } from './boxes.ts';

/** Arrow keys come in rows: what they do is kept when they rest, in ms. */
const restMs = 600;

export interface Redaction {
  hiding: Hiding;
  /** @param done false while a gesture is under way */
  change(hiding: Hiding, done: boolean): void;
  /** What the ledger holds: the redacted picture is of this. */
  saved: Hiding;
  state: 'saved' | 'waiting' | 'failed';
}

/** Hook: what is hidden of one picture, kept by itself; what isn't kept when the editor closes is kept then. */
export function useRedaction(date: ServiceDate, photoId: PhotoId, initial: Hiding): Redaction {
  const client = useQueryClient();
  const { decide } = useDecisions();
  const [hiding, setHiding] = useState<Hiding>(initial);
  const [saved, setSaved] = useState<Hiding>(initial);
  const [failed, setFailed] = useState(false);
  const waiting = useRef<{ hiding: Hiding; timer: ReturnType<typeof setTimeout> } | null>(null);

  const save = useCallback(
    async (wanted: Hiding) => {
      const { boxes, outside } = wanted;
      const result = await decide({ kind: 'redact', photoId, boxes: [...boxes], ...(outside ? { outside } : {}) });
      setFailed(result === null);
      if (result === null) return;
      setSaved(wanted);
      await client.invalidateQueries({ queryKey: ['day', date] });
    },
    [client, date, decide, photoId],
  );
  const flush = useCallback(() => {
    const held = waiting.current;
    if (!held) return;
    clearTimeout(held.timer);
    waiting.current = null;
    void save(held.hiding);
  }, [save]);
  // Not when `flush` changes, only when the editor closes.
  const latestFlush = useRef(flush);
  useEffect(() => {
    latestFlush.current = flush;
  });
  useEffect(() => () => latestFlush.current(), []);

  function change(wanted: Hiding, done: boolean): void {
    setHiding(wanted);
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = null;
    if (!done || hidingKey(wanted) === hidingKey(saved)) return;
    waiting.current = { hiding: wanted, timer: setTimeout(flush, restMs) };
  }

  const isSaved = hidingKey(hiding) === hidingKey(saved);
  return { hiding, change, saved, state: isSaved ? 'saved' : failed ? 'failed' : 'waiting' };
}

/** The picture as copies show it, with this hidden. */
export function redactedUrl(photoId: PhotoId, hiding: Hiding): string {
  // What is hidden is in the address so that the browser doesn't show the picture as it was before.
  return `/api/photos/${photoId}/redacted?boxes=${encodeURIComponent(hidingKey(hiding))}`;
}
