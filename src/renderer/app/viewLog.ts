/**
 * The view log: tells the core which pictures were looked at, in batches behind whatever the supervisor does next. What counts as
 * looking: docs/privacy.md, “Who looked”.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import type { Look } from '#shared/looks.ts';
import { call } from './client.ts';
import { queries } from './queries.ts';

/** Pictures that are passed on the way to another are not looked at: 1 to 3 s is a verdict on one (field notes, "Reviewing"). */
const dwellMs = 2000;
/** Long enough to gather what is zoomed in one after the other, short enough that a crash loses little. */
const gatherMs = 4000;
/** As many as one call takes. */
const batch = 200;

const waiting = new Map<PhotoId, Look>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Somebody looked at a picture at full size. Never waits, never fails: what can't be told now is told later. */
export function looked(photoId: PhotoId, stopId: StopId | null): void {
  waiting.set(photoId, { photoId, stopId });
  timer ??= setTimeout(() => void tell(), gatherMs);
}

async function tell(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const looks = [...waiting.values()].slice(0, batch);
  if (looks.length === 0) return;
  for (const { photoId } of looks) waiting.delete(photoId);
  try {
    await call('recordLooks', { looks });
  } catch {
    // The disk is full, or nothing answers: the banner says so. The core writes none twice.
    for (const look of looks) if (!waiting.has(look.photoId)) waiting.set(look.photoId, look);
  }
  if (waiting.size > 0) timer ??= setTimeout(() => void tell(), gatherMs);
}

// A window that goes to the background may never come back.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void tell();
});

interface Shown {
  /** Null: no picture is shown. */
  photoId: PhotoId | null;
  stopId: StopId | null;
  /** Service date of the stop; null: of another picture that is laid beside. */
  date: ServiceDate | null;
  veiled: boolean;
  /** It was veiled, and somebody lifted the veil. */
  lifted: boolean;
}

/**
 * Hook: writes into the view log when a veil is lifted, and when a picture of an earlier day stays on the stage. Tonight's are worked
 * through by the hundred, with a decision by name for each.
 * @returns to be called when the picture is looked at closer, or its file is taken out.
 */
export function useViewLog({ photoId, stopId, date, veiled, lifted }: Shown): () => void {
  const { data: status } = useQuery(queries.status());
  const today = status?.today ?? null;
  const isEarlier = today !== null && (date === null || date < today);
  useEffect(() => {
    if (photoId === null || veiled) return;
    if (lifted) looked(photoId, stopId);
    else if (isEarlier) {
      const dwell = setTimeout(() => looked(photoId, stopId), dwellMs);
      return () => clearTimeout(dwell);
    }
  }, [photoId, stopId, veiled, lifted, isEarlier]);
  return () => {
    if (photoId !== null && !veiled) looked(photoId, stopId);
  };
}
