import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { ExportTask } from '#core/exports/contract.ts';
import { subjectAccess } from '#core/exports/subject/subjectAccess.ts';
import { refKey, subjectEntries } from '#core/exports/subject/subjectEntries.ts';
import { subjectPage } from '#core/exports/subject/subjectPage.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import { defaultSettings } from '#shared/settings.ts';
import { emptyIndex } from '#tests/unit/index/indexWorld.ts';

const stop = { date: '2026-11-20', route: 'R12', stop: '001' };
const other = { ...stop, stop: '002' };
const photo = 'a'.repeat(64);

let seq = 0;
const entry = (body: LedgerBody, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ seq: ++seq, id: `entry-${seq}`, at: seq, desk: 'desk', person: 'Dana', hash: `hash-${seq}`, body },
  ...more,
});
const erased = entry({
  ...{ kind: 'erase', date: stop.date, route: stop.route, what: ['picture'], why: 'request' },
  stops: [{ stop: '001', state: 'confirmed', photos: [], reason: null, ties: [] }],
});

/** A ledger that is read several times; each time it may say more. */
const ledgerOf = (...readings: LedgerEntry[][]) => ({
  async *entries() {
    yield* readings.length > 1 ? (readings.shift() ?? []) : (readings[0] ?? []);
  },
});

const detail = {
  row: { state: 'confirmed', stop: '001', sequence: 1, address: '12 Elm St', postcode: null, customer: 'Edith Miller' },
  route: { date: stop.date, route: stop.route, driver: 'D-117', driverName: 'Konrad Lenz' },
  ...{ packageList: [], holds: [], photos: [], contact: null },
};

function task(ledger: Pick<ExportTask['ledger'], 'entries'>): ExportTask {
  return {
    ...{ kind: 'subject-access', date: null, routeId: null, driver: null },
    subject: { words: 'Edith Miller', stopIds: ['0123456789abcdef'] },
    ...{ ledger, settings: defaultSettings, now: 0, signal: new AbortController().signal, progress: () => undefined },
    depot: {
      db: emptyIndex(),
      optOuts: { pseudonym: (text: string) => text },
      queries: { stops: { stop: () => detail } },
    },
  } as unknown as ExportTask;
}

test('what was erased while it was being written is in no file, and the supervisor is told', async () => {
  const during = subjectAccess.write(task(ledgerOf([], [], [erased])), new PassThrough().resume());
  await expect(during).rejects.toThrow(/^Something of it was erased, .* Nothing was left behind/);
  const before = subjectAccess.write(task(ledgerOf([erased])), new PassThrough().resume());
  expect(await before).toBeNull();
});

test('the record names no other stop, no driver and nobody at the depot, and keeps its order', async () => {
  const move = entry({ kind: 'move', stop: other, photo, to: stop });
  const signed = entry({
    ...{
      kind: 'sign-off',
      date: stop.date,
      route: 'R12',
      counts: {} as never,
      fingerprint: '',
      left: 0,
      note: 'Jones',
    },
    stops: [
      { stop: '001', state: 'confirmed', photos: [] },
      { stop: '002', state: 'missing', photos: [] },
    ],
  });
  const hold = entry({ kind: 'hold', stop, note: '' }, { erased: ['note'] });
  const ledger = ledgerOf([
    entry({ kind: 'note', stop: other, note: 'Jones has a dog' }),
    move,
    entry({ kind: 'undo', entry: move.id }, { person: 'Ben' }),
    entry({ kind: 'follow-up', stop, driver: 'Konrad Lenz' }),
    signed,
    hold,
    entry({ kind: 'release-hold', hold: hold.id }, { person: null }),
    entry({ kind: 'view', photo, shownAt: other }),
    erased,
  ]);
  const scope = { stops: new Map([[refKey(stop), '12 Elm St']]), photos: new Set([photo]), isOptOut: () => false };
  const told = await subjectEntries(ledger, scope, new AbortController().signal);
  expect(told.map(({ sentence, by, note }) => [sentence, by, note])).toEqual([
    ['Moved the picture from another stop to 12 Elm St', 'Person 1 at the depot', null],
    ['Took back: Moved the picture from another stop to 12 Elm St', 'Person 2 at the depot', null],
    ['Asked the driver about 12 Elm St', 'Person 1 at the depot', null],
    ['Signed off with its route, standing as: confirmed', 'Person 1 at the depot', null],
    ['Put a hold on 12 Elm St: nothing of it is erased', 'Person 1 at the depot', 'erased'],
    ['Released the hold on 12 Elm St', null, null],
    ['Looked at a picture of another stop at full size', 'Person 1 at the depot', null],
    ['Erased pictures of this delivery: the customer asked for it', 'Person 1 at the depot', null],
  ]);
});

test('whatever a manifest or a supervisor wrote stands on the page as text', () => {
  const nasty = `"><img src=x onerror=alert(1)>'&`;
  const delivery = {
    ...{ ...stop, driverCode: nasty, sequence: null, address: nasty, postcode: nasty, position: null },
    ...{ customer: nasty, contact: nasty, state: 'Confirmed', reason: null, outcome: 'delivered', holds: [] },
    packages: [{ trackingId: nasty, outcome: 'delivered' as const, completedAt: null, handover: null, leftAt: nasty }],
    pictures: [],
  };
  const page = subjectPage({
    ...{ about: nasty, depot: nasty, timeZone: 'UTC', generatedAt: '2026-11-29T10:00:00.000Z' },
    ...{ kept: { ...defaultSettings.retention, picture: 90 }, deliveries: [delivery], record: [] },
  });
  expect(page).not.toContain('<img');
  expect(page.match(/&#34;&#62;&#60;img src=x onerror=alert\(1\)&#62;&#39;&#38;/g)?.length).toBeGreaterThan(8);
  expect(page).toContain('Pictures: 90 days after the delivery, unless a hold keeps it');
});
