/** What of a picture no copy may show: kept in the ledger as soon as a box rests. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import type { PictureHiding } from '#shared/hiding.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import { hidingKey } from '#ui/hiddenParts.ts';

/** Arrow keys come in rows: what they do is kept when they rest, in ms. */
const restMs = 600;

export interface Redaction {
  hiding: PictureHiding;
  /** @param done false while a gesture is under way */
  change(hiding: PictureHiding, done: boolean): void;
  /** What the ledger holds: the redacted picture is of this. */
  saved: PictureHiding;
  state: 'saved' | 'waiting' | 'failed';
}

/**
 * Hook: what is hidden of one picture, kept by itself; what isn't kept when the editor closes is kept then.
 * @param known what the ledger holds
 * @param begin where the editor begins; as long as nobody changes it, nothing is kept
 */
export function useRedaction(
  date: ServiceDate,
  photoId: PhotoId,
  known: PictureHiding,
  begin: PictureHiding = known,
): Redaction {
  const client = useQueryClient();
  const { decide } = useDecisions();
  const [hiding, setHiding] = useState<PictureHiding>(begin);
  const [isTouched, setTouched] = useState(false);
  const [saved, setSaved] = useState<PictureHiding>(known);
  const [failed, setFailed] = useState(false);
  const waiting = useRef<{ hiding: PictureHiding; timer: ReturnType<typeof setTimeout> } | null>(null);

  const save = useCallback(
    async (wanted: PictureHiding) => {
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

  function change(wanted: PictureHiding, done: boolean): void {
    setHiding(wanted);
    setTouched(true);
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = null;
    if (!done || hidingKey(wanted) === hidingKey(saved)) return;
    waiting.current = { hiding: wanted, timer: setTimeout(flush, restMs) };
  }

  const isSaved = !isTouched || hidingKey(hiding) === hidingKey(saved);
  return { hiding, change, saved, state: isSaved ? 'saved' : failed ? 'failed' : 'waiting' };
}
