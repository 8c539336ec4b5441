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
type Worded = Extract<LedgerBody, { kind: 'opt-out' | 'open-claim' }>;
type WithoutPersonal<Body> = Body extends unknown
  ? Omit<Body, 'note' | 'driver' | 'words' | 'reply' | 'fileName' | 'askedBy'>
  : never;
/** A body as it is stored in the clear. */
export type OpenBody = WithoutPersonal<LedgerBody>;

/** Fields of whatever kind of body. */
type Personal = Partial<Record<Exclude<PersonalFieldName, 'person' | 'driver'>, string>> & { driver?: string | null };
type Body<Kind extends LedgerBody['kind']> = Extract<LedgerBody, { kind: Kind }>;

/**
 * Takes the personal fields out of an entry: what is left, a copy, may be stored in the clear.
 * @param person who decided; null: nobody said.
 */
export function withoutPersonalFields(
  body: LedgerBody,
  person: string | null,
): { body: OpenBody; personal: PersonalField[] } {
  const personal: PersonalField[] = [];
  // All of them at once: each copy of a body takes as long as all else that is done here.
  const { note, driver, words, reply, askedBy, fileName, ...open } = body as LedgerBody & Personal;
  if (person !== null) personal.push({ name: 'person', subject: { kind: 'person', name: person }, text: person });
  if (note !== undefined) personal.push({ name: 'note', subject: subjectOfNote(body as Noted), text: note });
  if (driver !== undefined && driver !== null)
    personal.push({ name: 'driver', subject: { kind: 'driver', driver }, text: driver });
  if (words !== undefined) personal.push({ name: 'words', subject: subjectOfWords(body as Worded), text: words });
  if (reply !== undefined) {
    const { stop } = body as Body<'confirmation-step'>;
    personal.push({ name: 'reply', subject: { kind: 'stop', stop }, text: reply });
  }
  if (askedBy !== undefined) personal.push({ name: 'askedBy', subject: subjectOfWords(body as Worded), text: askedBy });
  if (fileName !== undefined) {
    personal.push({
      name: 'fileName',
      subject: subjectOfFile(body as Body<'import-manifest' | 'claim-file'>),
      text: fileName,
    });
  }
  return { body: open as OpenBody, personal };
}

function subjectOfFile(body: Body<'import-manifest' | 'claim-file'>): LedgerSubject {
  return body.kind === 'claim-file' ? { kind: 'entry', entry: body.claim } : { kind: 'manifest', sha256: body.sha256 };
}

/** Whoever an opt-out names, or claims: who lives at the stop, as far as one is known. */
function subjectOfWords(body: Worded): LedgerSubject {
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
