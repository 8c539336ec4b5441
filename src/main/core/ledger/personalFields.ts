/**
 * Which fields of an entry are about a person, in one place. They are stored sealed under the key of their subject, so that
 * erasing that key erases them everywhere, while the chain (which hashes the sealed bytes) stays whole.
 */
import type { LedgerBody, StopRef } from './contract.ts';

/** Whose field it is: the person who decided, or the people at a stop. */
export type LedgerSubject = { kind: 'person'; name: string } | { kind: 'stop'; stop: StopRef };

export type PersonalFieldName = 'person' | 'note';

export interface PersonalField {
  name: PersonalFieldName;
  subject: LedgerSubject;
  text: string;
}

/** Takes the personal fields out of an entry: what is left may be stored in the clear. */
export function withoutPersonalFields(
  body: LedgerBody,
  person: string | null,
): { body: LedgerBody; personal: PersonalField[] } {
  const personal: PersonalField[] = [];
  if (person !== null) personal.push({ name: 'person', subject: { kind: 'person', name: person }, text: person });
  if (!('note' in body) || body.note === undefined) return { body, personal };
  // What a supervisor writes about a stop is about whoever lives there ("Mrs Miller says …").
  const { note, ...rest } = body;
  personal.push({ name: 'note', subject: { kind: 'stop', stop: body.stop }, text: note });
  return { body: rest, personal };
}

/** A subject as one string, unambiguous; kept beside its key only, and erased with it. */
export function subjectLabel(subject: LedgerSubject): string {
  return subject.kind === 'person'
    ? JSON.stringify(['person', subject.name])
    : JSON.stringify(['stop', subject.stop.date, subject.stop.route, subject.stop.stop]);
}
