/** The evidence as its customer may have it: other people's doors, the driver's name and who sits at the desk are left out. Pure. */
import type { ClaimView } from '#shared/claims.ts';
import type { Evidence, EvidencePhoto } from '#shared/evidence.ts';

const elsewhere = 'another address';

export function forCustomer(evidence: Evidence, claim: ClaimView): Evidence {
  const { detail, timeline, near, earlier, claims } = evidence;
  const own = new Set(detail.packageList.map(({ trackingId }) => trackingId));
  return withoutPeople({
    ...evidence,
    detail: {
      ...detail,
      route: { ...detail.route, driver: null, driverName: null },
      contact: null,
      photos: [],
      candidates: [],
      decisions: detail.decisions
        .filter(({ kind }) => kind !== 'reject')
        .map((decision) => ({
          ...decision,
          note: null,
          sentence: decision.kind === 'move' ? 'Moved a picture to its own stop' : decision.sentence,
        })),
      holds: [],
    },
    photos: evidence.photos.filter(({ decision }) => decision !== 'rejected').map((photo) => photoFor(photo, own)),
    timeline: timeline.map((stop) =>
      stop.isThis
        ? stop
        : { ...stop, address: elsewhere, stop: '', position: null, photoId: null, photoPosition: null },
    ),
    near: near && { ...near, stops: near.stops.map((stop) => ({ ...stop, address: elsewhere })) },
    // Who lived there before is not this customer.
    earlier: earlier.map((picture) => ({ ...picture, route: '' })),
    claims: claims.filter(({ id }) => id === claim.id),
    otherClaims: { address: [], driver: 0, day: 0 },
    changedSinceSignOff: [],
  });
}

function photoFor(photo: EvidencePhoto, own: ReadonlySet<string>): EvidencePhoto {
  return {
    ...photo,
    fileNames: [],
    clock: photo.clock && {
      ...photo.clock,
      restsOn: photo.clock.person === null ? photo.clock.restsOn : 'what a supervisor said',
    },
    reasons: [],
    labels: photo.labels?.map((label) => (own.has(label.text) ? label : { ...label, text: '…' })) ?? null,
    alsoAt: photo.alsoAt.map((use) => ({ ...use, driver: null, address: elsewhere })),
    lookalikes: photo.lookalikes.map(({ use, ...alike }) => ({
      ...alike,
      use: use && { ...use, driver: null, address: elsewhere },
      sentence: 'Another picture is nearly the same',
    })),
    nearestStops: photo.nearestStops.map((stop) => ({ ...stop, address: elsewhere })),
  };
}

/** Wherever somebody is named who decided something: nobody is. */
function withoutPeople<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutPeople) as Value;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    key === 'person' || key === 'openedBy' ? null : withoutPeople(each),
  ]);
  return Object.fromEntries(entries) as Value;
}
