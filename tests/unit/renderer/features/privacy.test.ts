import { expect, test } from 'vitest';
import { countdown, type KeptFacts } from '#features/privacy/countdown.ts';
import { filesCsv } from '#features/privacy/dueFiles.ts';
import { dueSentence, runSentence } from '#features/privacy/privacyWords.ts';
import { seenWords } from '#features/privacy/seenWords.ts';
import { shorteningSentence } from '#features/settings/keepingWords.ts';
import type { PrivacyView } from '#shared/privacy.ts';

const facts: KeptFacts = { date: '2026-11-21', today: '2026-11-29', days: 90, held: false, erased: false };

test.for([
  ['counts down to its day', {}, 'kept', 'Kept until Fri 19 Feb 2027 · 82 days'],
  ['says one day on the last', { today: '2027-02-18' }, 'kept', 'Kept until Fri 19 Feb 2027 · 1 day'],
  ['says when its time is up', { today: '2027-02-19' }, 'due', 'Its time is up: erased at the next nightly run'],
  ['is kept where the depot has set no number', { days: null }, 'kept', 'Kept until somebody erases it'],
  [
    'says that it is held, whatever its time',
    { today: '2030-01-01', held: true },
    'held',
    'Held: nothing of it is erased',
  ],
  ['says that it is erased, and nothing else', { held: true, erased: true }, 'erased', 'Erased'],
  [
    'counts calendar days across the change of clocks',
    { date: '2026-10-24', days: 2, today: '2026-10-25' },
    'kept',
    'Kept until Mon 26 Oct 2026 · 1 day',
  ],
] satisfies [string, Partial<KeptFacts>, string, string][])('a picture %s', ([_what, given, kind, words]) => {
  expect(countdown({ ...facts, ...given })).toEqual({ kind, words });
});

test('who looked stands in one line, the latest first, with the day where it was another', () => {
  const now = Date.parse('2026-11-21T21:00:00Z');
  const look = (person: string | null, before: number) => ({ person, at: now - before * 3_600_000 });
  expect(seenWords([], now, 'UTC')).toBe('Nobody has looked at it at full size');
  expect(seenWords([look('Ana', 0.5), look(null, 24)], now, 'UTC')).toBe(
    'Seen by Ana, 20:30; somebody, Fri 20 Nov 21:00',
  );
  const many = Array.from({ length: 5 }, () => look('Ben', 1));
  expect(seenWords(many, now, 'UTC')).toBe('Seen by Ben, 20:00; Ben, 20:00; Ben, 20:00, and 2 more times');
});

const kinds: PrivacyView['kinds'] = (['picture', 'thumbnail', 'confirmation', 'customer-data'] as const).map(
  (kind) => ({
    ...{ kind, days: 90, dueUpTo: '2026-08-23', kept: 0, soon: 0, due: 0, held: 0, erased: 0 },
  }),
);
const withDue = (due: Record<string, [due: number, held: number]>) =>
  kinds.map((each) => ({ ...each, due: due[each.kind]?.[0] ?? 0, held: due[each.kind]?.[1] ?? 0 }));

test('what is due is told kind by kind, without what a hold keeps', () => {
  expect(dueSentence({ kinds: withDue({ picture: [12_401, 1], thumbnail: [3, 0] }) })).toBe(
    'Pictures of 12,400 stops and small copies of 3 stops go. 1 stop is held and stays.',
  );
});

test('the last run is told with what it erased, and what is still behind it', () => {
  const run = { startedAt: Date.parse('2026-11-22T03:30:00Z'), endedAt: null, stops: 0, photos: 0, trouble: null };
  expect(runSentence({ lastRun: null, waiting: 0 }, 'UTC')).toBe('No nightly run has been yet.');
  expect(runSentence({ lastRun: run, waiting: 2 }, 'UTC')).toBe(
    'A run began Sun 22 Nov 03:30 and is still at work. 2 stops still to be cleaned up behind it.',
  );
  const ended = { ...run, endedAt: run.startedAt };
  expect(runSentence({ lastRun: ended, waiting: 0 }, 'UTC')).toBe('Last run Sun 22 Nov 03:30: nothing was due.');
  expect(runSentence({ lastRun: { ...ended, stops: 1, photos: 2 }, waiting: 0 }, 'UTC')).toBe(
    'Last run Sun 22 Nov 03:30: erased from 1 stop and 2 pictures.',
  );
});

test('a shorter time says what tonight would erase, from never erased and from a longer one', () => {
  const shortening = { kind: 'picture', label: 'Pictures', days: 7, before: 90 } as const;
  expect(shorteningSentence(shortening, null)).toMatch(/^They are kept for 90 days\. Counting/);
  expect(shorteningSentence(shortening, withDue({ picture: [12_402, 2] }))).toBe(
    'They are kept for 90 days. Tonight would erase pictures of 12,400 stops, for good: nothing brings them back. 2 stops held by a claim stay.',
  );
  expect(shorteningSentence({ ...shortening, before: null }, kinds)).toBe(
    'They are kept until somebody erases them. Nothing is older than 7 days: tonight erases nothing.',
  );
});

test('the list of files opens in a spreadsheet as it is, whatever a phone calls its files', () => {
  const file = (path: string) => ({ path, date: '2026-08-01', bytes: 12 });
  expect(filesCsv([file('R1/a "b".jpg'), file('=cmd|x.jpg')])).toBe(
    '\ufefffile,service_date,bytes\r\n"R1/a ""b"".jpg",2026-08-01,12\r\n"\'=cmd|x.jpg",2026-08-01,12\r\n',
  );
});
