/** The checker on packs that are whole, also on odd days, and on bytes that are none. */
import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { manifestSchema } from '#pack/format.ts';
import { readPem } from '#pack/signature.ts';
import { type VerifyOptions, verifyPack } from '#pack/verifyPack.ts';
import { bytesSource } from '#tests/fixtures/pack/bytesSource.ts';
import { excerptOf, makeChain, makePack, type PackWishes, zipOf } from '#tests/fixtures/pack/makePack.ts';
import { hasOpenssl, makeStampAuthority } from '#tests/fixtures/pack/stampAuthority.ts';
import '#tests/fixtures/sameExamples.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

async function verdictOn(wishes: PackWishes, options: VerifyOptions = {}) {
  const pack = await makePack(wishes);
  const expectedFingerprint = options.expectedFingerprint ?? pack.fingerprint;
  return await verifyPack(bytesSource(await zipOf(pack.files)), { ...options, expectedFingerprint });
}

const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code);

test('a pack as it was made is whole, and tells whose it is', async () => {
  const verdict = await verdictOn({});
  expect(verdict).toMatchObject({
    ok: true,
    findings: [],
    isExpectedKey: true,
    facts: {
      claim: 'C-2026-0117',
      depot: 'Portland DPD4',
      variant: 'full',
      pictures: { same: 2, changed: 0, gone: 0 },
      ledger: { size: 2100, entries: 6 },
    },
  });
  expect(codesOf(verdict.remarks)).toEqual(['no-time-stamp']);
});

test('without the depot’s fingerprint the verdict says what the signature does not show', async () => {
  const pack = await makePack();
  const verdict = await verifyPack(bytesSource(await zipOf(pack.files)));
  expect(verdict).toMatchObject({ ok: true, isExpectedKey: false, fingerprint: pack.fingerprint });
  expect(codesOf(verdict.remarks)).toContain('key-not-compared');
});

test('a pack by another depot’s key is not whole for whoever expects this one’s', async () => {
  const verdict = await verdictOn({}, { expectedFingerprint: 'ab'.repeat(32) });
  expect(codesOf(verdict.findings)).toEqual(['key-unexpected']);
});

test.each([
  ['changed in the folder since', 'changed', 'picture-changed'],
  ['covered in parts for the customer', 'redacted', 'picture-redacted'],
] as const)('a picture that was %s is told, and nothing is wrong with the pack', async (_what, standing, code) => {
  const verdict = await verdictOn({
    before({ manifest, claim }) {
      for (const picture of [manifest.pictures[0], claim.pictures[0]]) {
        if (picture) Object.assign(picture, { recordedSha256: 'cd'.repeat(32) });
      }
      Object.assign(manifest.pictures[0] ?? {}, { standing });
    },
  });
  expect(verdict.findings).toEqual([]);
  expect(verdict.remarks).toContainEqual({ code, file: 'pictures/01.jpg', sentence: expect.any(String) });
});

test.each([
  ['gone from the folder', 'gone', 'picture-gone'],
  ['erased by the depot’s rules', 'erased', 'picture-erased'],
] as const)('a picture that is %s is told, with the hash that was recorded', async (_what, standing, code) => {
  const verdict = await verdictOn({
    before({ manifest, claim, files }) {
      files.delete('pictures/02.jpg');
      Object.assign(manifest.pictures[1] ?? {}, { standing, path: null });
      Object.assign(claim.pictures[1] ?? {}, { path: null });
    },
  });
  expect(verdict.findings).toEqual([]);
  expect(codesOf(verdict.remarks)).toContain(code);
});

test('a ledger that was broken when the pack was made is told, and the pack holds', async () => {
  const chain = makeChain(60);
  const lost = chain.filter(({ seq }) => seq !== 31);
  const verdict = await verdictOn({
    before({ manifest, excerpt }) {
      // Without entry 31 every later one stands a place earlier than its number says.
      const shown = [30, 31];
      const sentence = 'Entry 31 is gone from the ledger.';
      Object.assign(excerpt, excerptOf(lost, shown), { broken: { seq: 31, sentence } });
      const { size, root, head } = excerpt;
      const entries = excerpt.entries.map(({ stored }) => stored.seq);
      Object.assign(manifest.ledger, { size, root, head: head.stored.hash, entries });
    },
  });
  expect(verdict.findings).toEqual([]);
  expect(verdict.remarks).toContainEqual({
    code: 'ledger-broken',
    file: 'ledger.json',
    sentence: expect.stringContaining('Entry 31 is gone'),
  });
});

test('a clock that was set back before signing is told by the ledger, and by the authority', async () => {
  const verdict = await verdictOn({ madeAt: '2025-01-01T00:00:00Z' });
  expect(verdict.ok).toBe(true);
  expect(codesOf(verdict.remarks)).toContain('clock-set-back');
});

test('a pack of a newer Porchlight asks for a newer one', async () => {
  const verdict = await verdictOn({ before: ({ manifest }) => Object.assign(manifest, { version: 2 }) });
  expect(codesOf(verdict.findings)).toEqual(['newer-version']);
});

test('a manifest that lists a file twice, or no ledger at all, is none', async () => {
  for (const change of [
    (files: { path: string }[]) => files.push({ ...files[0], path: 'CLAIM.json' }),
    (files: { path: string }[]) =>
      files.splice(
        files.findIndex(({ path }) => path === 'ledger.json'),
        1,
      ),
  ]) {
    const pack = await makePack();
    change(pack.manifest.files);
    expect(manifestSchema.safeParse(pack.manifest).success).toBe(false);
  }
});

test('a ledger of one entry, and one of exactly a block, can be shown', async () => {
  for (const entries of [1, 1024, 1025]) {
    expect(await verdictOn({ entries, shown: [1] })).toMatchObject({ ok: true });
  }
});

test('names and depots as hostile as can be are told without being believed', async () => {
  const depot = '\u202e<img src=x onerror=alert(1)>\u0000';
  const verdict = await verdictOn({ before: ({ manifest }) => Object.assign(manifest, { depot }) });
  expect(verdict).toMatchObject({ ok: true, facts: { depot } });
});

test('a large pack is read in slices, each byte of content once', async () => {
  const attachment = Buffer.alloc(24 * 1024 ** 2, 7);
  const pack = await makePack({ before: ({ files }) => files.set('files/recording.bin', attachment) });
  const zip = new ZipFile();
  for (const [path, bytes] of pack.files) zip.addBuffer(bytes, path, { compress: false });
  zip.end({ forceZip64Format: true, comment: '' });
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  const source = bytesSource(Buffer.concat(pieces));
  const progress: number[] = [];
  const verdict = await verifyPack(source, { onProgress: (done, total) => progress.push(done / total) });
  expect(verdict).toMatchObject({ ok: true, findings: [] });
  expect(source.largestRead).toBeLessThanOrEqual(1024 ** 2);
  expect(progress.at(-1)).toBe(1);
});

test('of ten thousand faults of one kind twenty are told, and how many more there are', async () => {
  const pack = await makePack();
  for (let at = 0; at < 500; at++) pack.files.set(`files/added-${at}.txt`, Buffer.from('added'));
  const { ok, findings } = await verifyPack(bytesSource(await zipOf(pack.files)));
  expect({ ok, told: findings.length }).toEqual({ ok: false, told: 21 });
  expect(findings.at(-1)?.sentence).toBe('And 480 more of the same kind.');
});

test('a check can be called off', async () => {
  const pack = await makePack();
  const controller = new AbortController();
  const checking = verifyPack(bytesSource(await zipOf(pack.files)), {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(checking).rejects.toThrow();
});

test('a disk that fails while a pack is read is no fault of the pack', async () => {
  const zip = await zipOf((await makePack()).files);
  const whole = bytesSource(zip);
  for (const lastGoodRead of [0, 1, 8]) {
    let reads = 0;
    const failing = {
      size: zip.length,
      read: async (offset: number, length: number) => {
        if (reads++ >= lastGoodRead) throw new Error('the disk is gone');
        return await whole.read(offset, length);
      },
    };
    await expect(verifyPack(failing)).rejects.toThrow('the disk is gone');
  }
});

async function unzipped(bytes: Buffer): Promise<Map<string, string> | null> {
  const contents = new Map<string, string>();
  try {
    const zip = await fromBufferPromise(bytes, { strictFileNames: true });
    for await (const entry of zip.eachEntry()) {
      const stream = await zip.openReadStreamPromise(entry);
      const pieces: Buffer[] = [];
      for await (const piece of stream) pieces.push(piece as Buffer);
      contents.set(entry.fileName, Buffer.concat(pieces).toString('hex'));
    }
    return contents;
  } catch {
    return null;
  }
}

test('whichever bit of a pack is turned: what still passes unpacks to the very same files', async () => {
  // The same key each time, so that the same bits are turned in the same pack: what once failed fails again. RFC 8410, section 7.
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const pack = await makePack({ entries: 40, shown: [3, 4], privateKey });
  const zip = await zipOf(pack.files);
  const original = await unzipped(zip);
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.length * 8 - 1), async (bit) => {
      const changed = Buffer.from(zip);
      const at = bit >> 3;
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
      const verdict = await verifyPack(bytesSource(changed), { expectedFingerprint: pack.fingerprint });
      if (!verdict.ok) return verdict.findings.length > 0;
      const contents = await unzipped(changed);
      expect(contents === null || [...contents].join() === [...(original ?? [])].join()).toBe(true);
      return true;
    }),
    { numRuns: 120 },
  );
});

test('any bytes at all get an answer, never an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (noise, looksLikeZip) => {
      const bytes = looksLikeZip ? Buffer.concat([Buffer.from('PK\x05\x06'), noise]) : noise;
      const verdict = await verifyPack(bytesSource(bytes));
      expect(verdict.ok).toBe(false);
      expect(verdict.findings.length).toBeGreaterThan(0);
    }),
  );
});

test.runIf(hasOpenssl)(
  'a time stamp is read by SHA-256 or SHA-512, with or without the authority’s chain in it',
  async () => {
    const authority = makeStampAuthority(temporaryFolder(), 'Zeit & <Stempel> GmbH');
    const trustedAuthorities = readPem(authority.ca, 'CERTIFICATE');
    for (const digest of ['sha256', 'sha512'] as const) {
      for (const withChain of [false, true]) {
        const stamp = (signature: Uint8Array) => authority.stamp(signature, { digest, withChain });
        const verdict = await verdictOn({ stamp, madeAt: new Date().toISOString() }, { trustedAuthorities });
        expect(verdict).toMatchObject({ ok: true, findings: [], remarks: [] });
        expect(verdict.timeStamp).toMatchObject({ authority: 'Zeit & <Stempel> GmbH', isTrusted: true });
        expect(Math.abs((verdict.timeStamp?.at ?? 0) - Date.now())).toBeLessThan(10 * 60_000);
      }
    }
  },
);

test.runIf(hasOpenssl)(
  'an authority that nobody named is told and not judged; one that is not vouched for is',
  async () => {
    const folder = temporaryFolder();
    const authority = makeStampAuthority(folder);
    const stamp = (signature: Uint8Array) => authority.stamp(signature);
    const unasked = await verdictOn({ stamp });
    expect(unasked).toMatchObject({ ok: true, timeStamp: { authority: 'Test time authority', isTrusted: null } });
    expect(codesOf(unasked.remarks)).toEqual(['clock-differs', 'authority-not-checked']);
    const others = readPem(makeStampAuthority(folder).ca, 'CERTIFICATE');
    const judged = await verdictOn({ stamp }, { trustedAuthorities: others });
    expect(codesOf(judged.findings)).toEqual(['time-stamp-untrusted']);
  },
);

test.runIf(hasOpenssl)('the stamp of another pack, itself sound, is told as another’s', async () => {
  const authority = makeStampAuthority(temporaryFolder());
  const verdict = await verdictOn({ stamp: () => authority.stamp(Buffer.from('another signature')) });
  expect(codesOf(verdict.findings)).toEqual(['time-stamp-other']);
});

test('a refusal of an authority is no time stamp', async () => {
  // PKIStatus 2: rejected.
  const refused = Buffer.from('30053003020102', 'hex');
  const verdict = await verdictOn({ stamp: () => refused });
  expect(verdict.findings).toMatchObject([
    { code: 'time-stamp-invalid', sentence: expect.stringContaining('refusal') },
  ]);
});
