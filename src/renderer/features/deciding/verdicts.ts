/** What can be decided about the chosen stops, and the decisions that come of it. */

import type { BatchDecision } from '#shared/deciding.ts';
import type { EntryId, PhotoId, StopId } from '#shared/ids.ts';
import type { StopRow } from '#shared/views.ts';
import type { ExcuseReason, RejectReason } from '#shared/words.ts';

/** One of the chosen stops, with the picture that a verdict about it means. */
export interface Subject {
  row: StopRow;
  picture: { id: PhotoId; candidate: boolean; decision: 'accepted' | 'rejected' | null } | null;
  /** The latest decision about the stop that the screen shows; left out where it isn't known. */
  seen?: EntryId | null;
}

/** A stop of a list, where several are chosen: its best picture, and nothing of what was decided before. */
export function subjectOfRow(row: StopRow): Subject {
  const [photoId] = row.photoIds;
  return { row, picture: photoId === undefined ? null : { id: photoId, candidate: false, decision: null } };
}

export type Verdict =
  | { kind: 'accept' }
  | { kind: 'reject'; reason: RejectReason; note: string }
  | { kind: 'excuse'; reason: ExcuseReason; note: string }
  | { kind: 'move'; toStopId: StopId }
  | { kind: 'note'; note: string }
  | { kind: 'follow-up'; note: string };

/** Why it can't be done now, in a sentence; null when it can. */
export function whyNot(kind: Verdict['kind'], subjects: readonly Subject[]): string | null {
  const [first] = subjects;
  if (!first) return 'No stop is chosen';
  const several = subjects.length > 1;
  if (subjects.some(({ row }) => row.frozen)) {
    return several
      ? 'Something of a chosen stop was erased'
      : 'Something of this stop was erased: it stands as it stood then';
  }
  switch (kind) {
    case 'accept':
      if (subjects.some(({ picture }) => !picture)) {
        return several ? 'Not every chosen stop has a picture' : 'There is no picture to accept';
      }
      return !several && first.picture?.decision === 'accepted' ? 'This picture is accepted already' : null;
    case 'reject':
      if (subjects.some(({ picture }) => !picture)) {
        return several ? 'Not every chosen stop has a picture' : 'There is no picture to reject';
      }
      return !several && first.picture?.decision === 'rejected' ? 'This picture is rejected already' : null;
    case 'move':
      if (several) return 'One picture is moved at a time';
      return first.picture ? null : 'There is no picture to move';
    case 'excuse':
      return several ? null : whyNotExcuse(first.row);
    case 'follow-up':
      return !several && first.row.followUp ? 'The driver is asked already' : null;
    case 'note':
      return null;
  }
}

function whyNotExcuse({ state }: StopRow): string | null {
  if (state === 'not-required') return 'No photo is owed here';
  if (state === 'excused') return 'This stop is excused already';
  return state === 'confirmed' ? 'This stop is confirmed' : null;
}

/** The decisions to write, one for each stop, in the order of the stops. */
export function decisionsOf(verdict: Verdict, subjects: readonly Subject[]): BatchDecision[] {
  return subjects.map((subject) => decisionOf(verdict, subject)).filter((decision) => decision !== null);
}

/** Null where the verdict is about a picture and there is none. */
function decisionOf(verdict: Verdict, { row, picture, seen }: Subject): BatchDecision | null {
  const at = { stopId: row.id, ...(seen !== undefined && { seen }) };
  if (verdict.kind === 'note') return { kind: 'note', stopId: row.id, note: verdict.note };
  if (verdict.kind === 'excuse') return { ...at, kind: 'excuse', reason: verdict.reason, ...noteOf(verdict.note) };
  if (verdict.kind === 'follow-up') return { ...at, kind: 'follow-up', ...noteOf(verdict.note) };
  if (!picture) return null;
  const about = { ...at, photoId: picture.id };
  if (verdict.kind === 'accept') return { ...about, kind: 'accept' };
  if (verdict.kind === 'move') return { ...about, kind: 'move', toStopId: verdict.toStopId };
  return { ...about, kind: 'reject', reason: verdict.reason, ...noteOf(verdict.note) };
}

const noteOf = (note: string) => (note === '' ? {} : { note });
