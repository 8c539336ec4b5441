/**
 * What screens ask the core for, and which topic makes which answer old.
 *
 * Nothing ages by itself (`staleTime: Infinity`): the core announces every change as a topic, see `topics.ts`.
 * Everything about a day lives under `['day', date]`, so that one topic covers it.
 */
import { keepPreviousData, QueryCache, QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import type { ActivityFilter } from '#shared/activity.ts';
import type { CallInput, Topic } from '#shared/api.ts';
import type { FigurePeriod } from '#shared/claimFigures.ts';
import type { EntryId, PhotoId, RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { ServiceArea } from '#shared/programme.ts';
import { ApiError, call } from './client.ts';
import { session } from './session.ts';

/** Which photos without a stop: the strays or those put aside; of one device only. */
export type StraysShown = Pick<CallInput<'listUnmatched'>, 'show' | 'device'>;

export const queries = {
  status: () => queryOptions({ queryKey: ['status'], queryFn: ({ signal }) => call('getStatus', {}, signal) }),
  days: () => queryOptions({ queryKey: ['days'], queryFn: ({ signal }) => call('listDays', {}, signal) }),
  day: (date: ServiceDate) =>
    queryOptions({ queryKey: ['day', date, 'view'], queryFn: ({ signal }) => call('getDay', { date }, signal) }),
  route: (date: ServiceDate, routeId: RouteId) =>
    queryOptions({
      queryKey: ['day', date, 'route', routeId],
      queryFn: ({ signal }) => call('getRoute', { routeId }, signal),
    }),
  /** What copies of a picture don't show; of the day that it is looked at on. */
  hiddenParts: (date: ServiceDate, photoId: PhotoId) =>
    queryOptions({
      queryKey: ['day', date, 'hidden', photoId],
      queryFn: ({ signal }) => call('getHiddenParts', { photoId }, signal),
      gcTime: 60_000,
    }),
  stop: (date: ServiceDate, stopId: StopId) =>
    queryOptions({
      queryKey: ['day', date, 'stop', stopId],
      queryFn: ({ signal }) => call('getStop', { stopId }, signal),
      // A supervisor walks through hundreds of stops in an evening; the ones left behind need not stay long.
      gcTime: 60_000,
    }),
  unmatched: (date: ServiceDate, offset = 0, only: StraysShown = {}) =>
    queryOptions({
      queryKey: ['day', date, 'unmatched', offset, only],
      queryFn: ({ signal }) => call('listUnmatched', { date, offset, ...only }, signal),
    }),
  moves: (date: ServiceDate) =>
    queryOptions({ queryKey: ['day', date, 'moves'], queryFn: ({ signal }) => call('getMoves', { date }, signal) }),
  sync: (date: ServiceDate) =>
    queryOptions({ queryKey: ['day', date, 'sync'], queryFn: ({ signal }) => call('getSync', { date }, signal) }),
  clocks: (date: ServiceDate) =>
    queryOptions({ queryKey: ['day', date, 'clocks'], queryFn: ({ signal }) => call('getClocks', { date }, signal) }),
  review: (date: ServiceDate, routeId: RouteId | null, decided: 'hide' | 'show' = 'hide') =>
    queryOptions({
      queryKey: ['day', date, 'review', routeId, decided],
      queryFn: ({ signal }) => call('getReview', { date, decided, ...(routeId !== null && { routeId }) }, signal),
    }),
  surroundings: (date: ServiceDate, stopId: StopId) =>
    queryOptions({
      queryKey: ['day', date, 'surroundings', stopId],
      queryFn: ({ signal }) => call('getSurroundings', { stopId }, signal),
      gcTime: 60_000,
    }),
  /** Claims and what was sent have topics of their own: asked anew by whoever looks again. */
  evidence: (date: ServiceDate, stopId: StopId) =>
    queryOptions({
      queryKey: ['day', date, 'evidence', stopId],
      queryFn: ({ signal }) => call('getEvidence', { stopId }, signal),
      staleTime: 0,
      gcTime: 60_000,
    }),
  /** The files, read again: once for whoever looks, as it takes as long as the disk does. */
  evidenceCheck: (stopId: StopId) =>
    queryOptions({
      queryKey: ['evidence-check', stopId],
      queryFn: ({ signal }) => call('checkEvidence', { stopId }, signal),
      gcTime: 0,
    }),
  routeMap: (date: ServiceDate, routeId: RouteId) =>
    queryOptions({
      queryKey: ['day', date, 'map', routeId],
      queryFn: ({ signal }) => call('getRouteMap', { routeId }, signal),
    }),
  programme: () => queryOptions({ queryKey: ['programme'], queryFn: ({ signal }) => call('getProgramme', {}, signal) }),
  /** What areas (null: those that hold) mean for a day's stops. @param name tells one set of areas from another. */
  programmeDay: (date: ServiceDate, areas: ServiceArea[] | null, name: string) =>
    queryOptions({
      queryKey: ['day', date, 'programme', name],
      queryFn: ({ signal }) => call('viewProgrammeDay', { date, areas }, signal),
      // Each stroke of a drawing is a set of its own.
      gcTime: 30_000,
    }),
  signOff: (date: ServiceDate, routeId: RouteId | null) =>
    queryOptions({
      queryKey: ['day', date, 'sign-off', routeId],
      queryFn: ({ signal }) => call('getSignOff', { date, ...(routeId !== null && { routeId }) }, signal),
    }),
  scores: (date: ServiceDate) =>
    queryOptions({ queryKey: ['day', date, 'scores'], queryFn: ({ signal }) => call('getScores', { date }, signal) }),
  debrief: (date: ServiceDate, driver: string) =>
    queryOptions({
      queryKey: ['day', date, 'debrief', driver],
      queryFn: ({ signal }) => call('getDebrief', { date, driver }, signal),
    }),
  activity: (filter: ActivityFilter, before?: number) =>
    queryOptions({
      queryKey: ['activity', filter, before ?? null],
      queryFn: ({ signal }) => call('listActivity', { ...filter, ...(before !== undefined && { before }) }, signal),
    }),
  /** Who looked at a picture; under the activity, whose topic tells of new entries. */
  looks: (photoId: PhotoId) =>
    queryOptions({
      queryKey: ['activity', 'looks', photoId],
      queryFn: ({ signal }) => call('listLooks', { photoId }, signal),
    }),
  /** How many stand, and whether links can be made. */
  optOuts: () =>
    queryOptions({ queryKey: ['opt-outs', 'first'], queryFn: ({ signal }) => call('listOptOuts', {}, signal) }),
  /** What is typed is asked anew; what it answers changes with the register and with deliveries. */
  optOutPreview: (request: CallInput<'previewOptOut'>) =>
    queryOptions({
      queryKey: ['opt-outs', 'preview', request],
      queryFn: ({ signal }) => call('previewOptOut', request, signal),
      staleTime: 0,
      gcTime: 30_000,
    }),
  optOutPictures: (id: EntryId) =>
    queryOptions({
      queryKey: ['opt-outs', 'pictures', id],
      queryFn: ({ signal }) => call('listOptOutPictures', { id }, signal),
      gcTime: 60_000,
    }),
  stopOptOuts: (date: ServiceDate, stopId: StopId) =>
    queryOptions({
      queryKey: ['day', date, 'opt-outs', stopId],
      queryFn: ({ signal }) => call('listStopOptOuts', { stopId }, signal),
      gcTime: 60_000,
    }),
  claim: (id: EntryId) =>
    queryOptions({
      queryKey: ['claims', 'one', id],
      queryFn: ({ signal }) => call('getClaim', { id }, signal),
      gcTime: 60_000,
    }),
  /** What is typed is asked anew: deliveries come in, and claims are opened. */
  claimStops: (text: string) =>
    queryOptions({
      queryKey: ['claims', 'find', text],
      queryFn: ({ signal }) => call('findClaimStops', { text }, signal),
      staleTime: 0,
      gcTime: 30_000,
    }),
  stopClaims: (stopId: StopId) =>
    queryOptions({
      queryKey: ['claims', 'stop', stopId],
      queryFn: ({ signal }) => call('listStopClaims', { stopId }, signal),
      gcTime: 60_000,
    }),
  /** Under the claims, whose topic tells of new ones; `topics.ts` sees to deliveries. */
  claimFigures: (days: FigurePeriod) =>
    queryOptions({
      queryKey: ['claims', 'figures', days],
      queryFn: ({ signal }) => call('getClaimFigures', { days }, signal),
      staleTime: 0,
      placeholderData: keepPreviousData,
    }),
  figureStops: (question: CallInput<'listFigureStops'>) =>
    queryOptions({
      queryKey: ['claims', 'figure stops', question],
      queryFn: ({ signal }) => call('listFigureStops', question, signal),
      staleTime: 0,
      gcTime: 60_000,
    }),
  privacy: () =>
    queryOptions({ queryKey: ['privacy', 'view'], queryFn: ({ signal }) => call('getPrivacy', {}, signal) }),
  /** Files in the folder whose time is up, a page from `offset`. */
  dueFiles: (offset = 0) =>
    queryOptions({
      queryKey: ['privacy', 'files', offset],
      queryFn: ({ signal }) => call('listDueFiles', { offset }, signal),
    }),
  atDesk: () => queryOptions({ queryKey: ['desk'], queryFn: ({ signal }) => call('getAtDesk', {}, signal) }),
  exports: () => queryOptions({ queryKey: ['exports'], queryFn: ({ signal }) => call('listExports', {}, signal) }),
  problems: () => queryOptions({ queryKey: ['problems'], queryFn: ({ signal }) => call('getProblems', {}, signal) }),
  settings: () => queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => call('getSettings', {}, signal) }),
  /** What became of the stop's confirmations. */
  stopConfirmations: (stopId: StopId) =>
    queryOptions({
      queryKey: ['confirmations', 'stop', stopId],
      queryFn: ({ signal }) => call('listStopConfirmations', { stopId }, signal),
      gcTime: 60_000,
    }),
  /** What the stop's customer gets as all stands now. Settings have a say in it, too: asked anew by whoever looks again. */
  message: (date: ServiceDate, stopId: StopId) =>
    queryOptions({
      queryKey: ['day', date, 'message', stopId],
      queryFn: ({ signal }) => call('previewConfirmation', { stopId }, signal),
      staleTime: 0,
      gcTime: 60_000,
    }),
  /** Where passwords and keys come from. */
  signingKey: () =>
    queryOptions({ queryKey: ['settings', 'signing-key'], queryFn: ({ signal }) => call('getSigningKey', {}, signal) }),
  secrets: () =>
    queryOptions({ queryKey: ['settings', 'secrets'], queryFn: ({ signal }) => call('listSecrets', {}, signal) }),
  /** Files that somebody may just have put there: no topic covers them. */
  confirmationLanguages: () =>
    queryOptions({
      queryKey: ['settings', 'languages'],
      queryFn: ({ signal }) => call('listConfirmationLanguages', {}, signal),
      staleTime: 0,
    }),
  /** A made-up confirmation with the words as they are typed; logo and name are those of the settings. */
  sampleMessage: (input: Pick<CallInput<'previewConfirmation'>, 'language' | 'words' | 'contact'>) =>
    queryOptions({
      queryKey: ['settings', 'sample-message', input],
      queryFn: ({ signal }) => call('previewConfirmation', input, signal),
      gcTime: 60_000,
    }),
  profiles: () =>
    queryOptions({ queryKey: ['imports', 'profiles'], queryFn: ({ signal }) => call('listProfiles', {}, signal) }),
  /** What somebody types is asked anew each time: no topic covers it. */
  search: (text: string, days: { from?: ServiceDate; to?: ServiceDate } = {}) =>
    queryOptions({
      queryKey: ['search', text, days],
      queryFn: ({ signal }) => call('search', { text, ...days }, signal),
      staleTime: 0,
      gcTime: 30_000,
    }),
};

/** The queries that a topic makes old, as a key prefix: `day:2026-11-21` → `['day', '2026-11-21']`. */
export function queryKeyOfTopic(topic: Topic): QueryKey {
  if (topic.startsWith('day:')) return ['day', topic.slice('day:'.length)];
  return [topic];
}

/** The page's cache of answers. */
export function createQueryClient(): QueryClient {
  const noticeLostSession = (problem: unknown) => {
    if (problem instanceof ApiError && problem.code === 'session-lost') session.set('lost');
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeLostSession }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        // The core is on this machine: "offline" is no reason to wait.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // Only silence is worth asking again; a refusal stays one.
        retry: (failures, problem) => problem instanceof ApiError && problem.code === 'unreachable' && failures < 3,
        retryDelay: (attempt) => Math.min(250 * 2 ** attempt, 2000),
      },
      mutations: { networkMode: 'always', onError: noticeLostSession },
    },
  });
}
