import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTileAddress, tileOrigins } from '#shared/tileOrigins.ts';

test.for([
  ['https://tile.example.com/{z}/{x}/{y}.png', ['https://tile.example.com']],
  ['https://TILE.example.com:8443/a/{z}/{x}/{y}.png?key=1', ['https://tile.example.com:8443']],
  ['http://localhost:8080/{z}/{x}/{-y}.png', ['http://localhost:8080']],
  ['http://192.168.1.7/{z}/{x}/{y}{r}.png', ['http://192.168.1.7']],
  ['https://münchen.example/{z}/{x}/{y}.png', ['https://xn--mnchen-3ya.example']],
  [
    'https://{s}.tile.example.com/{z}/{x}/{y}.png',
    ['https://a.tile.example.com', 'https://b.tile.example.com', 'https://c.tile.example.com'],
  ],
  [
    'https://tiles-{s}.example.com/{z}/{x}/{y}.png',
    ['https://tiles-a.example.com', 'https://tiles-b.example.com', 'https://tiles-c.example.com'],
  ],
  ['https://example.com/{s}/{z}/{x}/{y}.png', ['https://example.com']],
] as Array<[string, string[]]>)('tiles of %s come from %j', ([address, origins]) => {
  expect(tileOrigins(address)).toEqual(origins);
  expect(isTileAddress(address)).toBe(true);
});

test.for([
  'javascript:alert(1)//{z}/{x}/{y}',
  'data:image/png;base64,{z}{x}{y}',
  'file:///etc/{z}/{x}/{y}.png',
  'blob:https://example.com/{z}/{x}/{y}',
  'porchlight://app/{z}/{x}/{y}',
  'https://*/{z}/{x}/{y}.png',
  'https://*.example.com/{z}/{x}/{y}.png',
  "https://example.com;script-src'unsafe-inline'/{z}/{x}/{y}.png",
  "https://'self'/{z}/{x}/{y}.png",
  'https://a,b.example.com/{z}/{x}/{y}.png',
  'https://"quoted".example.com/{z}/{x}/{y}.png',
  'https://example.com ; script-src * /{z}/{x}/{y}.png',
  'https://user:secret@example.com/{z}/{x}/{y}.png',
  'https://{z}.example.com/{x}/{y}.png',
  'https://[::1]/{z}/{x}/{y}.png',
  '//example.com/{z}/{x}/{y}.png',
  '/tiles/{z}/{x}/{y}.png',
  'tile.example.com/{z}/{x}/{y}.png',
  '',
])('“%s” is no address of tiles', (address) => {
  expect(isTileAddress(address)).toBe(false);
  expect(tileOrigins(address)).toEqual([]);
});

test('an address that names no place in the map is refused', () => {
  for (const address of ['https://example.com/', 'https://example.com/{z}/{x}.png', 'https://example.com/tile.png']) {
    expect(isTileAddress(address)).toBe(false);
  }
});

test('whatever is set, an origin holds nothing that means something in a header', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string({ unit: 'binary' }).map((text) => `https://${text}/{z}`),
      ),
      (address) => tileOrigins(address).every((origin) => /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin)),
    ),
  );
});
