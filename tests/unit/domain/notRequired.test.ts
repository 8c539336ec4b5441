import { describe, expect, test } from 'vitest';
import { decideStopState, notRequiredReason, type StopReason } from '#core/domain/stopState.ts';
import { defaultSettings } from '#shared/settings.ts';
import { attendedHandovers, handovers, notRequiredReasons, outcomes } from '#shared/words.ts';
import { parcel, photo, type StopFields, world } from './stopWorld.ts';

const inOregon = { ...defaultSettings, programmePostcodes: ['972', 'OR 5'] };
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
    expect(notRequiredReason(world({ stop }).stop, defaultSettings)).toBe(reason);
    if (reason) expect(decideStopState(world({ stop }))).toMatchObject({ state: 'not-required', reason });
  });

  test.for([...outcomes.filter((outcome) => outcome !== 'delivered')])('for a package that is %s', (outcome) => {
    expect(notRequiredReason(world({ stop: { packages: [parcel({ outcome })] } }).stop, defaultSettings)).toBe(
      'no-delivered-package',
    );
  });

  test('for what was handed to a person, and for nothing else', () => {
    for (const handover of handovers) {
      const reason = notRequiredReason(world({ stop: { packages: [parcel({ handover })] } }).stop, defaultSettings);
      expect([handover, reason]).toEqual([handover, attendedHandovers.includes(handover) ? 'attended' : null]);
    }
    expect([...attendedHandovers]).toEqual(
      expect.arrayContaining(['recipient', 'household', 'reception', 'neighbour']),
    );
  });

  test.for<[string, string | null, boolean]>([
    ['97201 is inside', '97201', true],
    ['97 is outside', '97', false],
    ['10115 is outside', '10115', false],
    ['spaces and dashes make no difference', 'or-51 2', true],
    ['small letters make no difference', 'or5 1aa', true],
    ['an address without a postcode is taken as inside', null, true],
  ])('outside the photo programme: %s', ([_what, postcode, isInside]) => {
    expect(notRequiredReason(world({ stop: { postcode } }).stop, inOregon)).toBe(isInside ? null : 'out-of-programme');
    expect(notRequiredReason(world({ stop: { postcode } }).stop, defaultSettings)).toBeNull();
  });

  test('for the first reason that holds, in the order of the list', () => {
    const everything = {
      packages: [parcel({ handover: 'recipient' })],
      postcode: '10115',
      confidential: true,
      optedOut: true,
    };
    const asked = [
      { ...everything, packages: [] },
      everything,
      { ...everything, optedOut: false },
      { ...everything, optedOut: false, confidential: false },
      { ...everything, optedOut: false, confidential: false, postcode: '97201' },
    ];
    expect(asked.map((stop) => notRequiredReason(stop, inOregon))).toEqual([...notRequiredReasons]);
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
