/**
 * Which fields of an entry are about a person, in one place. They are stored sealed under the key of their subject, so that
 * erasing that key erases them everywhere, while the chain (which hashes the sealed bytes) stays whole.
 */
import type { EntryId, PhotoId, ServiceDate } from '#shared/ids.ts';
import type { LedgerBody, StopRef } from './contract.ts';

/** Whose field it is: who decided, the driver who is asked, or the people at a stop, in a picture, on a route, of a day. */
export type LedgerSubject =
  | { kind: 'person'; name: string }
  | { kind: 'driver'; driver: string }
  | { kind: 'stop'; stop: StopRef }
  | { kind: 'photo'; photo: PhotoId; date: ServiceDate }
  | { kind: 'route'; date: ServiceDate; route: string }
  | { kind: 'day'; date: ServiceDate }
  /** Whoever is behind an opt-out; its key is the pseudonym, which names nobody. */
  | { kind: 'opt-out'; key: string }
  /** Whoever claims about a parcel that Porchlight never saw; its key is the pseudonym of the parcel, empty where none was named. */
  | { kind: 'claim'; key: string }
  /** Whoever the name of an imported file speaks of. */
  | { kind: 'manifest'; sha256: string }
  | { kind: 'entry'; entry: EntryId };

export type PersonalFieldName = 'person' | 'note' | 'driver' | 'words' | 'reply' | 'fileName' | 'askedBy';

export interface PersonalField {
  name: PersonalFieldName;
  subject: LedgerSubject;
  text: string;
}

type Noted = Extract<LedgerBody, { note?: string }>;
type WithoutPersonal<Body> = Body extends unknown
  ? Omit<Body, 'note' | 'driver' | 'words' | 'reply' | 'fileName' | 'askedBy'>
  : never;
/** A body as it is stored in the clear. */
export type OpenBody = WithoutPersonal<LedgerBody>;

/** Takes the personal fields out of an entry: what is left may be stored in the clear. */
export function withoutPersonalFields(
  body: LedgerBody,
  person: string | null,
): { body: OpenBody; personal: PersonalField[] } {
  const personal: PersonalField[] = [];
  if (person !== null) personal.push({ name: 'person', subject: { kind: 'person', name: person }, text: person });
  let open: OpenBody = body;
  if ('note' in body && body.note !== undefined) {
    const { note, ...rest } = body;
    personal.push({ name: 'note', subject: subjectOfNote(body), text: note });
    open = rest;
  }
  if ('driver' in open) {
    const { driver, ...rest } = open as Extract<LedgerBody, { kind: 'follow-up' }>;
    if (driver !== null) personal.push({ name: 'driver', subject: { kind: 'driver', driver }, text: driver });
    open = rest;
  }
  if ('words' in open) {
    const { words, ...rest } = open as Extract<LedgerBody, { kind: 'opt-out' | 'open-claim' }>;
    personal.push({ name: 'words', subject: subjectOfWords(rest), text: words });
    open = rest;
  }
  if ('reply' in open && open.reply !== undefined) {
    const { reply, ...rest } = open as Extract<LedgerBody, { kind: 'confirmation-step' }> & { reply: string };
    personal.push({ name: 'reply', subject: { kind: 'stop', stop: rest.stop }, text: reply });
    open = rest;
  }
  if ('askedBy' in open && open.askedBy !== undefined) {
    const { askedBy, ...rest } = open as Extract<LedgerBody, { kind: 'open-claim' }> & { askedBy: string };
    personal.push({ name: 'askedBy', subject: subjectOfWords(rest), text: askedBy });
    open = rest;
  }
  if ('fileName' in open) {
    const { fileName, ...rest } = open as Extract<LedgerBody, { kind: 'import-manifest' | 'claim-file' }>;
    const subject: LedgerSubject =
      rest.kind === 'claim-file' ? { kind: 'entry', entry: rest.claim } : { kind: 'manifest', sha256: rest.sha256 };
    personal.push({ name: 'fileName', subject, text: fileName });
    open = rest;
  }
  return { body: open, personal };
}

/** Whoever an opt-out names, or claims: who lives at the stop, as far as one is known. */
function subjectOfWords(
  body: { kind: 'opt-out'; key: string } | { kind: 'open-claim'; stop: StopRef | null; key: string | null },
): LedgerSubject {
  if (body.kind === 'opt-out') return { kind: 'opt-out', key: body.key };
  return body.stop ? { kind: 'stop', stop: body.stop } : { kind: 'claim', key: body.key ?? '' };
}

/** What a supervisor writes about a stop is about whoever lives there ("Mrs Miller says …"); elsewhere it may be. */
function subjectOfNote(body: Noted): LedgerSubject {
  if (body.kind === 'open-claim') return subjectOfWords(body);
  if ('claim' in body) return { kind: 'entry', entry: body.claim };
  if ('stop' in body) return { kind: 'stop', stop: body.stop };
  if (body.kind === 'put-aside') return { kind: 'photo', photo: body.photo, date: body.date };
  if (body.kind === 'sign-off') return { kind: 'route', date: body.date, route: body.route };
  if (body.kind === 'opt-out') return { kind: 'opt-out', key: body.key };
  if (body.kind === 'end-opt-out') return { kind: 'entry', entry: body.optOut };
  if (body.kind === 'release-hold') return { kind: 'entry', entry: body.hold };
  return { kind: 'day', date: body.date };
}

/** A subject as one string, unambiguous; kept beside its key only, and erased with it. */
export function subjectLabel(subject: LedgerSubject): string {
  switch (subject.kind) {
    case 'person':
      return JSON.stringify(['person', subject.name]);
    case 'driver':
      return JSON.stringify(['driver', subject.driver]);
    case 'stop':
      return JSON.stringify(['stop', subject.stop.date, subject.stop.route, subject.stop.stop]);
    case 'photo':
      return JSON.stringify(['photo', subject.photo, subject.date]);
    case 'route':
      return JSON.stringify(['route', subject.date, subject.route]);
    case 'day':
      return JSON.stringify(['day', subject.date]);
    case 'opt-out':
      return JSON.stringify(['opt-out', subject.key]);
    case 'claim':
      return JSON.stringify(['claim', subject.key]);
    case 'manifest':
      return JSON.stringify(['manifest', subject.sha256]);
    case 'entry':
      return JSON.stringify(['entry', subject.entry]);
  }
}
