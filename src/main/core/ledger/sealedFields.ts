/** The personal fields of an entry on their way into the store, and out of it again. */
import type { SealedField, StoredEntry } from '#pack/ledgerEntry.ts';
import type { LedgerBody, LedgerEntry, NewEntry } from './contract.ts';
import { type PersonalField, subjectLabel, withoutPersonalFields } from './personalFields.ts';
import { seal, unseal } from './sealing.ts';
import type { FindKey, SubjectKeys } from './subjectKeys.ts';

/**
 * A sealed text opens only under its own name, and in its own entry or, of who decided, in the entries that were appended with it.
 * That no box is moved to another entry is seen by the hashes.
 */
function contextOf(entryId: string, { name, shared }: Pick<SealedField, 'name' | 'shared'>): string {
  return JSON.stringify([shared ?? entryId, name]);
}

/** Seals fields of the entries of one append. */
export type Sealing = (fields: readonly PersonalField[], entry: { id: string; at: number }) => SealedField[];

/**
 * Making a box takes most of the time of a long list. So fields of one subject share one (what an entry says of a customer is erased
 * together), and so do all entries of the append what is the same in them: who decided.
 */
export function createSealing(keyFor: ReturnType<SubjectKeys['writer']>, areSeveral: boolean): Sealing {
  const people = new Map<string, SealedField>();

  function sealPerson({ subject, text }: PersonalField, { id, at }: { id: string; at: number }): SealedField {
    const known = people.get(text);
    if (known) return known;
    const { id: subjectId, key } = keyFor(subjectLabel(subject), at);
    const field = { name: 'person', subject: subjectId, ...(areSeveral && { shared: id }) };
    const sealed = { ...field, box: seal(text, key, contextOf(id, field)) };
    if (areSeveral) people.set(text, sealed);
    return sealed;
  }

  return (fields, entry) => {
    const own = fields.filter(({ name }) => name !== 'person');
    return [
      ...fields.flatMap((field) => (field.name === 'person' ? [sealPerson(field, entry)] : [])),
      ...sealTogether(own, entry, keyFor),
    ];
  };
}

function sealTogether(
  fields: readonly PersonalField[],
  entry: { id: string; at: number },
  keyFor: ReturnType<SubjectKeys['writer']>,
): SealedField[] {
  const together = new Map<string, { names: string[]; texts: string[] }>();
  for (const { name, subject, text } of fields) {
    const label = subjectLabel(subject);
    const box = together.get(label) ?? { names: [], texts: [] };
    box.names.push(name);
    // UTF-8 has no half characters; JSON would carry them through.
    box.texts.push(text.toWellFormed());
    together.set(label, box);
  }
  return [...together].map(([label, { names, texts }]) => {
    const { id, key } = keyFor(label, entry.at);
    const name = names.join(' ');
    const text = names.length === 1 ? (texts[0] ?? '') : JSON.stringify(texts);
    return { name, subject: id, box: seal(text, key, contextOf(entry.id, { name })) };
  });
}

/** The sealed fields of an entry in the clear, and the names of those that were erased. */
export interface OpenFields {
  opened: [name: string, text: string][];
  erased: string[];
}

export function openFields(stored: StoredEntry, findKey: FindKey): OpenFields {
  const opened: [string, string][] = [];
  const erased: string[] = [];
  for (const field of JSON.parse(stored.sealed) as SealedField[]) {
    const key = findKey(field.subject);
    const text = typeof key === 'string' ? null : unseal(field.box, key, contextOf(stored.id, field));
    const names = field.name.split(' ');
    if (text === null) erased.push(...names);
    else if (names.length === 1) opened.push([field.name, text]);
    else (JSON.parse(text) as string[]).forEach((each, place) => void opened.push([names[place] ?? '', each]));
  }
  return { opened, erased };
}

/**
 * A personal field that can't be opened although nobody erased it, as a sentence; null when all is well. One box of each
 * subject is tried (`subjectsSeen`): it shows that the key is right, and the sealed bytes of the others are in their hashes.
 */
export function unreadableField(stored: StoredEntry, findKey: FindKey, subjectsSeen: Set<string>): string | null {
  for (const field of JSON.parse(stored.sealed) as SealedField[]) {
    if (subjectsSeen.has(field.subject)) continue;
    subjectsSeen.add(field.subject);
    const key = findKey(field.subject);
    if (key === 'erased') continue;
    if (key === 'lost' || unseal(field.box, key, contextOf(stored.id, field)) === null) {
      return `The ${field.name.replaceAll(' ', ', ')} of entry ${stored.seq} can't be read: its key was changed or is gone.`;
    }
  }
  return null;
}

export function readEntry(stored: StoredEntry, findKey: FindKey): LedgerEntry {
  return toEntry(stored, JSON.parse(stored.body) as ReadBody, openFields(stored, findKey));
}

/** What the store gave an entry. */
export type Written = Pick<StoredEntry, 'seq' | 'id' | 'hash'>;

/** An entry as it would be read now that it is written, without opening again what was just sealed. */
export function asWritten({ body, person, at }: NewEntry, desk: string, written: Written): LedgerEntry {
  const open = withoutPersonalFields(body, person);
  // A box holds UTF-8, which has no half characters, so nor has what is told now.
  const opened = open.personal.map(({ name, text }): [string, string] => [name, text.toWellFormed()]);
  dropUndefined(open.body);
  return toEntry({ ...written, at, desk }, open.body as ReadBody, { opened, erased: [] });
}

/** As JSON gives a body back. */
function dropUndefined(body: Record<string, unknown>): void {
  for (const name in body) if (body[name] === undefined) delete body[name];
}

/** Personal fields that are optional texts of a body. */
type PersonalTextName = 'note' | 'words' | 'reply' | 'fileName' | 'askedBy';
const isPersonalText = (name: string): name is PersonalTextName =>
  name === 'note' || name === 'words' || name === 'reply' || name === 'fileName' || name === 'askedBy';

type ReadBody = LedgerBody & Partial<Record<PersonalTextName, string>> & { driver?: string | null };

/** @param body is completed. */
function toEntry(
  { seq, id, at, desk, hash }: Written & { at: number; desk: string },
  body: ReadBody,
  { opened, erased }: OpenFields,
): LedgerEntry {
  // What a kind always has must be there also after it was erased.
  if (body.kind === 'note' || body.kind === 'hold' || body.kind === 'claim-note') body.note = '';
  if (body.kind === 'opt-out' || body.kind === 'open-claim') body.words = '';
  if (body.kind === 'claim-file') body.fileName = '';
  // An entry of before file names were sealed has it in the clear.
  if (body.kind === 'import-manifest') body.fileName ??= '';
  if (body.kind === 'follow-up') body.driver = null;
  let person: string | null = null;
  for (const [name, text] of opened) {
    if (name === 'person') person = text;
    else if (name === 'driver') body.driver = text;
    else if (isPersonalText(name)) body[name] = text;
  }
  return { seq, id, at, desk, person, body, hash, ...(erased.length > 0 && { erased }) };
}
