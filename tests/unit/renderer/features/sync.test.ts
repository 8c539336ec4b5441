import { describe, expect, it } from 'vitest';
import { clockWords, isBehind, oddFiles } from '#features/sync/syncWords.ts';

const noFiles = { partlySynced: 0, onlineOnly: 0, unreadable: 0, conflictCopies: 0 };

describe('how a van has synced, in words', () => {
  it('counts a route as behind when nothing came, or deliveries lie after the last picture', () => {
    expect((['nothing', 'behind', 'synced', 'none-owed'] as const).filter((health) => isBehind({ health }))).toEqual([
      'nothing',
      'behind',
    ]);
  });

  it('names only the odd files that there are', () => {
    expect(oddFiles(noFiles)).toEqual([]);
    expect(oddFiles({ ...noFiles, onlineOnly: 3, conflictCopies: 1 })).toEqual(['3 online only', '1 conflict copy']);
    expect(oddFiles({ partlySynced: 1, onlineOnly: 0, unreadable: 2, conflictCopies: 4 })).toEqual([
      '1 partly synced',
      '2 unreadable',
      '4 conflict copies',
    ]);
  });

  it('tells a slow clock from a fast one, to the second', () => {
    expect(clockWords(440)).toBe('7 min 20 s slow');
    expect(clockWords(-45)).toBe('45 s fast');
    expect(clockWords(120)).toBe('2 min slow');
    expect(clockWords(3900)).toBe('1 h 05 min slow');
  });

  it('says nothing of a clock that is right, or that is not known', () => {
    expect(clockWords(null)).toBeNull();
    expect(clockWords(0)).toBeNull();
    expect(clockWords(0.3)).toBeNull();
  });
});
