/** The day's photos without a stop, fetched page by page as they come into view. */
import { type UseQueryResult, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { queries } from '#app/queries.ts';
import type { CallOutput } from '#shared/api.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { groupByPhone, keepOrder, type PageKey, type PhoneGroup, pageSize, rowsOf, type Stray } from './strayRows.ts';

/** Pages that are fetched again whenever the day changes: what a batch of decisions can reach over, and the view. */
const pagesKept = 6;

export interface Strays {
  /** Null until the first page is here. */
  strays: readonly Stray[] | null;
  /** All strays of the day, whatever phone is shown. */
  total: number;
  devices: readonly { device: string; photos: number }[];
  /** How many were put aside. */
  aside: number;
  /** Why the first page could not be fetched. */
  error: Error | null;
  retry: () => void;
  /** Pages of which rows are in view, or wanted. */
  see: (pages: readonly PageKey[]) => void;
  /** Decided photos leave at once; the core's next answer leaves them out as well. */
  hide: (photoIds: readonly PhotoId[]) => void;
  unhide: (photoIds: readonly PhotoId[]) => void;
}

/**
 * Hook: one page brings all of a usual day. Of more, each phone's photos are fetched where they are looked at.
 * @param device only this phone's; null shows all.
 */
export function useStrays(date: ServiceDate, device: string | null): Strays {
  const [seen, setSeen] = useState<readonly PageKey[]>([]);
  const { data: first, error } = useQuery(queries.unmatched(date));
  const isAll = first !== undefined && first.photos.length >= first.total;
  const answers = useQueries({
    queries: seen.map((key, index) => ({
      ...queries.unmatched(date, key.page * pageSize, { device: key.device }),
      // What was left behind long ago is shown as it was, and fetched again when it comes into view.
      enabled: !isAll && index < pagesKept,
    })),
    combine: photosOf,
  });

  const [order, setOrder] = useState<readonly string[]>([]);
  const phones = useMemo(() => keepOrder(order, first?.devices.map((one) => one.device) ?? []), [order, first]);
  if (phones !== order) setOrder(phones);

  const groups = useMemo(() => (first ? groupsOf(first, phones, seen, answers) : null), [first, phones, seen, answers]);
  const { hidden, hide, unhide } = useHidden(groups);
  const strays = useMemo(() => {
    if (groups === null) return null;
    return rowsOf(device === null ? groups : groups.filter((group) => group.device === device), hidden);
  }, [groups, device, hidden]);

  const see = useCallback((pages: readonly PageKey[]) => setSeen((now) => latestFirst(now, pages)), []);
  const client = useQueryClient();
  const retry = () => void client.refetchQueries({ queryKey: queries.unmatched(date).queryKey });
  const { total = 0, devices = [], aside = 0 } = first ?? {};
  return { strays, total, devices, aside, error, retry, see, hide, unhide };
}

type Answer = CallOutput<'listUnmatched'>;
type Pages = readonly (readonly UnmatchedPhoto[] | undefined)[];

const photosOf = (results: UseQueryResult<Answer>[]): Pages => results.map(({ data }) => data?.photos);

function groupsOf(first: Answer, phones: readonly string[], seen: readonly PageKey[], answers: Pages): PhoneGroup[] {
  if (first.photos.length >= first.total) return groupByPhone(first.photos, phones);
  return phones.map((device) => ({
    device,
    total: first.devices.find((known) => known.device === device)?.photos ?? 0,
    pages: new Map(
      seen.flatMap((key, index) => {
        const photos = key.device === device ? answers[index] : undefined;
        return photos ? [[key.page, photos] as const] : [];
      }),
    ),
  }));
}

/** What was looked at last comes first; the same list when nothing new is among `pages`. */
function latestFirst(now: readonly PageKey[], pages: readonly PageKey[]): readonly PageKey[] {
  const wanted = pages.filter((page, index) => pages.findIndex((other) => isSame(other, page)) === index);
  const kept = now.slice(0, pagesKept);
  if (wanted.every((page) => kept.some((known) => isSame(known, page)))) return now;
  return [...wanted, ...now.filter((known) => !wanted.some((page) => isSame(page, known)))];
}

const isSame = (one: PageKey, other: PageKey) => one.device === other.device && one.page === other.page;

/** Hook: photos that were decided here. One that the core leaves out too is forgotten, so that it may come back. */
function useHidden(groups: readonly PhoneGroup[] | null) {
  const [hidden, setHidden] = useState<ReadonlySet<PhotoId>>(new Set());
  const [checked, setChecked] = useState(groups);
  if (groups !== checked) {
    setChecked(groups);
    const present = new Set(groups?.flatMap(({ pages }) => [...pages.values()].flatMap((page) => page.map(idOf))));
    const still = [...hidden].filter((photoId) => present.has(photoId));
    if (still.length < hidden.size) setHidden(new Set(still));
  }
  const hide = useCallback((photoIds: readonly PhotoId[]) => setHidden((now) => new Set([...now, ...photoIds])), []);
  const unhide = useCallback(
    (photoIds: readonly PhotoId[]) => setHidden((now) => new Set([...now].filter((one) => !photoIds.includes(one)))),
    [],
  );
  return { hidden, hide, unhide };
}

const idOf = ({ id }: UnmatchedPhoto) => id;
