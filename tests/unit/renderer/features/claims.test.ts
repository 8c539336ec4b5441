import { describe, expect, it, test } from 'vitest';
import { allegationOfKey } from '#features/claims/allegationKeys.ts';
import { choicesOf, noStop } from '#features/claims/choices.ts';
import { assignedColumns, meaningOf } from '#features/claims/claimColumns.ts';
import { columnWords, countsSentence, placeOf } from '#features/claims/claimWords.ts';
import { dayAfter, daysBetween, dueOf } from '#features/claims/dueWords.ts';
import { isNarrowed, nothingFiltered } from '#features/claims/listState.ts';
import { canBeTakenBack, latestToTakeBack } from '#features/claims/takingBack.ts';
import { claimedIn, resultsFor } from '#features/search/results.ts';
import { type ClaimSearch, type ClaimStop, type ClaimView, claimColumns } from '#shared/claims.ts';
import { claimAllegations } from '#shared/words.ts';

const stop = (n: number, part: Partial<ClaimStop> = {}): ClaimStop => ({
  ...{
    stopId: String(n).padStart(16, '0'),
    routeId: 'aaaaaaaaaaaaaaaa',
    date: '2026-11-21',
    route: 'R104',
    stop: String(n),
  },
  ...{
    address: `${n} Elm St`,
    postcode: '97060',
    customer: null,
    driver: 'D-117',
    outcome: 'delivered',
    completedAt: null,
  },
  ...{ state: 'confirmed', photoId: null, ...part },
});
const claim = (part: Partial<ClaimView> = {}): ClaimView => ({
  ...{ id: '01930000-0000-7000-8000-000000000001', number: '2026-0001', state: 'open', allegation: 'never-received' },
  ...{ asker: 'customer', askedBy: null, words: 'TBA1', stop: null, lostStop: null, received: '2026-11-22', due: null },
  ...{ isOverdue: false, source: 'hand', openedAt: 0, openedBy: null, changedAt: 0, notes: 0, files: 0, packs: 0 },
  ...{ sentence: '', ...part },
});

describe('when a claim is due', () => {
  test.each([
    ['2026-11-19', 'late', '3 days overdue'],
    ['2026-11-21', 'late', '1 day overdue'],
    ['2026-11-22', 'today', 'due today'],
    ['2026-11-23', 'soon', 'tomorrow'],
    ['2026-11-29', 'soon', 'in 7 days'],
    ['2026-11-30', 'later', 'in 8 days'],
    ['2027-02-01', 'later', 'Mon 1 Feb 2027'],
    [null, 'none', 'no date'],
  ] as const)('%s on 22 Nov: %s, “%s”', (due, kind, words) => {
    expect(dueOf(due, '2026-11-22', true)).toEqual({ kind, words });
  });

  it('one that was answered or closed is never late', () => {
    expect(dueOf('2026-11-19', '2026-11-22', false)).toEqual({ kind: 'none', words: 'Thu 19 Nov 2026' });
  });

  it('days are counted over the change of the clocks, leap days and years', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(dayAfter('2028-02-28', 2)).toBe('2028-03-01');
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('what a new claim may be about', () => {
  const found = (stops: ClaimStop[], already: ClaimView[] = []): ClaimSearch => ({
    ...{ form: 'tba1', stops: stops.map((each) => ({ ...each, why: 'Tracking id TBA1' })), already, sentence: '' },
  });
  const keys = (part: Partial<Parameters<typeof choicesOf>[0]>) =>
    choicesOf({ found: undefined, came: null, thereAlready: [], mayBeNone: true, ...part }).map(({ key }) => key);

  it('every stop that was found, and none of them', () => {
    expect(keys({ found: found([stop(1), stop(2)]) })).toEqual([stop(1).stopId, stop(2).stopId, noStop]);
    expect(keys({ found: found([]) })).toEqual([noStop]);
    expect(keys({ found: found([stop(1)]), mayBeNone: false })).toEqual([stop(1).stopId]);
  });

  it('nothing before something was looked for, but the stop that one came from', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ came: stop(3) })).toEqual([stop(3).stopId]);
  });

  it('the stop that one came from stands first, once', () => {
    expect(keys({ found: found([stop(1), stop(2)]), came: stop(2) })).toEqual([stop(2).stopId, stop(1).stopId, noStop]);
    expect(keys({ found: found([stop(1)]), came: stop(3) })).toEqual([stop(3).stopId, stop(1).stopId, noStop]);
  });

  it('a claim that is not closed is shown at its stop; a closed one, or one of another stop, is not', () => {
    const [first, second] = choicesOf({
      ...{ came: null, thereAlready: [], mayBeNone: true },
      found: found([stop(1), stop(2)], [claim({ stop: stop(2) }), claim({ stop: stop(1), state: 'rejected' })]),
    });
    expect(first?.already).toBeNull();
    expect(second?.already?.number).toBe('2026-0001');
  });

  it('a claim about a parcel without a stop is shown at that choice, and claims of the stop one came from at that', () => {
    const choices = choicesOf({
      ...{ came: stop(9), mayBeNone: true, thereAlready: [claim({ stop: stop(9), state: 'answered' })] },
      found: found([], [claim({ number: '2026-0007' })]),
    });
    expect(choices.map(({ already }) => already?.number)).toEqual(['2026-0001', '2026-0007']);
  });
});

describe('what U takes back at a claim', () => {
  const entry = (kind: string, undone = false) => ({ kind, undone, entryId: kind });

  it('the latest decision that still holds, never a file, a pack or the claim itself', () => {
    const history = [
      entry('open-claim'),
      entry('claim-note'),
      entry('settle-claim', true),
      entry('claim-file'),
      entry('claim-pack'),
    ];
    expect(latestToTakeBack(history)?.kind).toBe('claim-note');
    expect(latestToTakeBack([entry('open-claim'), entry('claim-file')])).toBeNull();
  });

  it('the claim itself has its own button', () => {
    expect(canBeTakenBack(entry('open-claim'))).toBe(true);
    expect(canBeTakenBack(entry('open-claim', true))).toBe(false);
    expect(canBeTakenBack(entry('claim-file'))).toBe(false);
  });
});

describe('the columns of a list of claims', () => {
  const columns = [
    { header: 'Tracking ID', meaning: 'trackingId' as const },
    { header: 'Delivery Date', meaning: 'date' as const },
    { header: 'Feedback', meaning: null },
  ];

  it('mean what the core takes them for until somebody says otherwise', () => {
    expect(meaningOf(columns, {}, 'Tracking ID')).toBe('trackingId');
    expect(meaningOf(columns, { 'Tracking ID': null }, 'Tracking ID')).toBeNull();
    expect(meaningOf(columns, {}, '__proto__')).toBeNull();
  });

  it('a meaning that another header had moves', () => {
    expect(assignedColumns(columns, {}, 'Feedback', 'date')).toEqual({
      ...{ 'Tracking ID': 'trackingId', 'Delivery Date': null, Feedback: 'date' },
    });
  });

  it('every meaning has a word of its own', () => {
    expect(new Set(claimColumns.map((column) => columnWords[column])).size).toBe(claimColumns.length);
  });
});

describe('a claim in words', () => {
  it('stands where its stop is, else by what was written', () => {
    expect(placeOf(claim({ stop: stop(1) }))).toBe('1 Elm St, 97060');
    expect(placeOf(claim({ stop: stop(1, { address: '' }) }))).toBe('TBA1');
    expect(placeOf(claim({ lostStop: 'stop 041 of R104' }))).toBe('stop 041 of R104');
    expect(placeOf(claim({ words: '' }))).toBe('(erased)');
  });

  it('the head counts what there is', () => {
    const counts = { open: 12, answered: 3, upheld: 1, rejected: 1, withdrawn: 0 };
    expect(countsSentence({ counts, overdue: 2 })).toBe('12 open, 3 answered, 2 closed, 2 overdue');
    expect(countsSentence({ counts: { ...counts, open: 0, answered: 0, upheld: 0, rejected: 0 }, overdue: 0 })).toBe(
      '',
    );
  });

  it('each allegation has its digit', () => {
    expect(claimAllegations.map((_, index) => allegationOfKey(String(index + 1)))).toEqual([...claimAllegations]);
    for (const key of ['0', '6', 'a', '', 'Enter']) expect(allegationOfKey(key)).toBeNull();
  });

  it('a tab alone narrows nothing', () => {
    expect(isNarrowed({ ...nothingFiltered, show: 'closed' })).toBe(false);
    expect(isNarrowed({ ...nothingFiltered, driver: 'D-117' })).toBe(true);
  });
});

describe('a claim from the search box', () => {
  test.each([
    ['TBA3012', 'TBA3012'],
    ['  12 Elm St ', '12 Elm St'],
    ['> new claim TBA3012', 'TBA3012'],
    ['>claim 12 elm st', '12 elm st'],
    ['> New Claim\tTBA 3012', 'TBA 3012'],
    ['> claims', null],
    ['> new claim', null],
    ['> verify', null],
    ['ab', null],
    ['', null],
  ])('“%s” asks for %s', (typed, text) => {
    expect(claimedIn(typed)).toBe(text);
  });

  it('stands below what was found, and first after its own command', () => {
    const about = { id: 'claim about', group: 'Claim' as const, name: 'New claim about “verify”…', run: () => {} };
    const verify = { id: 'verify', group: 'Look after' as const, name: 'Verify the ledger', run: () => {} };
    expect(resultsFor('verify', [verify], [], about).map(({ key }) => key)).toEqual([
      'command verify',
      'command claim about',
    ]);
    expect(resultsFor('> new claim verify', [verify], [], about).map(({ key }) => key)).toEqual([
      'command claim about',
    ]);
  });
});
