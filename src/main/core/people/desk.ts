/**
 * Who is at the desk. Asked once an evening: decisions carry the name. The PIN keeps people from signing each other's decisions
 * by mistake or in jest; it is no lock on the data (decision 0006).
 */
import type { Log } from '#core/contract.ts';
import { endOfEvening } from '#core/domain/days.ts';
import type { AtDesk } from '#shared/people.ts';
import { type People, type PeopleNotice, type Person, readPeople, writePeople } from './peopleFile.ts';
import { hashPin, isPin } from './pinHash.ts';

const triesInARow = 5;
const lockMinutes = 5;
const minute = 60_000;

export type DeskFailureCode =
  | 'name-unusable'
  | 'name-taken'
  | 'name-unknown'
  | 'pin-wrong'
  | 'sign-in-locked'
  | 'nobody-at-desk'
  | 'people-not-written';

export type DeskAnswer = { ok: true; atDesk: AtDesk } | { ok: false; code: DeskFailureCode; message: string };

export interface Desk {
  /** Whose decisions are being made; null when nobody has signed in, or the evening is over. */
  current(): { name: string } | null;
  atDesk(): AtDesk;
  /** `isNew`: a new name with a new PIN; else a name that is known. Whoever was at the desk before has left it. */
  signIn(wish: { name: string; pin: string; isNew: boolean }): Promise<DeskAnswer>;
  signOut(): Promise<DeskAnswer>;
  /** Takes a name and its PIN off this desk. Somebody must be signed in. */
  forget(name: string): Promise<DeskAnswer>;
  /** What was wrong with the file when it was opened. */
  notices(): readonly PeopleNotice[];
}

export interface DeskParts {
  /** `people.json`, absolute. */
  file: string;
  clock: () => number;
  timeZone: () => string;
  log: Log;
  onChange: () => void;
}

/** Opens the desk as it was left: an evening outlives a restart, and so does a lock. */
export async function openDesk({ file, clock, timeZone, log, onChange }: DeskParts): Promise<Desk> {
  const { people: peopleAtStart, notice } = await readPeople(file, clock());
  let people = peopleAtStart;
  // One change after the other: tries made at the same moment must all count.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  const find = (name: string) => people.people.find((person) => isSameName(person.name, name));

  /** A sign-in reaches no further than one made now would: a clock that was set back does not prolong the evening. */
  function present(): People['atDesk'] {
    const now = clock();
    const { atDesk } = people;
    return atDesk && now < atDesk.until && atDesk.until <= endOfEvening(now, timeZone()) ? atDesk : null;
  }

  /** No lock is longer than it was when it began, whatever became of the clock since. */
  function lockedUntil(): number | null {
    const now = clock();
    if (people.lockedUntil === null || people.lockedUntil <= now) return null;
    const longest = now + lockMinutes * minute;
    if (people.lockedUntil > longest) people = { ...people, lockedUntil: longest };
    return people.lockedUntil;
  }

  const atDesk = (): AtDesk => ({
    person: present(),
    known: people.people.map(({ name }) => name).sort((one, other) => one.localeCompare(other, 'en')),
    lockedUntil: lockedUntil(),
  });

  /** Nothing changes when the file can't be written. */
  async function change(next: People): Promise<DeskAnswer> {
    try {
      await writePeople(file, next);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      return refuse(
        'people-not-written',
        `This could not be saved (${why}), so nothing was changed. Is the disk full?`,
      );
    }
    people = next;
    onChange();
    return { ok: true, atDesk: atDesk() };
  }

  /** A wrong try counts at once, also where it can't be written: else a full disk would give endless tries. */
  async function countWrongTry(person: Person): Promise<DeskAnswer> {
    const failures = person.failures + 1;
    const isLocked = failures >= triesInARow;
    people = {
      ...withPerson(people, { ...person, failures: isLocked ? 0 : failures }),
      lockedUntil: isLocked ? clock() + lockMinutes * minute : people.lockedUntil,
    };
    await writePeople(file, people).catch((error: unknown) => {
      log.warn('A wrong PIN could not be written down', { error: String(error) });
    });
    onChange();
    if (isLocked) return locked(clock() + lockMinutes * minute);
    const left = triesInARow - failures;
    const tries = left === 1 ? 'One try is left' : `${left} tries are left`;
    return refuse('pin-wrong', `That is not the PIN of ${person.name}. ${tries}.`);
  }

  function locked(until: number): DeskAnswer {
    const minutes = Math.ceil((until - clock()) / minute);
    const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
    return refuse('sign-in-locked', `The PIN was wrong five times in a row. Try again in ${wait}; the work can go on.`);
  }

  function sit(next: People, name: string): Promise<DeskAnswer> {
    const now = clock();
    return change({ ...next, lockedUntil: null, atDesk: { name, since: now, until: endOfEvening(now, timeZone()) } });
  }

  return {
    current() {
      const person = present();
      return person && { name: person.name };
    },
    atDesk,

    signIn: ({ name: typed, pin, isNew }) =>
      inTurn(async () => {
        const until = lockedUntil();
        if (until !== null) return locked(until);
        const name = typed.trim().normalize('NFC');
        if (!isUsableName(name)) return refuse('name-unusable', 'A name needs a letter or a digit, all in one line.');
        const person = find(name);
        if (isNew) {
          if (person) {
            return refuse(
              'name-taken',
              `${person.name} has signed in at this desk before. Choose the name and give its PIN.`,
            );
          }
          const added: Person = { name, pin: await hashPin(pin), failures: 0 };
          return sit({ ...people, people: [...people.people, added] }, name);
        }
        if (!person)
          return refuse('name-unknown', `Nobody called ${name} has signed in at this desk before. Add the name.`);
        if (!(await isPin(pin, person.pin))) return countWrongTry(person);
        return sit(withPerson(people, { ...person, failures: 0 }), person.name);
      }),

    signOut: () =>
      inTurn(async () => (people.atDesk ? change({ ...people, atDesk: null }) : { ok: true, atDesk: atDesk() })),

    forget: (name) =>
      inTurn(async () => {
        const asking = present();
        if (!asking)
          return refuse('nobody-at-desk', 'Sign in first: taking a name off the desk is somebody’s decision.');
        const person = find(name.trim().normalize('NFC'));
        if (!person) return refuse('name-unknown', `Nobody called ${name.trim()} has signed in at this desk before.`);
        return change({
          ...people,
          people: people.people.filter((each) => each !== person),
          atDesk: isSameName(asking.name, person.name) ? null : people.atDesk,
        });
      }),

    notices: () => (notice ? [notice] : []),
  };
}

const refuse = (code: DeskFailureCode, message: string): DeskAnswer => ({ ok: false, code, message });

function withPerson(people: People, changed: Person): People {
  return {
    ...people,
    people: people.people.map((person) => (isSameName(person.name, changed.name) ? changed : person)),
  };
}

/** Upper case first: it makes one of the letters that lower case leaves apart (ß and ss, ς and σ). */
function isSameName(one: string, other: string): boolean {
  const bare = (name: string) => name.normalize('NFC').toUpperCase().toLowerCase();
  return bare(one) === bare(other);
}

/** Something that can be seen and read out; no line breaks or other control characters. */
function isUsableName(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name) && !/[\p{Cc}\u2028\u2029]/u.test(name);
}
