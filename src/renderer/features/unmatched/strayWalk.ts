/** The walk through the stray photos: where one stands, what is chosen, what deciding does, and taking it back. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call, previewUrl } from '#app/client.ts';
import { useDecisions, useTakenBack } from '#app/decisions.ts';
import type { BatchDecision } from '#shared/deciding.ts';
import type { EntryId, PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import type { AsideReason } from '#shared/words.ts';
import type { Choosing } from '#ui/choosing.ts';
import { warmPicture } from '#ui/warmPictures.ts';
import { allMarks, extendTo, firstStops, type Marks, mostAtOnce, noMarks, rowsMarked, toggle } from './strayMarks.ts';
import type { PageKey, Stray } from './strayRows.ts';
import { type Strays, useStrays } from './strays.ts';

/** Previews made and fetched ahead: at a picture a second, they are there before they are reached. */
const ahead = 4;
/** While somebody runs down the list with a key held, nothing is fetched that is past already; ms. */
const restMs = 40;

export interface StrayWalk extends Strays {
  current: Stray | null;
  /** The current photo; null while it is fetched. */
  photo: UnmatchedPhoto | null;
  /** Keys of the rows that are chosen together; empty when only the current one is. */
  marked: ReadonlySet<string>;
  /** What a decision is about: the photos chosen together, else the current one. */
  chosen: readonly UnmatchedPhoto[];
  /** Rows chosen of which the photo is still being fetched. */
  loading: number;
  /** The same as `chosen` where a decision about all of it can be made now; else none. */
  decidable: readonly UnmatchedPhoto[];
  choose: (key: string, how: Choosing) => void;
  step: (by: 1 | -1) => void;
  chooseAll: () => void;
  chooseNone: () => void;
  /** Ties photos to a stop and goes on to the next. */
  tie: (photos: readonly UnmatchedPhoto[], stopId: StopId) => void;
  /** Ties each chosen photo to its own first candidate. */
  tieToFirst: () => void;
  putAside: (reason: AsideReason, note: string) => void;
  /** Takes back the latest decision of this walk, else the latest of all, without leaving the page. */
  undo: () => void;
  /** Takes back one decision and what followed it. */
  takeBack: (entryId: EntryId) => void;
}

export function useStrayWalk(date: ServiceDate, device: string | null): StrayWalk {
  const list = useStrays(date, device);
  const { strays, see, hide, unhide } = list;
  const [key, setKey] = useState<string | null>(null);
  const [marks, setMarks] = useState<Marks>(noMarks);
  const { decideAll, undo } = useDecisions();
  const made = useRef<Made[]>([]);

  const current = useCurrent(strays, key);
  const photo = current?.kind === 'photo' ? current.photo : null;
  useAhead(strays, current);

  const markedRows = useMemo(() => rowsMarked(marks, strays ?? []), [marks, strays]);
  const marked = useMemo(() => new Set(markedRows.map((row) => row.key)), [markedRows]);
  const chosen = useMemo(() => {
    if (markedRows.length === 0) return photo ? [photo] : [];
    return markedRows.flatMap((row) => (row.kind === 'photo' ? [row.photo] : []));
  }, [markedRows, photo]);
  useEffect(() => see(pagesWanted(markedRows)), [markedRows, see]);

  const loading = markedRows.length === 0 ? 0 : markedRows.length - chosen.length;
  const decidable = loading === 0 && chosen.length <= mostAtOnce ? chosen : none;

  function choose(wanted: string, how: Choosing): void {
    setKey(wanted);
    if (how === 'one') setMarks(noMarks);
    else if (how === 'range') setMarks(extendTo(marks, current?.key ?? null, wanted));
    else setMarks(toggle(marks, strays ?? [], current?.key ?? null, wanted));
  }

  function step(by: 1 | -1): void {
    const target = strays?.[(current === null ? -1 : strays.indexOf(current)) + by];
    if (target) choose(target.key, 'one');
  }

  /** Where one stands after these have gone: the next that stays, else the one before. */
  function beyond(photoIds: readonly PhotoId[]): string | null {
    if (strays === null || current === null) return null;
    const stays = ({ key: of }: Stray) => !photoIds.includes(of);
    const here = strays.indexOf(current);
    return (strays.slice(here).find(stays) ?? strays.slice(0, here).findLast(stays))?.key ?? null;
  }

  async function make(decisions: readonly BatchDecision[], photoIds: readonly PhotoId[]): Promise<void> {
    if (decisions.length === 0 || decisions.length > mostAtOnce) return;
    const before = { key: current?.key ?? null, marks };
    setKey(beyond(photoIds));
    setMarks(noMarks);
    hide(photoIds);
    const written = decideAll(decisions, []);
    const own: Made = { written: written.then((result) => result?.entryId ?? null), photoIds };
    made.current.push(own);
    if (await written) return;
    made.current = made.current.filter((one) => one !== own);
    unhide(photoIds);
    setKey(before.key);
    setMarks(before.marks);
  }

  function tie(photos: readonly UnmatchedPhoto[], stopId: StopId): void {
    const ties = photos.map(({ id }) => ({ kind: 'accept' as const, stopId, photoId: id }));
    void make(ties, photos.map(idOf));
  }

  function tieToFirst(): void {
    const { fitting } = firstStops(chosen);
    const ties = fitting.map(({ photo: { id }, candidate }) => ({
      kind: 'accept' as const,
      stopId: candidate.stopId,
      photoId: id,
    }));
    void make(
      ties,
      ties.map(({ photoId }) => photoId),
    );
  }

  function putAside(reason: AsideReason, note: string): void {
    const asides = chosen.map((one) => ({
      kind: 'put-aside' as const,
      photoId: one.id,
      date: one.date,
      reason,
      ...(note !== '' && { note }),
    }));
    void make(asides, chosen.map(idOf));
  }

  /** The key may come before the decision is written: it means that one all the same, and not the one before. */
  async function undoLatest(): Promise<void> {
    const entryId = await made.current.at(-1)?.written;
    if (entryId !== null) await undo(entryId);
  }

  // Taken back by key, by the status line or by a notice: the photos are chosen again, as they were.
  useTakenBack(({ photoId }) => {
    if (photoId === null) return;
    const own = made.current.findLast(({ photoIds }) => photoIds.includes(photoId));
    const photoIds = own?.photoIds ?? [photoId];
    made.current = made.current.filter((one) => one !== own);
    unhide(photoIds);
    setKey(photoIds[0] ?? null);
    setMarks(photoIds.length > 1 ? { ...noMarks, picked: new Set(photoIds) } : noMarks);
  });

  return {
    ...list,
    current,
    photo,
    marked,
    chosen,
    loading,
    decidable,
    choose,
    step,
    chooseAll: () => setMarks(allMarks),
    chooseNone: () => setMarks(noMarks),
    tie,
    tieToFirst,
    putAside,
    undo: () => void undoLatest(),
    takeBack: (entryId) => void undo(entryId),
  };
}

/** A decision of this walk. */
interface Made {
  /** Its entry once it is in the ledger; null when it could not be written, and then there is nothing to take back. */
  written: Promise<EntryId | null>;
  photoIds: readonly PhotoId[];
}

const none: readonly UnmatchedPhoto[] = [];
const idOf = ({ id }: UnmatchedPhoto) => id;

/** More than a batch can hold is refused anyway: nothing is fetched for it. */
function pagesWanted(rows: readonly Stray[]): readonly PageKey[] {
  if (rows.length > mostAtOnce) return [];
  return rows.flatMap((row) => (row.kind === 'waiting' ? [row.page] : []));
}

/** The row with the key; when it went away, the one that stands in its place now. */
function useCurrent(strays: readonly Stray[] | null, key: string | null): Stray | null {
  const [index, setIndex] = useState(0);
  const found = strays === null || key === null ? -1 : strays.findIndex((stray) => stray.key === key);
  if (found >= 0 && found !== index) setIndex(found);
  if (strays === null) return null;
  return strays[found >= 0 ? found : Math.min(index, strays.length - 1)] ?? null;
}

/** Fetches and decodes the next photos before they are reached. */
function useAhead(strays: readonly Stray[] | null, current: Stray | null): void {
  const prepare = useCallback((photoIds: PhotoId[]) => {
    // Only a head start: when it fails, the picture itself says so in its time.
    call('prefetch', { photoIds }).catch(() => undefined);
    for (const photoId of photoIds) warmPicture(previewUrl(photoId));
  }, []);
  const currentKey = current?.key ?? null;
  useEffect(() => {
    const index = strays === null ? -1 : strays.findIndex(({ key }) => key === currentKey);
    if (strays === null || index < 0) return;
    const next = strays.slice(index + 1, index + 1 + ahead).filter((row) => row.kind === 'photo' && !row.photo.erased);
    if (next.length === 0) return;
    const timer = setTimeout(() => prepare(next.map(({ key }) => key)), restMs);
    return () => clearTimeout(timer);
  }, [strays, currentKey, prepare]);
}
