/** The walk through the stray photos: where one stands, what accepting does, and taking it back. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, previewUrl } from '#app/client.ts';
import { useDecisions } from '#app/decisions.ts';
import type { EntryId, PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { warmPicture } from '#ui/warmPictures.ts';
import type { Stray } from './strayRows.ts';
import { type Strays, useStrays } from './strays.ts';

/** Previews made and fetched ahead: at a picture a second, they are there before they are reached. */
const ahead = 4;
/** While somebody runs down the list with a key held, nothing is fetched that is past already; ms. */
const restMs = 40;

export interface StrayWalk extends Strays {
  current: Stray | null;
  /** The current photo; null while it is fetched. */
  photo: UnmatchedPhoto | null;
  select: (key: string) => void;
  step: (by: 1 | -1) => void;
  /** Ties the current photo to a stop and goes on to the next. */
  accept: (stopId: StopId) => void;
  /** Takes back the latest acceptance of this walk, else the latest decision of all, without leaving the page. */
  undo: () => Promise<void>;
  pending: boolean;
}

export function useStrayWalk(date: ServiceDate): StrayWalk {
  // Accepted photos leave at once; the core's next answer leaves them out as well.
  const [hidden, setHidden] = useState<ReadonlySet<PhotoId>>(new Set());
  const strays = useStrays(date, hidden);
  const { items } = strays;
  const [key, setKey] = useState<string | null>(null);
  const { decide, pending } = useDecisions();
  const accepted = useRef<{ entryId: EntryId; photoId: PhotoId }[]>([]);

  const current = useCurrent(items, key);
  const photo = current?.kind === 'photo' ? current.photo : null;
  useAhead(items, current);

  const hide = (photoId: PhotoId) => setHidden((now) => new Set(now).add(photoId));
  const show = (photoId: PhotoId) => setHidden((now) => new Set([...now].filter((other) => other !== photoId)));
  const beside = (by: 1 | -1): Stray | undefined => {
    const index = items === null || current === null ? -1 : items.indexOf(current);
    return index < 0 ? undefined : items?.[index + by];
  };

  async function accept(stopId: StopId): Promise<void> {
    if (!photo || pending) return;
    const { id: photoId } = photo;
    setKey((beside(1) ?? beside(-1))?.key ?? null);
    hide(photoId);
    const result = await decide({ kind: 'accept', stopId, photoId });
    if (result) {
      accepted.current.push({ entryId: result.entryId, photoId });
      return;
    }
    show(photoId);
    setKey(photoId);
  }

  async function undo(): Promise<void> {
    if (pending) return;
    const last = accepted.current.pop();
    const result = await decide(last ? { kind: 'undo', entryId: last.entryId } : { kind: 'undo' });
    if (!result || !last) return;
    show(last.photoId);
    setKey(last.photoId);
  }

  return {
    ...strays,
    current,
    photo,
    select: setKey,
    step: (by) => setKey((now) => beside(by)?.key ?? now),
    accept: (stopId) => void accept(stopId),
    undo,
    pending,
  };
}

/** The row with the key; when it went away, the one that stands in its place now. */
function useCurrent(items: readonly Stray[] | null, key: string | null): Stray | null {
  const [index, setIndex] = useState(0);
  const found = items === null || key === null ? -1 : items.findIndex((item) => item.key === key);
  if (found >= 0 && found !== index) setIndex(found);
  if (items === null) return null;
  return items[found >= 0 ? found : Math.min(index, items.length - 1)] ?? null;
}

/** Fetches and decodes the next photos before they are reached. */
function useAhead(items: readonly Stray[] | null, current: Stray | null): void {
  const prepare = useCallback((photoIds: PhotoId[]) => {
    // Only a head start: when it fails, the picture itself says so in its time.
    call('prefetch', { photoIds }).catch(() => undefined);
    for (const photoId of photoIds) warmPicture(previewUrl(photoId));
  }, []);
  const currentKey = current?.key ?? null;
  useEffect(() => {
    const index = items === null ? -1 : items.findIndex(({ key }) => key === currentKey);
    if (items === null || index < 0) return;
    const next = items.slice(index + 1, index + 1 + ahead).filter(({ kind }) => kind === 'photo');
    if (next.length === 0) return;
    const timer = setTimeout(() => prepare(next.map(({ key }) => key)), restMs);
    return () => clearTimeout(timer);
  }, [items, currentKey, prepare]);
}
