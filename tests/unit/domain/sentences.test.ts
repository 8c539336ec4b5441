import { describe, expect, test } from 'vitest';
import { takenSources } from '#core/domain/delivery.ts';
import {
  adviceSentence,
  excuseSentences,
  fileProblemSentences,
  flagSentences,
  methodWords,
  notRequiredSentences,
  pendingSentences,
  reasonSentence,
  rejectSentences,
  stateWords,
  takenSourceWords,
} from '#core/domain/sentences.ts';
import type { StopReason } from '#core/domain/stopState.ts';
import {
  excuseReasons,
  fileProblemCodes,
  flags,
  matchMethods,
  notRequiredReasons,
  pendingReasons,
  rejectReasons,
  stopStates,
} from '#shared/words.ts';

/** Words for people: not empty, begun by a capital, without a code's hyphens, and without a stop at the end. */
function expectSentence(sentence: string | null): void {
  expect(sentence).toMatch(/^\p{Lu}.*[^.\s]$/u);
}

describe('Every code has its words, and no words are left without a code:', () => {
  test.for([
    ['the seven states', stopStates, stateWords],
    ['the ways a photo came to its stop', matchMethods, methodWords],
    ['the reasons why no photo is owed', notRequiredReasons, notRequiredSentences],
    ['the reasons to excuse', excuseReasons, excuseSentences],
    ['the reasons to reject', rejectReasons, rejectSentences],
    ['the flags', flags, flagSentences],
    ['the reasons why a file is not in yet', pendingReasons, pendingSentences],
  ] as const)('%s', ([_what, codes, words]) => {
    expect(Object.keys(words).sort()).toEqual([...codes].sort());
    for (const sentence of Object.values(words)) expectSentence(sentence);
    expect(new Set(Object.values(words)).size).toBe(codes.length);
  });

  test('what is wrong with a file, and what to do about it', () => {
    expect(Object.keys(fileProblemSentences).sort()).toEqual([...fileProblemCodes].sort());
    for (const { message, advice } of Object.values(fileProblemSentences)) {
      expectSentence(message);
      expect(advice).toMatch(/^\p{Lu}.*\.$/u);
    }
  });

  test('where a photo’s time comes from', () => {
    expect(Object.keys(takenSourceWords).sort()).toEqual([...takenSources].sort());
    for (const words of Object.values(takenSourceWords)) expect(words).toMatch(/\S/);
  });
});

describe('Beside a state stands', () => {
  test('nothing where the state says it all', () => {
    for (const state of stopStates) expect(reasonSentence(state, null)).toBeNull();
  });

  test('the sentence of whatever reason the rules can give', () => {
    for (const reason of notRequiredReasons) {
      expect(reasonSentence('not-required', reason)).toBe(notRequiredSentences[reason]);
    }
    for (const reason of excuseReasons) expect(reasonSentence('excused', reason)).toBe(excuseSentences[reason]);
    for (const flag of flags) expect(reasonSentence('needs-review', flag)).toBe(flagSentences[flag]);
    expectSentence(reasonSentence('needs-review', 'uncertain-match'));
    expectSentence(reasonSentence('syncing', 'file-arriving'));
    expectSentence(reasonSentence('syncing', 'device-behind'));
    expectSentence(reasonSentence('missing', 'photos-rejected'));
  });
});

describe('The advice for a stop', () => {
  test('is none where it is settled', () => {
    expect(adviceSentence('confirmed', null)).toBeNull();
    expect(adviceSentence('not-required', 'attended')).toBeNull();
    expect(adviceSentence('excused', 'access-problem')).toBeNull();
  });

  test('is there wherever something is left to do', () => {
    const open: [Parameters<typeof adviceSentence>[0], StopReason | null][] = [
      ...flags.map((flag): [Parameters<typeof adviceSentence>[0], StopReason] => ['needs-review', flag]),
      ['needs-review', 'uncertain-match'],
      ['candidate', null],
      ['syncing', 'file-arriving'],
      ['syncing', 'device-behind'],
      ['missing', null],
      ['missing', 'photos-rejected'],
    ];
    for (const [state, reason] of open) expectSentence(adviceSentence(state, reason));
  });

  test('for a picture that is on its way is to wait, not to call the driver', () => {
    expect(adviceSentence('syncing', 'file-arriving')).toContain('Wait');
    expect(adviceSentence('syncing', 'file-arriving')).not.toContain('driver');
  });

  test('for a picture that may be of another place is to compare the address', () => {
    for (const reason of ['wrong-route', 'far-from-stop'] as const) {
      expect(adviceSentence('needs-review', reason)).toContain('address');
    }
  });
});
