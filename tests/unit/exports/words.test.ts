import { expect, test } from 'vitest';
import { attachment } from '#core/api/exportRoutes.ts';
import { podOutcome } from '#core/exports/amazonPodCsv.ts';
import { exportFailureSentence } from '#core/exports/exportFailure.ts';
import { paperFor } from '#core/exports/print/printout.ts';
import { changeWords } from '#core/exports/print/trendChart.ts';
import { percent, signOffWords, targetWords } from '#core/exports/print/words.ts';
import type { EveningStop } from '#core/index/eveningQuery.ts';
import type { Flag, RejectReason, StopState } from '#shared/words.ts';

test('a score just short of its target never reads as the target', () => {
  expect(percent(0.9796)).toBe('97.9 %');
  expect(percent(0.29)).toBe('29.0 %');
  expect(percent(1)).toBe('100.0 %');
  expect(percent(null)).toBe('–');
  expect(targetWords(0.98, 3, 0.95)).toBe('target 98 %, settle 3 more');
  expect(targetWords(0.98, 0, 0.99)).toBe('target 98 %, reached');
  expect(targetWords(0.98, 0, null)).toBe('no opportunities');
});

test('a sign-off says who, when, the score, what was left and why', () => {
  const signed = {
    entryId: '00000000-0000-4000-8000-000000000000',
    at: Date.parse('2026-11-21T20:56:00-08:00'),
    person: 'Dana',
    podScore: 0.971,
    left: 4,
    reason: 'phone broken',
    changed: true,
  };
  expect(signOffWords(signed, 'America/Los_Angeles')).toBe(
    'Signed off by Dana, Sat 21 Nov 2026, 20:56, at 97.1 %. 4 stops were left open: “phone broken”. Something has changed since.',
  );
  expect(signOffWords({ ...signed, person: null, podScore: null, left: 0, reason: null, changed: false }, 'UTC')).toBe(
    'Signed off by somebody, Sun 22 Nov 2026, 04:56.',
  );
  expect(signOffWords(null, 'UTC')).toBe('Not signed off.');
});

test('the change against the days before is told in points', () => {
  const day = (podScore: number | null) => ({ date: '2026-11-20', podScore, opportunities: 10, confirmed: 9 });
  expect(changeWords({ change: 0.012, trend: [day(0.9), day(null), day(0.9), day(0.91)] })).toBe(
    '1.2 points above the 2 days before.',
  );
  expect(changeWords({ change: -0.05, trend: [day(0.9), day(0.85)] })).toBe('5.0 points below the day before.');
  expect(changeWords({ change: null, trend: [day(0.9)] })).toBe('Nothing before to compare with.');
});

test.each<[StopState, RejectReason | null, Flag[], ReturnType<typeof podOutcome>]>([
  ['confirmed', null, [], 'Success'],
  ['confirmed', 'blurry', [], 'Success'],
  ['missing', null, [], 'Bypass'],
  ['syncing', null, [], 'Bypass'],
  ['candidate', null, [], 'Bypass'],
  ['missing', 'package-in-vehicle', [], 'Package In Car'],
  ['missing', 'wrong-address', [], 'Other'],
  ['needs-review', null, ['off-time', 'too-dark'], 'Photo Too Dark'],
  ['needs-review', null, ['reused'], 'Other'],
  ['needs-review', 'person-in-picture', ['too-dark'], 'Human In The Picture'],
  ['excused', 'blurry', [], null],
  ['not-required', null, [], null],
])('to Amazon, a stop that is %s (rejected: %s, flags %j) is %s', (state, reason, flags, outcome) => {
  const refused: EveningStop['refused'] = reason ? [{ photoId: 'a'.repeat(64), reason }] : [];
  expect(podOutcome({ row: { state, flags } as EveningStop['row'], refused })).toBe(outcome);
});

test('a file’s name crosses HTTP whole, whatever is in it', () => {
  expect(attachment('Evening report 2026-11-21.pdf')).toBe(
    'attachment; filename="Evening report 2026-11-21.pdf"; filename*=UTF-8\'\'Evening%20report%202026-11-21.pdf',
  );
  const hostile = attachment('a"b\r\nSet-Cookie: x;é‮.pdf\ud800');
  expect(hostile).not.toMatch(/[\r\n]/);
  expect(hostile.match(/"/g)).toHaveLength(2);
});

test('a disk that refuses is told by what can be done about it', () => {
  const sentence = (code: string) => exportFailureSentence(Object.assign(new Error('x'), { code }), '/home/x/Exports');
  expect(sentence('ENOSPC')).toContain('“Exports” is full');
  expect(sentence('EACCES')).toContain('Choose another folder');
  expect(sentence('EROFS')).toContain('only be read');
  expect(exportFailureSentence(new Error('bug'), '/x')).toContain('the log says why');
});

test('paper is what the depot’s printers hold', () => {
  expect(
    ['America/Los_Angeles', 'America/Toronto', 'Europe/Berlin', 'Asia/Tokyo', 'America/Sao_Paulo', 'UTC'].map(paperFor),
  ).toEqual(['LETTER', 'LETTER', 'A4', 'A4', 'A4', 'A4']);
});
