import { describe, expect, test } from 'vitest';
import { decideStopState, notRequiredReason, type StopReason, type StopStateInput } from '#core/domain/stopState.ts';
import type { Coverage } from '#shared/programme.ts';
import { attendedHandovers, handovers, notRequiredReasons, outcomes } from '#shared/words.ts';
import { parcel, photo, type StopFields, world } from './stopWorld.ts';

const accepted = { accepted: new Set(['picture']) };

describe('No picture is owed', () => {
  test.for<[string, StopFields, StopReason | null]>([
    ['where nothing was delivered', { packages: [parcel({ outcome: 'attempted' })] }, 'no-delivered-package'],
    ['where there is no package at all', { packages: [] }, 'no-delivered-package'],
    ['where the customer opted out', { optedOut: true }, 'opted-out'],
    ['at a confidential address', { confidential: true }, 'confidential'],
    ['where the one package was handed over', { packages: [parcel({ handover: 'recipient' })] }, 'attended'],
    [
      'where every delivered package was handed over',
      {
        packages: [
          parcel({ handover: 'household' }),
          parcel({ handover: 'neighbour' }),
          parcel({ outcome: 'returned' }),
        ],
      },
      'attended',
    ],
    [
      '– but it is where one of two was left at the door',
      { packages: [parcel({ handover: 'household' }), parcel()] },
      null,
    ],
    ['– but it is where nobody says how it was left', { packages: [parcel({ handover: null })] }, null],
    [
      '– but it is where one of two packages was delivered',
      { packages: [parcel({ outcome: 'rejected' }), parcel()] },
      null,
    ],
  ])('%s', ([_what, stop, reason]) => {
    expect(notRequiredReason(world({ stop }).stop, 'inside')).toBe(reason);
    if (reason) expect(decideStopState(world({ stop }))).toMatchObject({ state: 'not-required', reason });
  });

  test.for([...outcomes.filter((outcome) => outcome !== 'delivered')])('for a package that is %s', (outcome) => {
    expect(notRequiredReason(world({ stop: { packages: [parcel({ outcome })] } }).stop, 'inside')).toBe(
      'no-delivered-package',
    );
  });

  test('for what was handed to a person, and for nothing else', () => {
    for (const handover of handovers) {
      const reason = notRequiredReason(world({ stop: { packages: [parcel({ handover })] } }).stop, 'inside');
      expect([handover, reason]).toEqual([handover, attendedHandovers.includes(handover) ? 'attended' : null]);
    }
    expect([...attendedHandovers]).toEqual(
      expect.arrayContaining(['recipient', 'household', 'reception', 'neighbour']),
    );
  });

  test('outside the photo programme, and not where nobody can say whether it is', () => {
    const { stop } = world();
    expect(notRequiredReason(stop, 'outside')).toBe('out-of-programme');
    expect(decideStopState(world({ coverage: 'outside' }))).toMatchObject({
      state: 'not-required',
      reason: 'out-of-programme',
    });
    expect(notRequiredReason(stop, 'unknown')).toBeNull();
    expect(notRequiredReason(stop, 'inside')).toBeNull();
  });

  test('for the first reason that holds, in the order of the list', () => {
    const everything = {
      packages: [parcel({ handover: 'recipient' })],
      confidential: true,
      optedOut: true,
    };
    const nothing = { ...everything, optedOut: false, confidential: false };
    const asked: Array<[StopStateInput['stop'], Coverage]> = [
      [{ ...everything, packages: [] }, 'outside'],
      [everything, 'outside'],
      [{ ...everything, optedOut: false }, 'outside'],
      [nothing, 'outside'],
      [nothing, 'inside'],
    ];
    expect(asked.map(([stop, coverage]) => notRequiredReason(stop, coverage))).toEqual([...notRequiredReasons]);
  });

  test('and one taken all the same is a flag of its own, never a confirmation', () => {
    for (const stop of [{ optedOut: true }, { confidential: true }]) {
      const verdict = decideStopState(
        world({ stop, photos: [photo({ flags: ['photo-despite-opt-out'] })], decisions: accepted }),
      );
      expect(verdict).toMatchObject({ state: 'not-required', flags: ['photo-despite-opt-out'] });
    }
  });
});
