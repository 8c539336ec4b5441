/** A stop and all that is known of it, as the rules of states take it. */
import type { Package } from '#core/domain/delivery.ts';
import type { StopStateInput, TiedPhoto } from '#core/domain/stopState.ts';
import { defaultSettings } from '#shared/settings.ts';

export const delivered = Date.parse('2026-11-21T14:35:00-08:00');
export const minute = 60_000;
export const cutOffAt = delivered + 120 * minute;

export function parcel(fields: Partial<Package> = {}): Package {
  return {
    trackingId: 'TBA1',
    outcome: 'delivered',
    completedAt: delivered,
    handover: 'doorstep',
    leftAt: null,
    ...fields,
  };
}

export function photo(fields: Partial<TiedPhoto> = {}): TiedPhoto {
  return { photoId: 'picture', method: 'name', confidence: 0.99, flags: [], ...fields };
}

export type StopFields = Partial<StopStateInput['stop']>;
type DecisionFields = Partial<StopStateInput['decisions']>;
export type Fields = Partial<Omit<StopStateInput, 'stop' | 'decisions'>> & {
  stop?: StopFields;
  decisions?: DecisionFields;
};

/** A parcel left at the door, no picture, the cut-off passed and the phone fully synced: missing. */
export function world({ stop, decisions, ...fields }: Fields = {}): StopStateInput {
  return {
    coverage: 'inside',
    photos: [],
    candidates: 0,
    deviceProgress: delivered + 300 * minute,
    pendingFile: false,
    now: cutOffAt + minute,
    cutOffAt,
    settings: defaultSettings,
    ...fields,
    stop: { packages: [parcel()], confidential: false, optedOut: false, ...stop },
    decisions: { accepted: new Set(), rejected: new Set(), excused: null, ...decisions },
  };
}
