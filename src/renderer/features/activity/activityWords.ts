/** What can be done about an entry, and how its kind reads. */
import type { ActivityEntry } from '#shared/activity.ts';

/** Taking back an undo brings the decision back: the word says which of the two it is. Null: it can't be taken back. */
export function takeBackWord({
  kind,
  undone,
}: Pick<ActivityEntry, 'kind' | 'undone'>): 'Take back' | 'Bring back' | null {
  if (undone !== null || !takenBackKinds.has(kind)) return null;
  return kind === 'undo' ? 'Bring back' : 'Take back';
}

/** Kinds that an undo may name; an import stays, and another import says what is right. */
const takenBackKinds: ReadonlySet<string> = new Set([
  'accept',
  'reject',
  'excuse',
  'move',
  'note',
  'follow-up',
  'put-aside',
  'redact',
  'set-clock',
  'sign-off',
  'sign-off-day',
  'opt-out',
  'end-opt-out',
  'set-programme',
  'hold',
  'release-hold',
  'open-claim',
  'settle-claim',
  'amend-claim',
  'claim-note',
  'undo',
]);

/** Who an entry is by; nobody was asked, or nobody answered. */
export function personWord(person: string | null): string {
  return person ?? 'nobody named';
}
