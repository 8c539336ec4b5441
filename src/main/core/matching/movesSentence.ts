/** What moved by itself after a decision, in a supervisor's words. */

export type MovedHow = 'tied' | 'released' | 'proposed';

/** “7 other photos of the same phone moved: 5 are tied now, 2 have a better first guess.” */
export function movesSentence(moved: readonly MovedHow[], isSamePhone: boolean): string {
  const count = (how: MovedHow) => moved.filter((each) => each === how).length;
  const parts = [
    counted(count('tied'), 'is tied now', 'are tied now'),
    counted(count('proposed'), 'has a better first guess', 'have a better first guess'),
    counted(count('released'), 'is not tied any more', 'are not tied any more'),
  ].filter((part) => part !== '');
  const photos = moved.length === 1 ? '1 other photo' : `${moved.length} other photos`;
  return `${photos}${isSamePhone ? ' of the same phone' : ''} moved: ${parts.join(', ')}.`;
}

function counted(n: number, one: string, many: string): string {
  return n === 0 ? '' : `${n} ${n === 1 ? one : many}`;
}
