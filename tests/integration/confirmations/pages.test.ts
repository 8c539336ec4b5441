import { createHmac, randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { liesIn, openPageFolder, type PageFolder, PageFolderGone } from '#core/confirmations/channels/pageFolder.ts';
import { createPagesChannel, type MadePage } from '#core/confirmations/channels/pages.ts';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { dispatchOf, messageFor, someFacts } from '#tests/fixtures/confirmationMessage.ts';
import { silentLog } from '#tests/fixtures/imaging/imagingPool.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const { confirmation, stop } = someFacts;
const pseudonym = (text: string) => createHmac('sha256', 'a key').update(text).digest('hex').slice(0, 32);
const nameOf = (each: string) => `${pseudonym(`page:${each}`)}.html`;

function depot(
  more: { pages?: Partial<Settings['pages']>; folder?: string; made?: MadePage[]; ownFolder?: string } = {},
) {
  const base = temporaryFolder();
  const own = more.ownFolder ?? join(base, 'pages');
  const settings = {
    ...{ ...defaultSettings, folder: more.folder ?? null, timeZone: 'America/Los_Angeles' },
    pages: { ...defaultSettings.pages, on: true, ...more.pages },
  };
  const channel = createPagesChannel({
    settings: () => settings,
    ownFolder: own,
    foldersFile: join(base, 'page-folders.json'),
    pseudonym,
    pagesOf: (date) => (date === stop.date ? (more.made ?? []) : []),
    log: silentLog,
  });
  const published = () => readdirSync(join(settings.pages.folder ?? own, 'published')).sort();
  const read = (path: string) => readFileSync(join(settings.pages.folder ?? own, path), 'utf8');
  return { base, own, settings, channel, published, read };
}

const made = (each: string, more: Partial<MadePage> = {}): MadePage => ({
  ...{ confirmation: each, route: 'R104', stop: '041', madeAt: Date.parse('2026-11-21T20:10:00-08:00') },
  ...more,
});

describe('A page', () => {
  test('is one file with its picture inside, that asks for nothing and tells search engines to stay away', async () => {
    const { channel, published, read } = depot();
    const message = messageFor({ optOutLink: 'https://depot.example/out?t=abc' });
    expect(await channel.send(dispatchOf(message))).toEqual({ ok: true, state: 'delivered', reply: null });
    expect(published()).toEqual([nameOf(confirmation), 'index.html'].sort());
    const html = read(`published/${nameOf(confirmation)}`);
    expect(html).toContain(
      `content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).toContain('<meta name="robots" content="noindex, nofollow, noarchive, noimageindex">');
    expect(html).toContain('<meta name="referrer" content="no-referrer">');
    expect(html).not.toMatch(/cid:|<script|<link|@import|url\(/i);
    expect([...html.matchAll(/\s(?:src|href)="([^"]{0,24})/g)].map((match) => match[1])).toEqual([
      'data:image/jpeg;base64,/',
      'https://depot.example/ou',
    ]);
    expect(await channel.pageOf(confirmation)).toBe(nameOf(confirmation));
  });

  test('has a name that says nothing and that nobody can count up to', async () => {
    const opened = await openLedger({ path: join(temporaryFolder(), 'ledger.db'), desk: randomUUID() });
    const other = await openLedger({ path: join(temporaryFolder(), 'ledger.db'), desk: randomUUID() });
    if (!opened.ok || !other.ok) throw new Error('No ledger');
    const names = Array.from({ length: 1000 }, () => opened.ledger.pseudonym(`page:${randomUUID()}`));
    expect(names.every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true);
    expect(new Set(names).size).toBe(1000);
    // Half of all bits are set, each near as often as not: nothing in them counts or repeats.
    for (let bit = 0; bit < 128; bit++) {
      const set = names.filter((name) => (BigInt(`0x${name}`) >> BigInt(bit)) & 1n).length;
      expect(set).toBeGreaterThan(400);
      expect(set).toBeLessThan(600);
    }
    // Who knows the confirmation's id, and another depot's key, still doesn't know the name.
    expect(other.ledger.pseudonym(`page:${confirmation}`)).not.toBe(opened.ledger.pseudonym(`page:${confirmation}`));
    expect(opened.ledger.pseudonym(`page:${confirmation}`)).toBe(opened.ledger.pseudonym(`page:${confirmation}`));
    await opened.ledger.close();
    await other.ledger.close();
  });

  test('that is sent again replaces the one before; one that is withdrawn is gone, and again is no error', async () => {
    const { channel, published, read } = depot();
    await channel.send(dispatchOf(messageFor()));
    await channel.send(dispatchOf(messageFor({ facts: { address: '14 Oak Ave' } }), { attempt: 2 }));
    expect(published()).toHaveLength(2);
    expect(read(`published/${nameOf(confirmation)}`)).toContain('14 Oak Ave');
    await channel.withdraw?.(confirmation, stop);
    await channel.withdraw?.(confirmation, stop);
    expect(published()).toEqual(['index.html']);
    expect(await channel.pageOf(confirmation)).toBeNull();
  });

  test('that was written where another folder was set is taken out there too', async () => {
    const first = temporaryFolder();
    const { channel, settings } = depot({ pages: { folder: first } });
    await channel.send(dispatchOf(messageFor()));
    settings.pages.folder = temporaryFolder();
    await channel.withdraw?.(confirmation, stop);
    expect(readdirSync(join(first, 'published'))).toEqual(['index.html']);
    // A former folder that is gone for good keeps nobody from withdrawing.
    await channel.send(dispatchOf(messageFor()));
    rmSync(first, { recursive: true });
    await channel.withdraw?.(confirmation, stop);
    expect(existsSync(first)).toBe(false);
    expect(await channel.pageOf(confirmation)).toBeNull();
  });
});

describe('The depot’s list', () => {
  test('names route, stop, time and link of each page, lies beside what is published, and names no customer', async () => {
    const others = [randomUUID(), randomUUID()];
    const pages = [made(confirmation), made(others[0] ?? '', { stop: '042' }), made(others[1] ?? '', { stop: '043' })];
    const { channel, read, published } = depot({ made: pages });
    await channel.send(dispatchOf(messageFor()));
    await channel.send(dispatchOf(messageFor(), { confirmation: others[0] ?? '' }));
    await channel.settle();
    const day = read('days/2026-11-21.html');
    expect(day).toContain('2 pages.');
    expect(day).toContain(`<a href="../published/${nameOf(confirmation)}">published/${nameOf(confirmation)}</a>`);
    expect(day.replaceAll('\u202F', ' ')).toContain(
      '<td><bdi>R104</bdi></td><td><bdi>041</bdi></td><td>Nov 21, 2026, 8:10 PM</td>',
    );
    // 043 was never written, or somebody deleted it. Three digits alone stand in some names of pages: they are made by chance.
    expect([...day.matchAll(/<td><bdi>(\d+)<\/bdi><\/td>/g)].map((match) => match[1])).toEqual(['041', '042']);
    expect(day).not.toContain('>043<');
    expect(day).not.toMatch(/Elm|Ada/);
    expect(read('index.html')).toContain('<a href="days/2026-11-21.html">2026-11-21</a>');
    expect(published().some((name) => read(`published/${name}`).includes('R104'))).toBe(false);
  });

  test('links to where the pages are published, once the depot has said where', async () => {
    const { channel, read } = depot({ made: [made(confirmation)], pages: { url: 'https://depot.example/d/' } });
    await channel.send(dispatchOf(messageFor()));
    await channel.close();
    expect(read('days/2026-11-21.html')).toContain(`<a href="https://depot.example/d/${nameOf(confirmation)}">`);
  });

  test('loses a day with its last page', async () => {
    const { channel, own, read } = depot({ made: [made(confirmation)] });
    await channel.send(dispatchOf(messageFor()));
    await channel.settle();
    await channel.withdraw?.(confirmation, stop);
    await channel.settle();
    expect(readdirSync(join(own, 'days'))).toEqual([]);
    expect(read('index.html')).toContain('There are no pages.');
  });

  test('keeps hostile names of routes and stops as text', async () => {
    const hostile = '</td><script>alert(1)</script>\u202E../../x';
    const { channel, read } = depot({ made: [made(confirmation, { route: hostile, stop: hostile })] });
    await channel.send(dispatchOf(messageFor(), { stop: { date: stop.date, route: hostile, stop: hostile } }));
    await channel.settle();
    const day = read('days/2026-11-21.html');
    expect(day).not.toMatch(/<script|\u202E/);
    expect(day).toContain('&lt;script&gt;');
  });
});

describe('On a bad day', () => {
  test.runIf(canMountDisks)('a full disk leaves no half page: the page comes once there is room', async () => {
    const disk = smallDisk(2_000);
    const { channel } = depot({ pages: { folder: disk.folder } });
    await channel.send(dispatchOf(messageFor()));
    const second = { confirmation: randomUUID() };
    disk.fill();
    expect(await channel.send(dispatchOf(messageFor(), second))).toMatchObject({
      ...{ ok: false, code: 'pages-disk-full', retry: 'later' },
    });
    expect(readdirSync(join(disk.folder, 'published')).sort()).toEqual([nameOf(confirmation), 'index.html'].sort());
    disk.makeRoom();
    expect(await channel.send(dispatchOf(messageFor(), second))).toMatchObject({ ok: true });
  });

  test('a drive that is not connected is waited for, and nothing is written in its place', async () => {
    const drive = join(temporaryFolder(), 'drive');
    mkdirSync(drive);
    const { channel } = depot({ pages: { folder: drive } });
    await channel.send(dispatchOf(messageFor()));
    renameSync(drive, `${drive}-away`);
    expect(await channel.send(dispatchOf(messageFor()))).toMatchObject({
      ...{ ok: false, code: 'pages-folder-gone', retry: 'later' },
      message: 'The folder for pages is not there. Is its drive connected?',
    });
    await expect(channel.withdraw?.(confirmation, stop)).rejects.toThrow();
    expect(existsSync(drive)).toBe(false);
    renameSync(`${drive}-away`, drive);
    expect(await channel.send(dispatchOf(messageFor()))).toMatchObject({ ok: true });
  });

  test('a drive that goes away in the very moment in which it was found is not made anew either', async () => {
    const drive = join(temporaryFolder(), 'drive');
    for (const write of [
      (folder: PageFolder) => folder.writeBeside('days/2026-11-21.html', 'a list'),
      (folder: PageFolder) => folder.writeBeside('index.html', 'a list of lists'),
      (folder: PageFolder) => folder.write(nameOf(confirmation), 'a page'),
    ]) {
      mkdirSync(drive);
      const writing = write(openPageFolder(drive, false)).catch((error: unknown) => error);
      // A thread looks for the drive meanwhile, and finds it; what it found is heard afterwards.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      rmSync(drive, { recursive: true });
      expect(await writing).toBeInstanceOf(PageFolderGone);
      expect(existsSync(drive)).toBe(false);
    }
  });

  test('a folder that somebody emptied is filled again', async () => {
    const { channel, own, published } = depot();
    await channel.send(dispatchOf(messageFor()));
    rmSync(own, { recursive: true });
    expect(await channel.send(dispatchOf(messageFor()))).toMatchObject({ ok: true });
    expect(published()).toContain('index.html');
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'a folder that may not be written is told',
    async () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o500);
      const { channel } = depot({ pages: { folder } });
      expect(await channel.send(dispatchOf(messageFor()))).toMatchObject({
        ok: false,
        code: 'pages-not-written',
        retry: 'later',
      });
    },
  );

  test('a file where the folder should be is told', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { channel } = depot({ pages: { folder: file } });
    expect(await channel.send(dispatchOf(messageFor()))).toMatchObject({ ok: false, code: 'pages-folder-gone' });
  });

  test('what a power cut left half done is swept at the next start', async () => {
    const { channel, own, published } = depot();
    mkdirSync(join(own, 'published'), { recursive: true });
    writeFileSync(join(own, 'published', `${nameOf(confirmation)}.${randomUUID()}.tmp`), '<!doctype');
    await channel.send(dispatchOf(messageFor()));
    expect(published()).toEqual([nameOf(confirmation), 'index.html'].sort());
  });

  test('a list that can’t be written holds up no page, and comes with the next', async () => {
    const { channel, own } = depot({ made: [made(confirmation)] });
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'days'), 'a file in its place');
    expect(await channel.send(dispatchOf(messageFor()))).toMatchObject({ ok: true });
    await channel.settle();
    rmSync(join(own, 'days'));
    await channel.send(dispatchOf(messageFor()));
    await channel.settle();
    expect(readdirSync(join(own, 'days'))).toEqual(['2026-11-21.html']);
  });
});

test('pages are never written among the drivers’ photos', async () => {
  const folder = temporaryFolder();
  for (const inside of [folder, join(folder, 'pages'), join(folder, 'a', '..', 'pages')]) {
    const { channel } = depot({ folder, pages: { folder: inside } });
    expect(channel.trouble()).toBe(
      'The folder for pages lies in the synced folder with the drivers’ photos. Choose another one.',
    );
    expect(await channel.send(dispatchOf(messageFor()))).toMatchObject({ ok: false, code: 'pages-not-set' });
  }
  expect(readdirSync(folder)).toEqual([]);
  expect(liesIn(`${folder}-beside`, folder)).toBe(false);
  expect(liesIn(join(folder, '..pages'), folder)).toBe(true);
});

test.each([
  ['', null],
  ['https://depot.example/d', null],
  ['depot.example', /no web address/],
  ['javascript:alert(1)', /no web address/],
])('the address of the published pages “%s”', (url, trouble) => {
  const said = depot({ pages: { url } }).channel.trouble();
  if (trouble === null) expect(said).toBeNull();
  else expect(said).toMatch(trouble);
});
