import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExifReader from 'exifreader';
import { expect, test } from 'vitest';
import { groupedFingerprint, packPaths } from '#pack/format.ts';
import { manifestText } from '#pack/manifestText.ts';
import { verifyPack } from '#pack/verifyPack.ts';
import { bytesSource } from '#tests/fixtures/pack/bytesSource.ts';
import { hasOpenssl } from '#tests/fixtures/pack/stampAuthority.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { stampServer } from '#tests/fixtures/stampServer.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get } from '#tests/fixtures/testCore.ts';
import { pagesOf, sha256 } from '#tests/integration/exports/exporting.ts';
import { partsOf } from '#tools/tamper/packParts.ts';
import { expectedOf, tamperingsFor } from '#tools/tamper/tamperings.ts';
import { claimedDepot, packOf, packRequest } from './packing.ts';

test('a pack has the very bytes of the pictures, and the checker that goes with it finds nothing against it', async () => {
  const checker = join(temporaryFolder(), 'verify.html');
  writeFileSync(checker, '<!doctype html><title>Checker</title>');
  const { core, claimId, depot, paths, photos, number } = await claimedDepot({ checkerFile: checker });
  const { view, files, manifest, claim, verdict } = await packOf(core, claimId);
  expect(verdict).toMatchObject({ ok: true, findings: [], isExpectedKey: true });
  expect(verdict.remarks.map(({ code }) => code)).toEqual(['no-time-stamp']);
  expect(view).toMatchObject({
    ...{ title: `Claim pack, claim ${number}`, fileName: `Claim pack ${number}.zip`, message: null },
  });
  expect([...files.keys()]).toEqual([
    'README.txt',
    ...photos.map((photo, n) => `pictures/0${n + 1}-${photo.slice(0, 12)}.jpg`),
    ...['claim.json', 'ledger.json', 'claim.pdf', 'verify.html'],
    ...['manifest.json', 'signature.ed25519', 'depot-key.pem'],
  ]);
  const inFolder = paths.map((path) => sha256(readFileSync(join(depot.folder, path))));
  expect([...photos].sort()).toEqual(inFolder.sort());
  for (const [n, photo] of photos.entries()) {
    expect(sha256(files.get(manifest.pictures[n]?.path ?? '') ?? Buffer.of())).toBe(photo);
  }
  expect(files.get('verify.html')).toEqual(readFileSync(checker));
  expect(claim.summary).toContain('Picture 1 taken 15 s after the scan, 0 m from the address');
  const { fingerprint } = await get(core, 'getSigningKey', {});
  expect(manifest.keyFingerprint).toBe(fingerprint);
  const readme = files.get('README.txt')?.toString('utf8') ?? '';
  expect(readme).toContain(groupedFingerprint(fingerprint ?? ''));
});

test('whatever is done to a pack that the core made is named, as the docs’ own commands read it', async () => {
  const checker = join(temporaryFolder(), 'verify.html');
  writeFileSync(checker, '<!doctype html><title>Checker</title>');
  const { core, claimId } = await claimedDepot({ checkerFile: checker });
  const { files, manifest } = await packOf(core, claimId);
  // A line for each file: what `grep` and `sha256sum` of docs/claim-pack.md ask for.
  expect(files.get(packPaths.manifest)?.toString()).toBe(manifestText(manifest));
  const parts = () => partsOf(files, seededRandom(3));
  const known = tamperingsFor(parts());
  expect(known.length).toBeGreaterThanOrEqual(40);
  for (const tampering of known) {
    const verdict = await verifyPack(bytesSource(tampering.make(parts())), {
      expectedFingerprint: tampering.needsFingerprint && manifest.keyFingerprint,
    });
    const named = { ...expectedOf(tampering, parts()), sentence: expect.any(String) };
    expect([tampering.name, verdict.findings]).toEqual([tampering.name, expect.arrayContaining([named])]);
  }
});

test('a parcel that nobody ever saw can be tampered with as well, pictures left out', async () => {
  const { core } = await claimedDepot();
  const opened = await get(core, 'openClaim', {
    ...{ stopId: null, words: 'TBA000', allegation: 'never-received', asker: 'carrier' },
    ...{ received: '2026-11-20', due: null },
  });
  const { files } = await packOf(core, opened.entryId);
  const names = tamperingsFor(partsOf(files, seededRandom(3))).map(({ name }) => name);
  expect(names).toContain('claim-edited');
  expect(names).not.toContain('picture-one-bit');
});

test('that a pack was made is an entry of the ledger, stands at the claim, and the next pack shows it', async () => {
  const { core, claimId } = await claimedDepot();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  const first = await packOf(core, claimId);
  const manifestSha256 = sha256(first.files.get(packPaths.manifest) ?? Buffer.of());
  const signedBy = first.manifest.keyFingerprint;
  expect((await get(core, 'getClaim', { id: claimId })).packs).toMatchObject([
    { variant: 'full', manifestSha256, signedBy },
  ]);
  const second = await packOf(core, claimId);
  expect(second.verdict.ok).toBe(true);
  const shown = second.excerpt.entries.find(({ stored }) => stored.kind === 'claim-pack');
  expect(shown?.stored.body).toContain(manifestSha256);
  expect(shown?.opened).toEqual({ person: 'Ana' });
  // A later pack has a ledger that is no shorter, and the same entries where both show them.
  expect(second.excerpt.size).toBeGreaterThan(first.excerpt.size);
  for (const { stored } of first.excerpt.entries) {
    expect(second.excerpt.entries.map((entry) => entry.stored)).toContainEqual(stored);
  }
});

test('the pack proves which entries of the ledger recorded a picture’s hash: the claim’s, a decision, a sign-off', async () => {
  const { core, claimId, stopId, photos } = await claimedDepot();
  const [photo = ''] = photos;
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  await get(core, 'decide', { kind: 'accept', stopId, photoId: photo });
  const { row } = await get(core, 'getStop', { stopId });
  const { fingerprint } = await get(core, 'getSignOff', { date: '2026-11-20', routeId: row.routeId });
  await get(core, 'signOff', { date: '2026-11-20', routeId: row.routeId, fingerprint, reason: 'Enough' });
  const { claim, excerpt, verdict } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  const recorded = claim.pictures.find(({ recordedSha256 }) => recordedSha256 === photo)?.recordedBy as
    | { entry: number; kind: string }[]
    | undefined;
  expect(recorded?.map(({ kind }) => kind)).toEqual(['open-claim', 'accept', 'sign-off']);
  const shown = excerpt.entries.map(({ stored }) => stored.seq);
  for (const { entry } of recorded ?? []) expect(shown).toContain(entry);
});

test('for the customer there is no other door, no driver, nobody of the depot and no original in it', async () => {
  const { core, claimId, stopId, photos, stops, number } = await claimedDepot({
    change(all) {
      for (const [n, stop] of all.entries()) if (n !== 3) stop.address = `${n} Secret Lane`;
      Object.assign(all[3] ?? {}, { customer: 'Edith Miller', contact: 'edith@example.com' });
    },
  });
  await get(core, 'signIn', { name: 'Zacharias', pin: '4711', isNew: true });
  const [kept = '', refused = ''] = photos;
  await get(core, 'decide', { kind: 'accept', stopId, photoId: kept });
  await get(core, 'decide', {
    kind: 'reject',
    stopId,
    photoId: refused,
    reason: 'wrong-address',
    note: 'Shows Mr Oak’s',
  });
  await get(core, 'decide', { kind: 'note', stopId, note: 'Dog at number 7' });
  await get(core, 'changeClaim', { kind: 'note', id: claimId, note: 'She always says so' });

  const { files, manifest, claim, excerpt, verdict, view } = await packOf(core, claimId, 'claim-pack-customer');
  expect(verdict).toMatchObject({ ok: true, facts: { variant: 'customer' } });
  expect(view.fileName).toBe(`Claim pack for the customer ${number}.zip`);
  const [picture] = manifest.pictures;
  expect(manifest.pictures).toHaveLength(1);
  expect(picture).toMatchObject({ recordedSha256: kept, standing: 'redacted' });
  const copy = files.get(picture?.path ?? '') ?? Buffer.of();
  expect(sha256(copy)).not.toBe(kept);
  expect(Object.keys(ExifReader.load(copy)).filter((tag) => tag.startsWith('GPS') || tag === 'Model')).toEqual([]);
  expect(claim.withheld).toMatchObject([{ recordedSha256: refused }]);

  const pdf = (await pagesOf(files.get('claim.pdf') ?? Buffer.of())).join('\n');
  const words = [
    pdf,
    ...[...files].filter(([name]) => /json|txt/.test(name)).map(([, bytes]) => bytes.toString('utf8')),
  ];
  for (const text of words)
    expect(text).not.toMatch(/Secret Lane|D-117|Zacharias|Mr Oak|Dog at|always says|behind the house/);
  // Their own words are theirs.
  expect(pdf).toContain(stops[3]?.address);
  const opened = excerpt.entries.flatMap((entry) => Object.keys(entry.opened ?? {}));
  expect([...new Set(opened)].sort()).toEqual(['askedBy', 'words']);
  expect(excerpt.entries.map(({ stored }) => stored.kind)).not.toContain('sign-off');
});

test('parts that were hidden in a picture are hidden in the customer’s copy, and the original’s hash is told', async () => {
  const { core, claimId, photos } = await claimedDepot({ pictures: 1 });
  const [photo = ''] = photos;
  const before = await packOf(core, claimId, 'claim-pack-customer');
  await get(core, 'decide', { kind: 'redact', photoId: photo, boxes: [{ x: 0.1, y: 0.1, width: 0.5, height: 0.5 }] });
  const after = await packOf(core, claimId, 'claim-pack-customer');
  const shaOf = ({ manifest }: typeof before) => manifest.files.find(({ role }) => role === 'picture')?.sha256;
  expect(shaOf(after)).not.toBe(shaOf(before));
  expect(after.manifest.pictures).toMatchObject([{ recordedSha256: photo, standing: 'redacted' }]);
  // The whole pack has the original, whatever is hidden in copies.
  const full = await packOf(core, claimId);
  expect(full.manifest.pictures).toMatchObject([{ recordedSha256: photo, standing: 'same' }]);
});

test.runIf(hasOpenssl)('openssl alone checks the signature and the time stamp', async () => {
  const { url, authority } = await stampServer();
  const { core, claimId } = await claimedDepot();
  await get(core, 'putSettings', { timeStamp: { url, allowPrivate: true, caFile: authority.caFile } });
  const { files, verdict, manifest, view } = await packOf(core, claimId, 'claim-pack', authority.ca);
  expect(verdict).toMatchObject({ ok: true, timeStamp: { authority: 'Test time authority', isTrusted: true } });
  expect(manifest.timeStamped).toBe(true);
  expect(view.message).toBeNull();
  const folder = join(temporaryFolder(), 'unpacked');
  mkdirSync(folder);
  for (const name of [packPaths.manifest, packPaths.signature, packPaths.key, packPaths.timeStamp]) {
    writeFileSync(join(folder, name), files.get(name) ?? '');
  }
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' }).toString();
  const signature = ['-sigfile', packPaths.signature, '-rawin', '-in', packPaths.manifest];
  expect(openssl('pkeyutl', '-verify', '-pubin', '-inkey', packPaths.key, ...signature)).toContain(
    'Verified Successfully',
  );
  const stamp = ['-data', packPaths.signature, '-in', packPaths.timeStamp, '-CAfile', authority.caFile];
  expect(openssl('ts', '-verify', ...stamp)).toContain('Verification: OK');
});

test('where the authority does not answer the pack is made without a stamp, and both say so', async () => {
  const { url } = await stampServer((response) => {
    response.writeHead(503);
    response.end();
  });
  const { core, claimId } = await claimedDepot();
  await get(core, 'putSettings', { timeStamp: { url, allowPrivate: true, caFile: null } });
  const { manifest, files, verdict, view } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  expect(manifest.timeStamped).toBe(false);
  expect(files.has(packPaths.timeStamp)).toBe(false);
  expect(view.message).toBe(
    'The time stamp authority gave no time stamp: it answered with an error (503). The pack is made without one.',
  );
});

test('a claim about a parcel that Porchlight never saw has a pack too: it says so, and what was claimed', async () => {
  const { core } = await claimedDepot();
  await get(core, 'openClaim', {
    ...{ stopId: null, words: 'TBA999999999', allegation: 'never-received', asker: 'carrier' },
    ...{ received: '2026-11-20', due: '2026-11-27' },
  });
  const page = await get(core, 'listClaims', { text: 'TBA999999999' });
  const { claim, manifest, verdict, files } = await packOf(core, page.claims[0]?.id ?? '');
  expect(verdict.ok).toBe(true);
  expect(claim).toMatchObject({ stop: null, summary: ['Porchlight never saw this parcel'], pictures: [] });
  expect(manifest.pictures).toEqual([]);
  const [first] = await pagesOf(files.get('claim.pdf') ?? Buffer.of());
  expect(first).toContain('Porchlight never saw this parcel.');
});

test('a pack without a claim, or of an unknown one, is refused in words', async () => {
  const { core } = await claimedDepot();
  expect(await ask(core, 'startExport', { kind: 'claim-pack', date: null })).toMatchObject({ code: 'claim-needed' });
  const unknown = packRequest('00000000-0000-4000-8000-000000000000', 'claim-pack');
  expect(await ask(core, 'startExport', unknown)).toMatchObject({ status: 404, code: 'claim-unknown' });
});
