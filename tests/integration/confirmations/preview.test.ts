import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { shippedWords } from '#core/confirmations/message/languages.ts';
import type { Core } from '#core/contract.ts';
import type { Settings } from '#shared/settings.ts';
import { TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from '#tests/integration/core/desk.ts';

/** A depot with one photographed stop and one without a photo. */
async function oneStop() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [stop] = depot.route('R12', 2) as [TestStop];
  await depot.photo(stop);
  depot.save();
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  return { core, data, row: await stopRow(core, 'R12', '001'), bare: await stopRow(core, 'R12', '002') };
}

async function emptyCore() {
  const data = temporaryFolder();
  return { data, core: await openCore({ data }) };
}

async function set(core: Core, change: Partial<Settings['confirmations']>): Promise<void> {
  const { confirmations } = await get(core, 'getSettings', {});
  await get(core, 'putSettings', { confirmations: { ...confirmations, ...change } });
}

/** The picture that stands in a preview. */
function pictureIn(html: string, name: 'jpeg' | 'png' = 'jpeg'): Buffer {
  const found = new RegExp(`src="data:image/${name};base64,([^"]+)"`).exec(html)?.[1];
  if (found === undefined) throw new Error(`No ${name} in the page`);
  return Buffer.from(found, 'base64');
}

test('before anything goes out, a depot sees a made-up confirmation with its own words as they are being typed', async () => {
  const { core } = await emptyCore();
  const typed = { words: 'Open until 9 pm', contact: '+1 503 555 0100', language: 'es' };
  const { language, subject, html, text, problems } = await get(core, 'previewConfirmation', typed);
  expect({ language, subject, problems }).toEqual({
    ...{ language: 'es', subject: 'Ya están aquí sus 2 paquetes de My depot', problems: [] },
  });
  expect(text).toContain('Open until 9 pm');
  expect(html).toContain('+1 503 555 0100');
  expect(html).not.toContain('cid:');
  expect((await sharp(pictureIn(html)).metadata()).format).toBe('jpeg');
});

test('the link of a preview leads to the depot’s page and opts nobody out', async () => {
  const { core } = await emptyCore();
  await set(core, { optOutUrl: 'https://depot.example/out?t={token}' });
  expect((await get(core, 'previewConfirmation', {})).html).toContain('href="https://depot.example/out?t=sample"');
  await set(core, { optOutUrl: 'javascript:alert(1)//{token}' });
  const wrong = await get(core, 'previewConfirmation', {});
  expect(wrong.html).not.toContain('javascript:');
  expect(wrong.problems).toEqual(['The address for opting out is no web address, so the link is left out.']);
});

test('the preview of a stop shows its own picture, address and parcel', async () => {
  const { core, row } = await oneStop();
  const { html, text, problems } = await get(core, 'previewConfirmation', { stopId: row.id });
  expect(problems).toEqual([]);
  expect(text).toContain('Address: 10 Elm St\nParcel: 1 parcel, number ending in 0001\n');
  const { width, height } = await sharp(pictureIn(html)).metadata();
  expect([width, height]).toEqual([420, 336]);
});

test('where nothing would be sent, the preview says why and shows a made-up picture', async () => {
  const { core, row, bare } = await oneStop();
  const { problems, html } = await get(core, 'previewConfirmation', { stopId: bare.id });
  expect(problems).toEqual(['Nothing would be sent now: This stop has no picture. The picture below is made up.']);
  expect(pictureIn(html).length).toBeGreaterThan(50_000);
  await set(core, { picture: 'only-part' });
  expect((await get(core, 'previewConfirmation', { stopId: row.id })).problems).toEqual([
    'Nothing would be sent now: Customers get only a drawn part of a picture, and nobody has drawn one in this picture yet. Draw what they may see. The picture below is made up.',
  ]);
});

test('a part that was drawn is all that a customer sees, where the depot wants it so', async () => {
  const { core, row } = await oneStop();
  await set(core, { picture: 'only-part' });
  const [photoId = ''] = row.photoIds;
  const boxes = [{ x: 0.25, y: 0.5, width: 0.5, height: 0.25 }];
  const whole = pictureIn((await get(core, 'previewConfirmation', {})).html);
  await get(core, 'decide', { kind: 'redact', photoId, boxes, outside: true });
  const { problems, html, text } = await get(core, 'previewConfirmation', { stopId: row.id });
  expect(problems).toEqual([]);
  expect(text).toContain('Parts of the picture are made unreadable');
  expect(pictureIn(html).equals(whole)).toBe(false);
});

test('a stop that is not there any more is told', async () => {
  const { core } = await oneStop();
  expect(await ask(core, 'previewConfirmation', { stopId: '0'.repeat(16) })).toMatchObject({
    ...{ ok: false, status: 404, code: 'stop-unknown' },
  });
});

test('a depot adds a language by a file, and beats one that ships', async () => {
  const { core, data } = await emptyCore();
  const folder = join(data, 'confirmation-words');
  mkdirSync(folder);
  const english = readFileSync(join(shippedWords(), 'en.json'), 'utf8');
  writeFileSync(
    join(folder, 'de.json'),
    english.replace('"English"', '"Deutsch"').replace('Your parcel is here', 'Ihr Paket ist da'),
  );
  writeFileSync(join(folder, 'es.json'), english.replace('"English"', '"Español de aquí"'));
  expect(await get(core, 'listConfirmationLanguages', {})).toEqual([
    { code: 'de', name: 'Deutsch', from: 'depot', problems: [] },
    { code: 'en', name: 'English', from: 'porchlight', problems: [] },
    { code: 'es', name: 'Español de aquí', from: 'depot', problems: [] },
  ]);
  const german = await get(core, 'previewConfirmation', { language: 'de' });
  expect({ language: german.language, problems: german.problems }).toEqual({ language: 'de', problems: [] });
});

test('a broken file of words is told, and customers get words that ship', async () => {
  const { core, data } = await emptyCore();
  const folder = join(data, 'confirmation-words');
  mkdirSync(folder);
  writeFileSync(join(folder, 'fr.json'), '{"porchlightWords": 1');
  writeFileSync(join(folder, 'es.json'), '{"porchlightWords": 2}');
  writeFileSync(join(folder, 'Großdeutsch.json'), '{}');
  writeFileSync(join(folder, 'pt.json'), Buffer.alloc(300_000));
  const listed = await get(core, 'listConfirmationLanguages', {});
  expect(listed.map(({ code, problems }) => [code, problems.length > 0])).toEqual([
    ['Großdeutsch', true],
    ['en', false],
    ['es', true],
    ['fr', true],
    ['pt', true],
  ]);
  const french = await get(core, 'previewConfirmation', { language: 'fr' });
  expect(french.language).toBe('en');
  expect(french.problems).toEqual([
    expect.stringMatching(/^fr\.json can’t be used\. It is no JSON: /),
    'Until that is put right, customers get English.',
  ]);
  const spanish = await get(core, 'previewConfirmation', { language: 'es' });
  expect(spanish.language).toBe('es');
  expect(spanish.problems.at(-1)).toBe('Until that is put right, customers get the words that ship with Porchlight.');
  for (const language of ['../../settings', 'xx', 'e']) {
    const { problems } = await get(core, 'previewConfirmation', { language });
    expect(problems[0]).toBe(`There is no file of words for “${language}”.`);
  }
});

test('the logo goes in re-encoded, whatever picture it was; a broken one is told and the name stands in its place', async () => {
  const { core, data } = await emptyCore();
  const svg =
    '<?xml version="1.0"?><!-- made by hand --><svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><script>alert(1)</script><rect width="120" height="40" fill="#c00"/></svg>';
  const wide = sharp({ create: { width: 900, height: 300, channels: 4, background: '#0a05' } });
  const files: [name: string, bytes: Buffer | string, size: number[]][] = [
    ['logo.svg', svg, [480, 160]],
    ['logo.png', await wide.clone().png().toBuffer(), [480, 160]],
    ['logo.webp', await wide.clone().webp().toBuffer(), [480, 160]],
    [
      'logo.jpg',
      await wide
        .clone()
        .jpeg()
        .withExif({ IFD0: { Artist: 'Somebody' } })
        .toBuffer(),
      [480, 160],
    ],
  ];
  for (const [name, bytes, size] of files) {
    const logoFile = join(data, name);
    writeFileSync(logoFile, bytes);
    await set(core, { logoFile });
    const { html, problems } = await get(core, 'previewConfirmation', {});
    expect(problems).toEqual([]);
    const logo = await sharp(pictureIn(html, 'png')).metadata();
    expect([logo.width, logo.height]).toEqual(size);
    expect(logo.exif).toBeUndefined();
    expect(html).toContain('width="192" height="64" alt="My depot"');
  }
  for (const [name, content] of [
    ['words.svg', 'no picture at all'],
    ['broken.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9"><rect'],
    ['huge.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="999999" height="999999"></svg>'],
    ['gone.png', null],
  ] as const) {
    const logoFile = join(data, name);
    if (content !== null) writeFileSync(logoFile, content);
    await set(core, { logoFile });
    const { html, problems } = await get(core, 'previewConfirmation', {});
    expect(problems, name).toEqual([expect.stringMatching(/^The logo can’t be used\. .+\.$/)]);
    expect(html).not.toContain('data:image/png');
    expect(html).toContain('>My depot</span>');
  }
});
