/** Every way of `npm run tamper`: the checker in Node names what was done. tests/e2e/verifyPage.spec.ts asks the same of verify.html. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPack } from '#pack/verifyPack.ts';
import { bytesSource } from '#tests/fixtures/pack/bytesSource.ts';
import { type MadePack, makePack } from '#tests/fixtures/pack/makePack.ts';
import { hasOpenssl, makeStampAuthority } from '#tests/fixtures/pack/stampAuthority.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { partsOf } from '#tools/tamper/packParts.ts';
import { expectedOf, tamperings, untouched } from '#tools/tamper/tamperings.ts';

const folder = mkdtempSync(join(tmpdir(), 'porchlight-tampering-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let plain: MadePack;
let stamped: MadePack | null;
beforeAll(async () => {
  const attachment = Buffer.from('%PDF-1.7\n% a letter\n%%EOF\n');
  plain = await makePack({ attachment });
  const authority = hasOpenssl ? makeStampAuthority(folder) : null;
  stamped = authority && (await makePack({ attachment, stamp: (signature) => authority.stamp(signature) }));
});

const verdictOn = (bytes: Uint8Array, fingerprint?: string) =>
  verifyPack(bytesSource(bytes), { expectedFingerprint: fingerprint });

test('at least forty ways are known, each by its own name', () => {
  expect(new Set(tamperings.map(({ name }) => name)).size).toBe(tamperings.length);
  expect(tamperings.length).toBeGreaterThanOrEqual(40);
});

test('a pack that was only zipped anew is still whole', async () => {
  for (const pack of stamped ? [plain, stamped] : [plain]) {
    const verdict = await verdictOn(untouched(partsOf(pack.files, seededRandom(1))), pack.fingerprint);
    expect(verdict).toMatchObject({ ok: true, findings: [], isExpectedKey: true });
  }
});

test.each(tamperings.map((tampering) => [tampering.name, tampering] as const))(
  '%s is named',
  async (_name, tampering) => {
    const packs = [...(tampering.needsStamp ? [] : [plain]), ...(stamped ? [stamped] : [])];
    for (const pack of packs) {
      for (const seed of [1, 2]) {
        const parts = partsOf(pack.files, seededRandom(seed));
        const fingerprint = tampering.needsFingerprint && pack.fingerprint;
        const verdict = await verdictOn(tampering.make(parts), fingerprint);
        expect(verdict.ok).toBe(false);
        expect(verdict.findings).toContainEqual({ ...expectedOf(tampering, parts), sentence: expect.any(String) });
      }
    }
  },
);
