/**
 * What a photo says about itself: which stops its sidecar, names and texts can mean, and which route they speak of.
 * A tracking id counts anywhere; a short stop code (`12`, `AA`) only where the same path or sidecar names the route.
 */
import type { Photo, PhotoFile, Route } from '#core/domain/delivery.ts';
import type { RouteId, StopId } from '#shared/ids.ts';
import type { IdentityHit } from './contract.ts';
import { idsOfCode } from './labelIds.ts';
import {
  canonicalId,
  isIdentifying,
  stemOf,
  type Token,
  tokensOf,
  withoutCounters,
  withoutDayFolders,
} from './tokens.ts';

/** Ids of a day, by their canonical form. */
export interface IdentityIndex {
  /** Ids that count anywhere → stops; several where two manifests or routes use one id. */
  anywhere: IdMap<StopId>;
  /** All ids and codes of one route → stops; they count where the route is named. */
  byRoute: Map<RouteId, IdMap<StopId>>;
  /** Route codes, driver ids and drivers' names → routes. */
  routes: IdMap<RouteId>;
  /** The same that are too short or too plain to be looked for inside longer names. */
  plainRoutes: IdMap<RouteId>;
  routeOfStop: Map<StopId, RouteId>;
}

interface IdMap<Id> {
  ids: Map<string, { spelled: string; owners: Id[] }>;
  /** Tokens of the longest id. */
  longest: number;
}

/** What is known of one photo before any clock or map is looked at. */
export interface PhotoIdentity {
  /** One hit per stop, of the strongest method that each file has. */
  hits: IdentityHit[];
  /** An id was found, but it stands on several stops. */
  ambiguous: IdentityHit[];
  /** Routes that folder, name, sidecar or driver speak of, in order of id; empty when they are silent. */
  contextRoutes: RouteId[];
}

/** Builds the lookup of a day. */
export function indexIdentities(routes: readonly Route[]): IdentityIndex {
  const index: IdentityIndex = {
    anywhere: emptyMap(),
    byRoute: new Map(),
    routes: emptyMap(),
    plainRoutes: emptyMap(),
    routeOfStop: new Map(),
  };
  for (const route of routes) {
    const ownIds = emptyMap<StopId>();
    index.byRoute.set(route.id, ownIds);
    for (const word of [route.route, route.driver, route.driverName]) {
      if (word !== null) addId(isDistinctive(canonicalId(word)) ? index.routes : index.plainRoutes, word, route.id);
    }
    for (const stop of route.stops) {
      index.routeOfStop.set(stop.id, route.id);
      for (const id of [stop.stop, ...stop.packages.map((each) => each.trackingId)]) {
        addId(ownIds, id, stop.id);
        if (isIdentifying(canonicalId(id))) addId(index.anywhere, id, stop.id);
      }
    }
  }
  return index;
}

/** Reads one photo's sidecars, names, texts and labels against the day. Files with different answers give several hits. */
export function identify(photo: Photo, index: IdentityIndex): PhotoIdentity {
  const contextRoutes = new Set<RouteId>();
  const hits = new Map<StopId, IdentityHit>();
  const ambiguous = new Map<StopId, IdentityHit>();
  const keep = (found: readonly Found[], method: IdentityHit['method']): boolean => {
    for (const { stopIds, isClear, evidence } of found) {
      const target = isClear ? hits : ambiguous;
      for (const stopId of stopIds) {
        if (!target.has(stopId)) target.set(stopId, { photoId: photo.id, stopId, method, evidence });
      }
    }
    return found.length > 0;
  };

  for (const file of photo.files) {
    const context = contextOf(file, index);
    for (const routeId of context) contextRoutes.add(routeId);
    if (!keep(bySidecar(file, context, index), 'sidecar')) keep(byName(file.path, context, index), 'name');
  }
  if (hits.size === 0 && ambiguous.size === 0) {
    for (const text of photo.texts) {
      if (keep(byText(text, [...contextRoutes], index), 'metadata')) break;
    }
  }
  const labels = byLabels(photo.codes, [...contextRoutes], index);
  const labelled = new Set(labels.flatMap(({ stopIds, isClear }) => (isClear ? stopIds : [])));
  const isOneOfThem = [...hits.keys()].some((stopId) => labelled.has(stopId));
  // Several parcels in one picture are all in it; a label that knows nothing of the name's stop speaks against the name.
  if (hits.size === 0 || isOneOfThem) keep(labels, 'barcode');
  else if (labelled.size > 0) for (const [stopId, hit] of hits) hits.set(stopId, spokenAgainst(hit, labels, index));
  return {
    hits: [...hits.values()].sort(byStop),
    ambiguous: hits.size > 0 ? [] : [...ambiguous.values()].sort(byStop),
    contextRoutes: [...contextRoutes].sort(),
  };
}

/** Stops whose parcels' labels are in the picture: each code by itself, as exactly as `idsOfCode` says. */
function byLabels(codes: readonly string[], context: readonly RouteId[], index: IdentityIndex): Found[] {
  const found: Found[] = [];
  for (const code of codes) {
    for (const id of idsOfCode(code)) {
      const known = index.anywhere.ids.get(id);
      if (!known) continue;
      found.push(claim(inContext(known.owners, context, index), `${known.spelled} on the label in the picture`));
      break;
    }
  }
  return found;
}

function spokenAgainst(hit: IdentityHit, labels: readonly Found[], index: IdentityIndex): IdentityHit {
  const clear = labels.filter((label) => label.isClear);
  const ownRoute = index.routeOfStop.get(hit.stopId);
  const isElsewhere = clear.every(({ stopIds }) => stopIds.every((id) => index.routeOfStop.get(id) !== ownRoute));
  const where = isElsewhere ? 'another route' : 'another stop';
  return {
    ...hit,
    evidence: `${hit.evidence}, but ${clear[0]?.evidence}, which is of ${where}`,
    labelsSay: isElsewhere ? 'another-route' : 'another-stop',
  };
}

/** At most this many are kept per photo: a name of nine parts has no more, and longer ones are not names of one parcel. */
const tokensKept = 40;
/** `PackageID_<uuid>` has six tokens; longer ids are not known. */
const longestId = 6;

/**
 * Canonical forms in a photo's names, folders, texts, labels and sidecars that could be a tracking id, so that a manifest which
 * comes later finds its photos: look up `canonicalId(trackingId)` among them. Counters, days and times are left out.
 */
export function identityTokens(photo: Pick<Photo, 'files' | 'texts' | 'codes'>): string[] {
  const found = new Set(photo.codes.flatMap(idsOfCode));
  const read = (text: string) => {
    const tokens = tokensOf(withoutCounters(text));
    // Short ones first: most ids have one part or two, and of a long name not everything is kept.
    for (let count = 1; count <= longestId; count++) {
      for (let from = 0; from + count <= tokens.length; from++) {
        const window = tokens.slice(from, from + count);
        if (!areJoined(window)) continue;
        const canonical = window.map((token) => token.text).join('-');
        if (isIdentifying(canonical)) found.add(canonical);
      }
    }
  };
  for (const { path, sidecar } of photo.files) {
    if (sidecar?.trackingId) read(sidecar.trackingId);
    for (const segment of segmentsOf(path).reverse()) read(segment);
  }
  for (const text of photo.texts) read(text);
  return [...found].slice(0, tokensKept).sort();
}

interface Found {
  stopIds: StopId[];
  /** False where one id stands on several stops. */
  isClear: boolean;
  evidence: string;
}

/** Routes that a file's sidecar speaks of, else its path: the route's code before its driver. */
function contextOf(file: PhotoFile, index: IdentityIndex): RouteId[] {
  const { sidecar } = file;
  for (const word of [sidecar?.route, sidecar?.driver]) {
    const owners = word === undefined ? null : (ownersOf(index.routes, word) ?? ownersOf(index.plainRoutes, word));
    if (owners) return owners;
  }
  let narrowed: RouteId[] = [];
  const segments = segmentsOf(file.path);
  for (const [depth, segment] of segments.entries()) {
    const isFolder = depth < segments.length - 1;
    const spoken = routesSpokenOf(segment, isFolder, narrowed, index);
    if (spoken.length === 0) continue;
    const both = narrowed.filter((routeId) => spoken.includes(routeId));
    narrowed = both.length > 0 ? both : spoken;
  }
  return narrowed;
}

/** Routes of one folder's or file's name, where `outer` are those of the folders around it. */
function routesSpokenOf(
  segment: string,
  isFolder: boolean,
  outer: readonly RouteId[],
  index: IdentityIndex,
): RouteId[] {
  const label = routeLabel.exec(segment)?.[1];
  const labelled = label ? ownersOf(index.plainRoutes, label) : null;
  if (labelled) return labelled;
  const whole = isFolder ? ownersOf(index.plainRoutes, segment) : null;
  // Within a route's folder a bare number is a stop, though another route or driver be called so.
  if (whole && (outer.length === 0 || outer.some((routeId) => whole.includes(routeId)))) return whole;
  let spoken: RouteId[] = [];
  for (const { owners } of idsIn(tokensOf(segment), segment, index.routes)) {
    // A driver with two routes and a route code beside him: the code narrows him down. Two routes stay two.
    const both = spoken.filter((routeId) => owners.includes(routeId));
    spoken = both.length > 0 ? both : [...spoken, ...owners];
  }
  return spoken;
}

const routeLabel = /(?<![\p{L}\p{N}])(?:route|rte|tour)[-_ #]*([\p{L}\p{N}]+)/iu;
const stopLabel = /(?<!\p{L})(?:stop|stp|halt)[-_ #]*(?=[\p{L}\p{N}])/iu;

function bySidecar(file: PhotoFile, context: readonly RouteId[], index: IdentityIndex): Found[] {
  const { trackingId, stop } = file.sidecar ?? {};
  const ofParcel = trackingId ? lookUp(trackingId, context, index) : null;
  if (ofParcel) return [claim(ofParcel, `${trackingId} in the file beside the photo`)];
  const ofStop = stop ? lookUp(stop, context, index) : null;
  return ofStop ? [claim(ofStop, `stop ${stop} in the file beside the photo`)] : [];
}

/** The file's own name before its folders, the deepest folder first; whole ids before short codes. */
function byName(path: string, context: readonly RouteId[], index: IdentityIndex): Found[] {
  const segments = segmentsOf(path);
  for (let depth = segments.length - 1; depth >= 0; depth--) {
    const segment = segments[depth] ?? '';
    const where = depth === segments.length - 1 ? 'file name' : 'folder name';
    const found = wholeIds(segment, context, index, where);
    if (found.length > 0) return found;
  }
  const code = shortCode(segments, context, index);
  return code ? [code] : [];
}

function byText(text: string, context: readonly RouteId[], index: IdentityIndex): Found[] {
  return wholeIds(text, context, index, 'photo’s own text');
}

function wholeIds(text: string, context: readonly RouteId[], index: IdentityIndex, where: string): Found[] {
  const plain = withoutCounters(text);
  const found = idsIn(tokensOf(plain), plain, index.anywhere).map((id) =>
    claim(inContext(id.owners, context, index), `${id.spelled} in the ${where}`),
  );
  // Ids of two stops in one name are two claims; an id that two stops share is none until something else decides.
  const clear = found.filter((each) => each.isClear);
  return clear.length > 0 ? clear : found.slice(0, 1);
}

/**
 * A stop's short code, where the path names the route: labelled (`stop 12`), as a whole folder name, as the first word of
 * the file's name, or as the only word of it that is a code. (In `12_1.jpg` the 1 counts pictures, not stops.)
 */
function shortCode(segments: readonly string[], context: readonly RouteId[], index: IdentityIndex): Found | null {
  const routeId = context[0];
  const codes = context.length === 1 && routeId !== undefined ? index.byRoute.get(routeId) : undefined;
  if (!codes) return null;
  for (const segment of [...segments].reverse()) {
    const plain = withoutCounters(segment);
    const label = stopLabel.exec(plain);
    const behind = label ? plain.slice(label.index + label[0].length) : '';
    const code = idsIn(tokensOf(behind), behind, codes)[0];
    if (code?.first === 0) return claim(code.owners, `stop ${code.spelled} in the name`);
  }
  for (const folder of segments.slice(0, -1).reverse()) {
    const owners = ownersOf(codes, folder);
    const isOwnRoute = isRouteWord(folder, index) || ownersOf(index.plainRoutes, folder)?.includes(routeId ?? '');
    if (owners && !isOwnRoute) return claim(owners, `stop ${folder} in the folder name`);
  }
  const stem = withoutCounters(segments.at(-1) ?? '').replace(routeLabel, (label) => ' '.repeat(label.length));
  const tokens = tokensOf(stem);
  const spoken = idsIn(tokens, stem, codes).filter((id) => !isRouteWord(id.spelled, index));
  const routeTokens = idsIn(tokens, stem, index.routes).reduce((count, id) => Math.max(count, id.last + 1), 0);
  const leading = spoken.find((id) => id.first === 0 || id.first === routeTokens);
  const chosen = leading ?? (new Set(spoken.flatMap((id) => id.owners)).size === 1 ? spoken[0] : undefined);
  return chosen ? claim(chosen.owners, `stop ${chosen.spelled} in the file name`) : null;
}

function claim(owners: StopId[], evidence: string): Found {
  return { stopIds: owners, isClear: owners.length === 1, evidence };
}

function isRouteWord(word: string, index: IdentityIndex): boolean {
  return ownersOf(index.routes, word) !== null;
}

/** Stops of an id: within the named routes any id counts, elsewhere only one that identifies by itself. */
function lookUp(id: string, context: readonly RouteId[], index: IdentityIndex): StopId[] | null {
  const own = new Set<StopId>();
  for (const routeId of context) {
    const codes = index.byRoute.get(routeId);
    for (const owner of (codes && ownersOf(codes, id)) ?? []) own.add(owner);
  }
  return own.size > 0 ? [...own] : ownersOf(index.anywhere, id);
}

/** Owners on the named routes where there are such, else all: an id of another route is a finding, not a mistake. */
function inContext(owners: readonly StopId[], context: readonly RouteId[], index: IdentityIndex): StopId[] {
  const own = owners.filter((stopId) => context.includes(index.routeOfStop.get(stopId) ?? ''));
  return own.length > 0 ? own : [...owners];
}

interface SpokenId<Id> {
  spelled: string;
  owners: Id[];
  /** Places among the tokens. */
  first: number;
  last: number;
}

/** Known ids among the tokens, left to right without overlap; one spelled exactly so wins over a longer loose reading. */
function idsIn<Id>(tokens: readonly Token[], text: string, map: IdMap<Id>): SpokenId<Id>[] {
  const found: SpokenId<Id>[] = [];
  for (let first = 0; first < tokens.length; first++) {
    let best: SpokenId<Id> | null = null;
    let bestIsExact = false;
    let canonical = '';
    for (let last = first; last < tokens.length && last - first < map.longest; last++) {
      canonical += (last > first ? '-' : '') + tokens[last]?.text;
      const known = map.ids.get(canonical);
      if (!known) continue;
      const spelled = text.slice(tokens[first]?.start, tokens[last]?.end);
      const isExact = spelled.toUpperCase() === known.spelled.toUpperCase();
      if (bestIsExact && !isExact) continue;
      best = { spelled, owners: known.owners, first, last };
      bestIsExact = isExact;
    }
    if (best) {
      found.push(best);
      first = best.last;
    }
  }
  return found;
}

function emptyMap<Id>(): IdMap<Id> {
  return { ids: new Map(), longest: 0 };
}

function addId<Id>(map: IdMap<Id>, id: string, owner: Id): void {
  const canonical = canonicalId(id);
  if (canonical === '') return;
  const known = map.ids.get(canonical);
  if (!known) map.ids.set(canonical, { spelled: id, owners: [owner] });
  else if (!known.owners.includes(owner)) known.owners.push(owner);
  map.longest = Math.max(map.longest, canonical.split('-').length);
}

function ownersOf<Id>(map: IdMap<Id>, id: string): Id[] | null {
  return map.ids.get(canonicalId(id))?.owners ?? null;
}

/** A route's word that can be looked for inside any name: three characters or more with a letter among them. */
function isDistinctive(canonical: string): boolean {
  return canonical.length >= 3 && /\p{L}/u.test(canonical);
}

function areJoined(window: readonly Token[]): boolean {
  return window.every((token, i) => i === 0 || token.start - (window[i - 1]?.end ?? 0) === 1);
}

/** Folders and the stem of the file, outermost first. A folder that is part of a day (`2026/11/21`) is no code and blank. */
function segmentsOf(path: string): string[] {
  const nameAt = path.lastIndexOf('/') + 1;
  const folders = withoutDayFolders(path.slice(0, nameAt)).split('/').slice(0, -1);
  return [...folders, stemOf(path.slice(nameAt))];
}

function byStop(a: IdentityHit, b: IdentityHit): number {
  return a.stopId < b.stopId ? -1 : a.stopId > b.stopId ? 1 : 0;
}
