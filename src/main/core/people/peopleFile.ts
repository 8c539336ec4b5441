/** `people.json`: who may say whose decision it is, at this desk. Read once and checked, written whole at each change. */
import { readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomically } from '#core/dataFolder/atomicFile.ts';
import { pinHashSchema } from './pinHash.ts';

const time = z.int();

const personSchema = z.object({
  name: z.string().min(1).max(400),
  pin: pinHashSchema,
  /** Wrong PINs in a row. */
  failures: z.int().min(0),
});
export type Person = z.infer<typeof personSchema>;

const peopleSchema = z.object({
  porchlightPeople: z.literal(1),
  people: z.array(personSchema).max(10_000),
  /** Epoch ms: nobody signs in before it. */
  lockedUntil: time.nullable(),
  atDesk: z.object({ name: z.string(), since: time, until: time }).nullable(),
});
export type People = z.infer<typeof peopleSchema>;

export const nobody: People = { porchlightPeople: 1, people: [], lockedUntil: null, atDesk: null };

/** Told on the status line until the next start. */
export interface PeopleNotice {
  code: 'people-unreadable';
  message: string;
}

export interface ReadPeople {
  people: People;
  notice: PeopleNotice | null;
}

/**
 * Reads the file. One that can't be understood is kept aside as `people.json.broken-<time>` (`now`, epoch ms, names it) and the
 * desk starts with nobody: a file that only says who pressed the keys must not keep anybody from the evening's work.
 */
export async function readPeople(file: string, now: number): Promise<ReadPeople> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { people: nobody, notice: null };
    return putAside(file, now);
  }
  const people = parse(text);
  return people ? { people, notice: null } : putAside(file, now);
}

/** Null for anything but what this version writes. */
function parse(text: string): People | null {
  try {
    const checked = peopleSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
    return checked.success ? checked.data : null;
  } catch {
    return null;
  }
}

async function putAside(file: string, now: number): Promise<ReadPeople> {
  // Colons are not allowed in names on Windows.
  const aside = `${file}.broken-${new Date(now).toISOString().replaceAll(':', '-')}`;
  const kept = await rename(file, aside).then(
    () => `is kept as “${aside}”`,
    () => 'could not be put aside',
  );
  const message =
    `The file with the names and PINs of this desk can’t be read and ${kept}. ` +
    'Sign in with your name as a new one. Decisions that were made keep their names.';
  return { people: nobody, notice: { code: 'people-unreadable', message } };
}

/** Durable when it resolves; readable by this user only. Throws the file system's error, and the file is as it was. */
export async function writePeople(file: string, people: People): Promise<void> {
  await writeFileAtomically(file, `${JSON.stringify(people, null, 2)}\n`, 0o600);
}
