import { describe, expect, it, test } from 'vitest';
import { takeBackWord } from '#features/activity/activityWords.ts';
import { heldBack } from '#features/activity/heldList.ts';
import type { ActivityEntry } from '#shared/activity.ts';

const entry = (seq: number): ActivityEntry => ({
  seq,
  entryId: crypto.randomUUID(),
  at: 0,
  person: null,
  kind: 'accept',
  sentence: '',
  note: null,
  stop: null,
  photoId: null,
  undone: null,
  hash: '0123456789ab',
});

describe('the list of the activity while somebody reads it', () => {
  const entries = [5, 4, 3, 2, 1].map(entry);
  const seqs = (newest: number | null) => heldBack(entries, newest).entries.map(({ seq }) => seq);

  it('shows everything until somebody chose a row', () => expect(seqs(null)).toEqual([5, 4, 3, 2, 1]));
  it('holds back what came since, and counts it', () => {
    expect(seqs(3)).toEqual([3, 2, 1]);
    expect(heldBack(entries, 3).waiting).toBe(2);
  });
  it('holds nothing back when nothing of what was read is there any more', () => {
    expect(heldBack(entries, 0)).toEqual({ entries, waiting: 0 });
  });
});

test.each([
  ['accept', false, 'Take back'],
  ['sign-off-day', false, 'Take back'],
  ['undo', false, 'Bring back'],
  ['accept', true, null],
  ['import-manifest', false, null],
  ['of-the-future', false, null],
] as const)('%s (taken back: %s) offers %s', (kind, isUndone, word) => {
  const undone = isUndone ? { entryId: crypto.randomUUID(), at: 0, person: null } : null;
  expect(takeBackWord({ kind, undone })).toBe(word);
});
