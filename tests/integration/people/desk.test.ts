import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDesk } from '#core/people/desk.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const zone = 'America/Los_Angeles';
/** A Saturday evening in Portland. */
const evening = Date.parse('2026-11-21T20:30:00-08:00');
const minute = 60_000;
const hour = 60 * minute;

/** A desk on a real file, with a clock to turn. */
async function desk(options: { folder?: string; now?: number } = {}) {
  const folder = options.folder ?? temporaryFolder();
  const file = join(folder, 'people.json');
  const clock = { now: options.now ?? evening };
  const told: string[] = [];
  const log = (message: string, details?: unknown) => void told.push(message + JSON.stringify(details ?? {}));
  let changes = 0;
  const open = () =>
    openDesk({
      file,
      clock: () => clock.now,
      timeZone: () => zone,
      log: { info: log, warn: log, error: log },
      onChange: () => void changes++,
    });
  return { folder, file, clock, told, open, desk: await open(), changes: () => changes };
}

const ana = { name: 'Ana', pin: '4711', isNew: true };
const anaAgain = { name: 'Ana', pin: '4711', isNew: false };
const wrong = { name: 'Ana', pin: '0000', isNew: false };

describe('signing in', () => {
  test('a new name with a PIN is at the desk at once, and stays known after leaving', async () => {
    const { desk: at, changes } = await desk();
    expect(at.current()).toBeNull();
    expect(await at.signIn(ana)).toMatchObject({
      ok: true,
      atDesk: { person: { name: 'Ana', since: evening }, known: ['Ana'], lockedUntil: null },
    });
    expect(at.current()).toEqual({ name: 'Ana' });
    expect(await at.signOut()).toMatchObject({ ok: true, atDesk: { person: null, known: ['Ana'] } });
    expect(await at.signIn(anaAgain)).toMatchObject({ ok: true });
    expect(changes()).toBe(3);
  });

  test('the name is asked once an evening: it holds over a restart until four in the morning', async () => {
    const { desk: at, open, clock } = await desk();
    await at.signIn(ana);
    clock.now = Date.parse('2026-11-22T03:59:59-08:00');
    const restarted = await open();
    expect(restarted.current()).toEqual({ name: 'Ana' });
    clock.now = Date.parse('2026-11-22T04:00:00-08:00');
    expect(restarted.current()).toBeNull();
    expect((await open()).atDesk()).toMatchObject({ person: null, known: ['Ana'] });
  });

  test('names are compared without case, without spaces around and in whichever way letters are composed', async () => {
    const { desk: at } = await desk();
    await at.signIn({ ...ana, name: '  Zoe\u0308 Straße ' });
    for (const name of ['zoë STRASSE', 'Zoë Straße', ' ZOE\u0308 straße']) {
      expect(await at.signIn({ ...anaAgain, name })).toMatchObject({
        ok: true,
        atDesk: { person: { name: 'Zoë Straße' } },
      });
    }
    expect(await at.signIn({ ...ana, name: 'ZOË STRASSE' })).toMatchObject({ ok: false, code: 'name-taken' });
    expect(await at.signIn({ ...anaAgain, name: 'Zoe' })).toMatchObject({ ok: false, code: 'name-unknown' });
  });

  test('whoever signs in takes the place of whoever sat there', async () => {
    const { desk: at } = await desk();
    await at.signIn(ana);
    await at.signIn({ name: 'Ben', pin: '4711', isNew: true });
    expect(at.current()).toEqual({ name: 'Ben' });
    expect(at.atDesk().known).toEqual(['Ana', 'Ben']);
  });

  test('markup and right-to-left letters are names like others; what can’t be seen or breaks a line is none', async () => {
    const { desk: at, open } = await desk();
    for (const name of ['<b>Ana</b>', '"; DROP TABLE people; --', 'دانا الأحمد', '__proto__', '李']) {
      expect(await at.signIn({ ...ana, name })).toMatchObject({ ok: true, atDesk: { person: { name } } });
    }
    expect((await open()).atDesk().known).toHaveLength(5);
    for (const name of ['\u200b', '...', 'Ana\nBen', 'Ana\u0000', 'Ana\u2028Ben']) {
      expect(await at.signIn({ ...ana, name })).toMatchObject({ ok: false, code: 'name-unusable' });
    }
  });

  test('two who take the same new name at the same moment don’t both get it', async () => {
    const { desk: at } = await desk();
    const answers = await Promise.all([at.signIn(ana), at.signIn({ ...ana, pin: '1234' })]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
    expect(at.atDesk().known).toEqual(['Ana']);
  });
});

describe('a wrong PIN', () => {
  test('is told with the tries that are left; the fifth in a row locks for five minutes', async () => {
    const { desk: at, clock } = await desk();
    await at.signIn(ana);
    await at.signOut();
    const messages = [];
    for (let tries = 0; tries < 5; tries++) {
      const answer = await at.signIn(wrong);
      messages.push(answer.ok ? 'let in' : answer.message);
    }
    expect(messages).toEqual([
      'That is not the PIN of Ana. 4 tries are left.',
      'That is not the PIN of Ana. 3 tries are left.',
      'That is not the PIN of Ana. 2 tries are left.',
      'That is not the PIN of Ana. One try is left.',
      'The PIN was wrong five times in a row. Try again in 5 minutes; the work can go on.',
    ]);
    expect(at.atDesk()).toMatchObject({ person: null, lockedUntil: evening + 5 * minute });

    clock.now += 4 * minute;
    expect(await at.signIn(anaAgain)).toMatchObject({
      ok: false,
      code: 'sign-in-locked',
      message: expect.stringContaining('in a minute'),
    });
    expect(await at.signIn({ ...ana, name: 'Ben' })).toMatchObject({ ok: false, code: 'sign-in-locked' });
    clock.now += minute;
    expect(at.atDesk().lockedUntil).toBeNull();
    expect(await at.signIn(wrong)).toMatchObject({ message: 'That is not the PIN of Ana. 4 tries are left.' });
    expect(await at.signIn(anaAgain)).toMatchObject({ ok: true });
  });

  test('counts over a restart, and so does the lock', async () => {
    const { desk: at, open } = await desk();
    await at.signIn(ana);
    for (let tries = 0; tries < 3; tries++) await at.signIn(wrong);
    const second = await open();
    expect(await second.signIn(wrong)).toMatchObject({ message: expect.stringContaining('One try is left') });
    await second.signIn(wrong);
    expect((await open()).atDesk().lockedUntil).toBe(evening + 5 * minute);
    expect(await (await open()).signIn(anaAgain)).toMatchObject({ ok: false, code: 'sign-in-locked' });
  });

  test('tries that are made at the same moment all count', async () => {
    const { desk: at } = await desk();
    await at.signIn(ana);
    const answers = await Promise.all(Array.from({ length: 7 }, () => at.signIn(wrong)));
    expect(answers.map((answer) => (answer.ok ? 'in' : answer.code))).toEqual([
      ...Array.from({ length: 4 }, () => 'pin-wrong'),
      ...Array.from({ length: 3 }, () => 'sign-in-locked'),
    ]);
  });

  test('the right PIN in between begins the count anew, and who is at the desk stays there meanwhile', async () => {
    const { desk: at } = await desk();
    await at.signIn(ana);
    for (let tries = 0; tries < 4; tries++) await at.signIn(wrong);
    expect(at.current()).toEqual({ name: 'Ana' });
    await at.signIn(anaAgain);
    expect(await at.signIn(wrong)).toMatchObject({ message: expect.stringContaining('4 tries are left') });
  });

  test('a clock that is set back never locks for longer than five minutes', async () => {
    const { desk: at, open, clock } = await desk();
    await at.signIn(ana);
    for (let tries = 0; tries < 5; tries++) await at.signIn(wrong);
    clock.now = evening - 90 * 24 * hour;
    const restarted = await open();
    expect(restarted.atDesk().lockedUntil).toBe(clock.now + 5 * minute);
    clock.now += 5 * minute;
    expect(await restarted.signIn(anaAgain)).toMatchObject({ ok: true });
  });
});

test('a clock that is set back does not prolong the evening', async () => {
  const { desk: at, clock } = await desk();
  await at.signIn(ana);
  clock.now = evening - 7 * 24 * hour;
  expect(at.current()).toBeNull();
  clock.now = evening - 2 * hour;
  expect(at.current()).toEqual({ name: 'Ana' });
});

describe('a name that leaves the desk', () => {
  test('somebody must be signed in to take it away', async () => {
    const { desk: at } = await desk();
    await at.signIn(ana);
    await at.signOut();
    expect(await at.forget('Ana')).toMatchObject({ ok: false, code: 'nobody-at-desk' });
    await at.signIn({ name: 'Ben', pin: '2222', isNew: true });
    expect(await at.forget('nobody')).toMatchObject({ ok: false, code: 'name-unknown' });
    expect(await at.forget(' ANA ')).toMatchObject({ ok: true, atDesk: { person: { name: 'Ben' }, known: ['Ben'] } });
    expect(await at.signIn({ name: 'Ana', pin: '9999', isNew: true })).toMatchObject({ ok: true });
  });

  test('whoever takes away their own name leaves the desk with it', async () => {
    const { desk: at, open } = await desk();
    await at.signIn(ana);
    expect(await at.forget('ana')).toMatchObject({ ok: true, atDesk: { person: null, known: [] } });
    expect((await open()).atDesk()).toEqual({ person: null, known: [], lockedUntil: null });
  });
});

describe('people.json', () => {
  test('holds a salted hash with its parameters, readable by this user only, and never the PIN', async () => {
    const { desk: at, file, told, clock } = await desk();
    await at.signIn(ana);
    await at.signIn({ name: 'Ben', pin: '4711', isNew: true });
    for (let tries = 0; tries < 6; tries++) await at.signIn({ ...wrong, pin: '8642' });
    clock.now += 6 * minute;
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/4711|8642/);
    expect(told.join()).not.toMatch(/4711|8642/);
    expect(JSON.stringify(at.atDesk())).not.toMatch(/hash|salt|4711/);
    const { people } = JSON.parse(text);
    expect(people[0].pin).toMatchObject({ cost: 32_768, blockSize: 8, parallelism: 3 });
    expect(people[0].pin.salt).not.toBe(people[1].pin.salt);
    expect(people[0].pin.hash).not.toBe(people[1].pin.hash);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a hash that was made with other parameters still opens', async () => {
    const { desk: at, open, file } = await desk();
    await at.signIn(ana);
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    // crypto.scryptSync('4711', Buffer.alloc(16, 7), 32, { N: 1024, r: 8, p: 1 }), in base64
    kept.people[0].pin = {
      ...{ cost: 1024, blockSize: 8, parallelism: 1, salt: Buffer.alloc(16, 7).toString('base64') },
      hash: 'ZKMHEF0gKR48OfJumreu0NV902LCGQA4/CwgUh48tl4=',
    };
    writeFileSync(file, JSON.stringify(kept));
    const again = await open();
    expect(await again.signIn(wrong)).toMatchObject({ ok: false, code: 'pin-wrong' });
    expect(await again.signIn(anaAgain)).toMatchObject({ ok: true });
  });

  test.for([
    ['cut off', (text: string) => text.slice(0, 90)],
    ['no JSON', () => 'Ana 4711'],
    ['empty', () => ''],
    ['of another form', () => '{"porchlightPeople": 2, "people": {}}'],
    ['asking for gigabytes', (text: string) => text.replace('"cost": 32768', '"cost": 1073741824')],
  ] as Array<[string, (text: string) => string]>)(
    'a file that is %s is kept aside and told, and the evening goes on',
    async ([_what, damage]) => {
      const { desk: at, open, file, folder } = await desk();
      await at.signIn(ana);
      const damaged = damage(readFileSync(file, 'utf8'));
      writeFileSync(file, damaged);
      const again = await open();
      const aside = readdirSync(folder).find((name) => name.startsWith('people.json.broken-'));
      expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe(damaged);
      expect(again.notices()).toEqual([
        { code: 'people-unreadable', message: expect.stringContaining(aside ?? 'nothing was put aside') },
      ]);
      expect(again.current()).toBeNull();
      expect(await again.signIn(ana)).toMatchObject({ ok: true });
      expect((await open()).notices()).toEqual([]);
    },
  );

  test.skipIf(!canMountDisks)('on a full disk nobody is half signed in, and it is said why', async () => {
    const disk = smallDisk(200);
    const { desk: at, open, folder, file } = await desk({ folder: disk.folder });
    await at.signIn(ana);
    const before = readFileSync(file, 'utf8');
    disk.fill();
    expect(await at.signIn({ name: 'Ben', pin: '1111', isNew: true })).toMatchObject({
      ok: false,
      code: 'people-not-written',
      message: expect.stringContaining('Is the disk full?'),
    });
    expect(at.atDesk()).toMatchObject({ person: { name: 'Ana' }, known: ['Ana'] });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    // Else a full disk would give endless tries.
    for (let tries = 0; tries < 5; tries++) await at.signIn(wrong);
    expect(await at.signIn(anaAgain)).toMatchObject({ ok: false, code: 'sign-in-locked' });
    disk.makeRoom();
    expect((await open()).current()).toEqual({ name: 'Ana' });
  });

  test('a file that may not be read is put aside like a damaged one', async () => {
    const { desk: at, open, file } = await desk();
    await at.signIn(ana);
    chmodSync(file, 0o000);
    const again = await open();
    // Root may read everything, and Windows knows no such mode.
    const mayRead = process.platform === 'win32' || process.getuid?.() === 0;
    expect(again.notices()).toHaveLength(mayRead ? 0 : 1);
    expect(existsSync(file)).toBe(mayRead);
  });
});
