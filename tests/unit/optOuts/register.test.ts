import { createHmac } from 'node:crypto';
import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { createDeliveryWriter, emptyRenewal, emptyTally } from '#core/index/deliveries.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import type { ManifestRow } from '#core/manifests/contract.ts';
import { keyOf, namedBy } from '#core/optOuts/keys.ts';
import { createOptOutRegister } from '#core/optOuts/register.ts';
import type { OptOutTarget } from '#shared/words.ts';
import { day, emptyIndex, row } from '#tests/unit/index/indexWorld.ts';

const pseudonym = (text: string) => createHmac('sha256', 'ledger').update(text).digest('hex').slice(0, 32);

/** A register over an index, fed as the core feeds it. */
function world(db: Database.Database = emptyIndex()) {
  const decisions = createDecisionStore(db);
  const register = createOptOutRegister(db, { decisions, pseudonym, today: () => day });
  const deliveries = createDeliveryWriter(db, register.written);
  let seq = 0;
  function enter(body: LedgerBody): LedgerEntry {
    seq++;
    const entry: LedgerEntry = { seq, id: `entry ${seq}`, at: seq, desk: 'desk', person: null, body, hash: '' };
    decisions.apply(entry);
    register.apply(entry);
    return entry;
  }
  return {
    db,
    lay: (...rows: ManifestRow[]) => deliveries.applyRows(rows, { fileTime: 1, tally: emptyTally(), renewal: null }),
    deliveries,
    enter,
    /** `words` null: they were erased since. */
    optOut: (by: OptOutTarget, text: string, words: string | null = text, from = day) =>
      enter({
        ...{ kind: 'opt-out', by, key: keyOf(namedBy(by, text), pseudonym) ?? '', words: words ?? '' },
        ...{ from, until: null, source: 'hand' },
      }),
    bits: () => db.prepare<[], number>('SELECT opted_out FROM stops ORDER BY stop').pluck().all(),
  };
}

const stop = (n: number, changes: Partial<ManifestRow>) =>
  row({ stop: String(n), trackingId: `TBA30000000${n}`, ...changes });

test('an opt-out whose words were erased still means its stops, those that are there and those that come', () => {
  const { lay, optOut, bits } = world();
  lay(stop(1, { address: '12 Elm Street', postcode: '97201' }), stop(2, { address: '14 Elm St' }));
  optOut('address', '12 Elm St\n97201', null);
  optOut('tracking-id', 'TBA-x 9', null);
  expect(bits()).toEqual([2, 0]);
  lay(stop(3, { address: '12 ELM ST' }), stop(4, { address: '12 Elm St', postcode: '97202' }));
  lay(stop(5, { address: '1 Oak Ave', trackingId: 'tba_x-9' }));
  expect(bits()).toEqual([2, 0, 2, 0, 2]);
});

test('a customer with two addresses is opted out at both, an address with forty customers for all of them', () => {
  const { lay, optOut, bits } = world();
  lay(stop(1, { customer: 'Zoe Q', address: '1 Elm St' }), stop(2, { customer: 'Zoe Q', address: '2 Oak Ave' }));
  optOut('customer', 'ZOE Q');
  expect(bits()).toEqual([2, 2]);
  const { lay: layTower, optOut: optTower, bits: towerBits } = world();
  layTower(...Array.from({ length: 40 }, (_none, n) => stop(n, { customer: `Nr ${n}`, address: '9 Tower Rd' })));
  optTower('address', '9 Tower Road');
  expect(towerBits()).toEqual(Array.from({ length: 40 }, () => 2));
});

test('an opt-out of one parcel goes with the parcel, wherever a later manifest puts it', () => {
  const { lay, optOut, bits } = world();
  lay(stop(1, { trackingId: 'TBA1' }), stop(2, { trackingId: 'TBA2' }));
  optOut('tracking-id', 'TBA1');
  expect(bits()).toEqual([2, 0]);
  lay(stop(2, { trackingId: 'TBA1' }), stop(1, { trackingId: 'TBA2' }));
  expect(bits()).toEqual([0, 2]);
});

test('a manifest that is corrected moves the opt-out with the address, and its own column stays its own', () => {
  const { db, lay, optOut, bits, deliveries } = world();
  lay(stop(1, { address: '12 Elm St' }), stop(2, { address: '14 Elm St', optedOut: true }));
  optOut('address', '12 Elm St');
  optOut('address', '14 Elm St', '14 Elm St', '2027-01-01');
  expect(bits()).toEqual([2, 1]);
  lay(stop(1, { address: '16 Elm St' }), stop(2, { address: '12 Elm St' }));
  expect(bits()).toEqual([0, 3]);
  // Laid anew, without the column: the manifest's bit goes, the register's stays.
  const renewal = emptyRenewal([day]);
  deliveries.applyRows([stop(2, { address: '12 Elm St' })], { fileTime: 2, tally: emptyTally(), renewal });
  expect(db.prepare("SELECT opted_out FROM stops WHERE stop = '2'").pluck().get()).toBe(2);
  deliveries.sweep(renewal);
  expect(db.prepare('SELECT count(*) FROM opt_out_stops').pluck().get()).toBe(1);
});

test('undone, brought back, ended, and the end undone: each time the stop stands as the ledger says', () => {
  const { lay, optOut, enter, bits } = world();
  lay(stop(1, { address: '12 Elm St' }));
  const { id } = optOut('address', '12 Elm St');
  const told: [LedgerBody, number][] = [
    [{ kind: 'undo', entry: id }, 0],
    [{ kind: 'undo', entry: 'entry 2' }, 2],
    [{ kind: 'end-opt-out', optOut: id, lastDay: '2026-11-01' }, 0],
    [{ kind: 'end-opt-out', optOut: id, lastDay: day }, 2],
    [{ kind: 'undo', entry: 'entry 5' }, 0],
    [{ kind: 'undo', entry: 'entry 4' }, 2],
  ];
  for (const [body, bit] of told) {
    enter(body);
    expect(bits()).toEqual([bit]);
  }
});

test('two opt-outs of one stop: taking one back leaves the other', () => {
  const { lay, optOut, enter, bits } = world();
  lay(stop(1, { address: '12 Elm St', customer: 'Zoe Q' }));
  const { id } = optOut('address', '12 Elm St');
  optOut('customer', 'Zoe Q');
  enter({ kind: 'undo', entry: id });
  expect(bits()).toEqual([2]);
});

test('an empty register asks nothing of a manifest', () => {
  const sql: string[] = [];
  const { lay } = world(emptyIndex((text) => sql.push(text)));
  sql.length = 0;
  lay(stop(1, {}), stop(2, { address: '14 Elm St' }));
  expect(sql.length).toBeGreaterThan(5);
  expect(sql.filter((text) => /opt_out(?:s|_stops|_ends)\b/.test(text))).toEqual([]);
});
