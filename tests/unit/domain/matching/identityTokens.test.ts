import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sidecar } from '#core/domain/delivery.ts';
import { identify, identityTokens, indexIdentities } from '#core/domain/matching/identity.ts';
import { canonicalId, withoutCounters } from '#core/domain/matching/tokens.ts';
import { file, photo, route } from './papers.ts';

describe('What is kept of a photo for a manifest that comes later', () => {
  const kept = (path: string, texts: string[] = [], sidecar: Sidecar | null = null) =>
    identityTokens({ files: [file(path, sidecar)], texts, codes: [] });

  test.for<[string, string, string]>([
    ['an id', 'TBA300000012.jpg', 'TBA300000012'],
    ['an id in small letters', 'tba300000012.jpg', 'TBA300000012'],
    ['an id with dashes', 'R104/PKG-77-0001.jpg', 'PKG-77-0001'],
    ['an id with underscores', 'id_with_5_parts.jpg', 'id_with_5_parts'],
    ['an id in a folder', 'TBA300000012/IMG_0001.jpg', 'TBA300000012'],
    ['an id beside day and time', 'TBA300000012_20261121_143522.jpg', 'TBA300000012'],
    ['an id behind an address', 'Route_R104_Stop_12_12_Elm_St_97201_TBA300000012.jpg', 'TBA300000012'],
    ['an id with a dash behind an address', 'Route_R104_Stop_12_12_Elm_St_97201_PKG-770001.jpg', 'PKG-770001'],
    [
      'an Amazon package id',
      'R104/PackageID_8d5a0c2e-1b2c-4d5e-8f90-123456789012_1.jpg',
      'PackageID_8d5a0c2e-1b2c-4d5e-8f90-123456789012',
    ],
    [
      'an Amazon package id behind route, stop and day',
      'R104_Stop_12_PackageID_8d5a0c2e-1b2c-4d5e-8f90-123456789012_20261121_143522.jpg',
      'PackageID_8d5a0c2e-1b2c-4d5e-8f90-123456789012',
    ],
  ])('is %s', ([_what, path, id]) => {
    expect(kept(path)).toContain(canonicalId(id));
  });

  test('is an id in its text or in its sidecar', () => {
    expect(kept('IMG_1.jpg', ['Parcel TBA300000012'])).toContain('TBA300000012');
    expect(kept('IMG_1.jpg', [], { trackingId: 'pkg 77 0001' })).toContain('PKG-77-0001');
  });

  test.for([
    'IMG_1234.HEIC',
    'IMG_20261121_143522.jpg',
    'IMG_20261121_143522_1.jpg',
    '20261121_143522.jpg',
    'PXL_20230112_042504123.jpg',
    'IMG-20230112-WA0007.jpg',
    'WhatsApp Image 2026-11-21 at 10.12.33.jpeg',
    '2026-11-21/IMG_1234.jpg',
    '2026/11/21/IMG_1234.jpg',
    '21.11.2026/IMG_1234 (1).jpg',
    'DCIM/Camera/DSC01234.jpg',
    'doorstep.jpg',
  ])('is nothing of %s', (path) => {
    expect(kept(path)).toEqual([]);
  });

  test('is bounded, whatever a photo is called', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.array(fc.string({ maxLength: 200 })),
        (path, texts) => {
          const tokens = kept(path, texts);
          expect(tokens.length).toBeLessThanOrEqual(40);
          expect(tokens).toEqual([...new Set(tokens)].sort());
          for (const token of tokens) expect(canonicalId(token)).toBe(token);
        },
      ),
    );
  });

  test('finds every photo again that the day would have tied by a tracking id in its name', () => {
    const anyPart = fc.stringMatching(/^(TBA|PKG|Z)[0-9]{6,9}$/);
    const anyId = fc
      .tuple(anyPart, fc.array(fc.stringMatching(/^[A-Z0-9]{1,4}$/), { maxLength: 3 }), fc.constantFrom('-', '_'))
      .map(([first, rest, sign]) => [first, ...rest].join(sign));
    const anyName = fc
      .tuple(
        fc.constantFrom('', 'R104_', 'R104/', 'stop 12 ', '2026-11-21/'),
        anyId,
        fc.constantFrom('', '_1', ' (2)', '_20261121_143522'),
      )
      // An id that ends like a messenger’s count (`…-WA0`) is taken for one.
      .filter(([before, id, after]) => withoutCounters(`${before}${id}${after}`).includes(id));
    fc.assert(
      fc.property(anyName, ([before, id, after]) => {
        const path = `${before}${id}${after}.jpg`;
        const ofDay = indexIdentities([route('R104', null, { '900': [id] })]);
        const found = identify(photo([file(path)]), ofDay).hits.map((hit) => hit.stopId);
        expect([path, found]).toEqual([path, ['R104/900']]);
        expect(kept(path)).toContain(canonicalId(id));
      }),
    );
  });
});
