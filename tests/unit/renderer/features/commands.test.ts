import { describe, expect, it, test } from 'vitest';
import type { Command } from '#features/search/command.ts';
import { likeness } from '#features/search/commandMatch.ts';
import { resultsFor } from '#features/search/results.ts';
import type { SearchHit } from '#shared/views.ts';

const command = (id: string, name: string, also = ''): Command => ({ id, group: 'Go to', name, also, run: () => {} });
const commands = [
  command('unmatched', 'Unmatched photos', 'strays'),
  command('verify', 'Verify the ledger', 'check'),
  command('sign', 'Sign off R104', 'route'),
];
const hit: SearchHit = {
  stopId: '0123456789abcdef',
  routeId: 'fedcba9876543210',
  date: '2026-11-21',
  route: 'R104',
  stop: '041',
  address: '12 Elm St',
  customer: null,
  trackingId: null,
  driver: null,
  state: 'missing',
};

describe('a command is found by its words', () => {
  test.each([
    ['verify', 'exact'],
    ['led ver', 'exact'],
    ['LEDGER', 'exact'],
    ['check', 'exact'],
    ['leger', 'near'],
    ['vreify', 'near'],
    ['verifyy', 'near'],
    ['vrf', null],
    ['elm', null],
    ['', null],
    ['…', null],
  ])('“%s”: %s', (typed, expected) => {
    expect(likeness(typed, { name: 'Verify the ledger', also: 'check hash' })).toBe(expected);
  });
});

describe('the rows of the search box', () => {
  const keys = (typed: string, hits: readonly SearchHit[] = []) =>
    resultsFor(typed, commands, hits).map(({ key }) => key);

  it('lists every command while nothing is typed', () => {
    expect(keys('')).toEqual(['command unmatched', 'command verify', 'command sign']);
  });
  it('puts a command that is meant above the stops, one that may be meant below', () => {
    expect(keys('R104', [hit])).toEqual(['command sign', `${hit.stopId} null`]);
    expect(keys('ledgre', [hit])).toEqual([`${hit.stopId} null`, 'command verify']);
  });
  it('puts what is called so before what may also be meant', () => {
    expect(keys('strays')).toEqual(['command unmatched']);
    const both = resultsFor('check', [commands[1] as Command, command('checks', 'Checks')], []);
    expect(both.map(({ key }) => key)).toEqual(['command checks', 'command verify']);
  });
  it('doesn’t take one letter for a command', () => {
    expect(keys('u', [hit])).toEqual([`${hit.stopId} null`]);
  });
  it('shows commands only after the sign', () => {
    expect(keys('> ledger', [hit])).toEqual(['command verify']);
    expect(keys('>', [hit])).toHaveLength(commands.length);
  });
});
