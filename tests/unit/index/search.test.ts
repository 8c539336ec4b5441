import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSearch, toMatchExpression } from '#core/index/search.ts';
import { emptyIndex, lay, row } from './indexWorld.ts';

function smallDepot() {
  const db = emptyIndex();
  lay(
    db,
    1,
    row({ address: '12 Elm Street', customer: 'Zoë Müller', postcode: '97201', driver: 'D-117' }),
    row({
      stop: '2',
      address: '14 Elm Street',
      trackingId: 'TBA300000002',
      driver: 'D-117',
      customer: 'NEAR OR AND NOT',
    }),
    row({ route: 'R77', stop: 'AB', address: 'Große Straße 3', trackingId: 'SPX-99/12', driver: 'D-200' }),
  );
  const search = createSearch(db);
  return (text: string) =>
    search(text)
      .map((hit) => `${hit.route}/${hit.stop}`)
      .sort();
}

test.for([
  ['12 Elm', ['R1/1']],
  ['elm str', ['R1/1', 'R1/2']],
  ['Zoe Muller', ['R1/1']],
  ['ZOË', ['R1/1']],
  ['R77', ['R77/AB']],
  ['d-117', ['R1/1', 'R1/2']],
  ['97201', ['R1/1']],
  ['TBA300000002', ['R1/2']],
  ['tba3000', ['R1/1', 'R1/2']],
  ['SPX 99 12', ['R77/AB']],
  ['große', ['R77/AB']],
  ['elm oak', []],
  ['', []],
  ['   ', []],
  ['"', []],
  ['NOT', ['R1/2']],
  ['NEAR OR AND', ['R1/2']],
  ['elm* OR 1', []],
] as Array<[string, string[]]>)('looking for “%s” finds %j', ([text, found]) => {
  expect(smallDepot()(text)).toEqual(found);
});

test('whatever is typed is looked for, never run', () => {
  const search = smallDepot();
  const nasty = [
    `'; DROP TABLE stops; --`,
    '" OR 1=1',
    'words:elm',
    '{a b}: c',
    '^elm',
    'elm NEAR/2 street',
    'a"b"c',
    '%_',
    '\0elm\0',
  ];
  for (const text of nasty) expect(() => search(text)).not.toThrow();
  expect(search('12 Elm')).toEqual(['R1/1']);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      search(text);
      // Words in quotes, an asterisk at most after the last, AND between them: nothing else is ever handed to FTS5.
      return /^$|^"[\p{L}\p{N}]+"( AND "[\p{L}\p{N}]+")*\*?$/u.test(toMatchExpression(text));
    }),
  );
});
