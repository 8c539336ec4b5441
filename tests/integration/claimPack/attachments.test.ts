import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { verifyPack } from '#pack/verifyPack.ts';
import type { EntryId } from '#shared/ids.ts';
import { bytesSource } from '#tests/fixtures/pack/bytesSource.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { pagesOf, sha256 } from '#tests/integration/exports/exporting.ts';
import { partsOf } from '#tools/tamper/packParts.ts';
import { expectedOf, tamperingsFor } from '#tools/tamper/tamperings.ts';
import { claimedDepot, packOf } from './packing.ts';

/** Puts a file to the claim as its page does; gives the SHA-256 under which it is kept. */
async function put(core: Core, claim: EntryId, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await core.fetch(
    new Request(`http://core/api/claims/${claim}/files`, {
      ...{ method: 'POST', body: bytes },
      headers: { 'x-file-name': encodeURIComponent(name) },
    }),
  );
  expect(response.status).toBe(200);
  return ((await response.json()) as { sha256: string }).sha256;
}

const letter = Buffer.from('%PDF-1.7\n% Dear depot, it never came.\n%%EOF\n');
/** What any ZIP would make a thousandth of: honest, and a bomb to look at. */
const zeros = Buffer.alloc(3_000_000);

test('files that were put to a claim are in its pack, byte for byte, proven by the entries that recorded them', async () => {
  const { core, claimId } = await claimedDepot();
  const hashes = [
    await put(core, claimId, 'Letter of Mr Müller.PDF', letter),
    await put(core, claimId, '../../etc/passwd\u202egpj.exe', Buffer.from('#!/bin/sh')),
    await put(core, claimId, 'zeros', zeros),
  ];
  const { manifest, claim, files, excerpt, verdict, view } = await packOf(core, claimId);
  expect(verdict).toMatchObject({ ok: true, findings: [], facts: { attachments: { same: 3, gone: 0, leftOut: 0 } } });
  expect(view.message).toBeNull();
  const [first, second, third] = manifest.attachments ?? [];
  expect(manifest.attachments?.map(({ recordedSha256, standing }) => [recordedSha256, standing])).toEqual(
    hashes.map((hash) => [hash, 'same']),
  );
  expect(first?.path).toBe(`files/01-${hashes[0]?.slice(0, 12)}.pdf`);
  expect(second?.path).toMatch(/^files\/02-[0-9a-f]{12}\.exe$/);
  expect(files.get(first?.path ?? '')).toEqual(letter);
  expect(files.get(third?.path ?? '')).toEqual(zeros);
  for (const { entry, recordedSha256 } of manifest.attachments ?? []) {
    const stored = excerpt.entries.find((each) => each.stored.seq === entry)?.stored;
    expect([stored?.kind, stored?.body.includes(recordedSha256)]).toEqual(['claim-file', true]);
  }
  expect(claim.files).toMatchObject([{ fileName: 'Letter of Mr Müller.PDF', bytes: letter.length }, {}, {}]);
  expect((await pagesOf(files.get('claim.pdf') ?? Buffer.of())).join('\n')).toContain('Letter of Mr Müller.PDF');

  const parts = () => partsOf(files, seededRandom(5));
  const known = tamperingsFor(parts()).filter(({ needsAttachments }) => needsAttachments);
  expect(known.length).toBeGreaterThanOrEqual(5);
  for (const tampering of known) {
    const { findings } = await verifyPack(bytesSource(tampering.make(parts())));
    const named = { ...expectedOf(tampering, parts()), sentence: expect.any(String) };
    expect([tampering.name, findings]).toEqual([tampering.name, expect.arrayContaining([named])]);
  }
});

test('a copy that is not what was put to the claim is in no pack, and the pack says so', async () => {
  const { core, claimId, data } = await claimedDepot();
  const [kept = '', lost = ''] = [
    await put(core, claimId, 'letter.pdf', letter),
    await put(core, claimId, 'film.mp4', Buffer.from('a film')),
  ];
  const copy = join(data, 'claims', lost);
  expect(readFileSync(copy, 'utf8')).toBe('a film');
  writeFileSync(copy, 'a fILm');
  const { manifest, files, verdict, view } = await packOf(core, claimId);
  expect(verdict).toMatchObject({ ok: true, facts: { attachments: { same: 1, gone: 1 } } });
  expect(verdict.remarks.map(({ code }) => code)).toContain('attachment-gone');
  expect(manifest.attachments).toMatchObject([
    { recordedSha256: kept, standing: 'same' },
    { recordedSha256: lost, standing: 'gone', path: null },
  ]);
  expect([...files.values()].map(sha256)).not.toContain(sha256(Buffer.from('a fILm')));
  expect(view.message).toContain('1 file that was put to the claim can’t be had any more; the pack says so.');
});

test('the customer’s pack leaves the files out, with their names, and says how many', async () => {
  const { core, claimId } = await claimedDepot();
  await put(core, claimId, 'What we think of her.txt', Buffer.from('between us'));
  const { manifest, claim, files, verdict } = await packOf(core, claimId, 'claim-pack-customer');
  expect(verdict).toMatchObject({ ok: true, facts: { attachments: { same: 0, leftOut: 1 } } });
  expect(verdict.remarks.map(({ code }) => code)).toContain('attachments-left-out');
  expect(manifest.attachments).toEqual([]);
  expect(claim).toMatchObject({ files: [], filesLeftOut: 1 });
  const texts = [...files].filter(([name]) => /json|txt/.test(name)).map(([, bytes]) => bytes.toString('utf8'));
  const pdf = (await pagesOf(files.get('claim.pdf') ?? Buffer.of())).join('\n');
  for (const text of [...texts, pdf]) expect(text).not.toMatch(/What we think|between us/);
  expect(pdf).toContain('They are left out of what the customer gets.');
});
