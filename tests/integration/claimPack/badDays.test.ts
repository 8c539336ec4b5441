import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { TestStop } from '#tests/fixtures/depot.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from '#tests/integration/core/desk.ts';
import { ended, exported, pagesOf, sha256, unzipped } from '#tests/integration/exports/exporting.ts';
import { type ClaimedDepot, claimedDepot, packOf, packRequest } from './packing.ts';

/** The same data folder at another start. */
const restarted = ({ data, depot, now }: ClaimedDepot, setBackMs = 0) =>
  openCore({ data, folder: depot.folder, now: now - setBackMs });

test('a picture whose file was changed goes in as it is now, and the pack proves what it was', async () => {
  const { core, claimId, depot, paths, photos } = await claimedDepot();
  const path = join(depot.folder, paths[0] ?? '');
  const recorded = sha256(readFileSync(path));
  const changed = Buffer.concat([readFileSync(path), Buffer.from('x')]);
  writeFileSync(path, changed);
  const { files, manifest, claim, excerpt, verdict, view } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  expect(verdict.remarks.map(({ code }) => code)).toContain('picture-changed');
  const picture = manifest.pictures.find(({ recordedSha256 }) => recordedSha256 === recorded);
  expect(picture?.standing).toBe('changed');
  expect(files.get(picture?.path ?? '')).toEqual(changed);
  expect(manifest.pictures.filter(({ standing }) => standing === 'same')).toHaveLength(photos.length - 1);
  // Which entry recorded it, and that entry with its proof.
  const told = claim.pictures.find(({ recordedSha256 }) => recordedSha256 === recorded);
  const [proof] = (told?.recordedBy ?? []) as { entry: number; kind: string }[];
  expect(proof?.kind).toBe('open-claim');
  expect(excerpt.entries.find(({ stored }) => stored.seq === proof?.entry)?.stored.body).toContain(recorded);
  expect(claim.summary.join('\n')).toContain('has other bytes now than when it was read in');
  expect(view.message).toBe('1 picture is changed in the folder since; the pack says so.');
  const pdf = (await pagesOf(files.get('claim.pdf') ?? Buffer.of())).join('\n');
  expect(pdf).toContain('Changed in the folder since it was recorded');
});

test('a changed picture is still called changed when the folder was read again, with the bytes that lie there now', async () => {
  const made = await claimedDepot();
  const { claimId, depot, paths } = made;
  const recorded = sha256(readFileSync(join(depot.folder, paths[0] ?? '')));
  const changed = Buffer.concat([readFileSync(join(depot.folder, paths[0] ?? '')), Buffer.from('x')]);
  depot.write(paths[0] ?? '', changed);
  await made.core.settle();
  const told = async (core: Core) => {
    const { manifest, files, claim, verdict } = await packOf(core, claimId);
    expect(verdict).toMatchObject({ ok: true, findings: [] });
    const picture = manifest.pictures.find(({ recordedSha256 }) => recordedSha256 === recorded);
    expect(picture?.standing).toBe('changed');
    expect(files.get(picture?.path ?? '')).toEqual(changed);
    // What took its place stands at the stop by itself, and is the same.
    expect(manifest.pictures).toContainEqual(
      expect.objectContaining({ recordedSha256: sha256(changed), standing: 'same' }),
    );
    const shown = claim.pictures.find(({ recordedSha256 }) => recordedSha256 === recorded);
    expect(shown).toMatchObject({ sha256: sha256(changed), fileNames: [basename(paths[0] ?? '')] });
    expect((await get(core, 'getClaim', { id: claimId })).changes).toContain(
      `Picture ${recorded.slice(0, 12)} was changed: its file has other bytes since.`,
    );
  };
  await told(made.core);

  // Also after another start; and when the file is gone altogether, so is the picture.
  await made.core.close();
  const again = await restarted(made);
  await told(again);
  rmSync(join(depot.folder, paths[0] ?? ''));
  await again.settle();
  const { manifest } = await packOf(again, claimId);
  expect(manifest.pictures).toContainEqual({ path: null, recordedSha256: recorded, standing: 'gone' });
});

test('the file of a changed picture that holds another stop’s picture now is in no pack of this claim', async () => {
  const { core, claimId, depot, paths, stops, stopId } = await claimedDepot();
  const path = paths[0] ?? '';
  const recorded = sha256(readFileSync(join(depot.folder, path)));
  const [beside] = stops;
  const others = await depot.photo(beside as TestStop, { path, secondsAfterScan: 20 });
  await core.settle();
  const now = sha256(readFileSync(join(depot.folder, others)));
  const row = await stopRow(core, beside?.route ?? '', beside?.stop ?? '');
  await get(core, 'decide', { kind: 'move', stopId, photoId: now, toStopId: row.id });
  await core.settle();
  const { manifest, files, claim, verdict } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  expect(manifest.pictures.find(({ recordedSha256 }) => recordedSha256 === recorded)?.standing).toBe('gone');
  expect([...files.values()].map(sha256)).not.toContain(now);
  const shown = claim.pictures.find(({ recordedSha256 }) => recordedSha256 === recorded);
  expect(shown?.note).toBe('Its file has another picture since, which belongs elsewhere and is not in the pack');
});

test('a picture whose file was deleted is told by its hash, with the preview that is still kept of it', async () => {
  const { core, claimId, depot, paths } = await claimedDepot();
  const path = join(depot.folder, paths[0] ?? '');
  const recorded = sha256(readFileSync(path));
  const shown = await core.fetch(new Request(`http://core/api/photos/${recorded}/preview`));
  expect(shown.status).toBe(200);
  rmSync(path);
  await core.settle();
  const { files, manifest, claim, verdict, view } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  expect(verdict.remarks.map(({ code }) => code)).toContain('picture-gone');
  const place = manifest.pictures.findIndex(({ recordedSha256 }) => recordedSha256 === recorded);
  expect(manifest.pictures[place]).toEqual({ path: null, recordedSha256: recorded, standing: 'gone' });
  const told = claim.pictures[place] as unknown as { note: string; previewPath: string };
  expect(told.note).toContain('The preview that Porchlight kept of it is in the pack');
  expect(files.get(told.previewPath)).toEqual(Buffer.from(await shown.arrayBuffer()));
  expect(manifest.files.find((file) => file.path === told.previewPath)?.role).toBe('attachment');
  expect(view.message).toBe('1 picture is not to be had any more; the pack says so.');
});

test('a picture that was moved in the folder is found by its hash, and the pack says that it was moved', async () => {
  const { core, claimId, depot, paths } = await claimedDepot();
  const path = join(depot.folder, paths[0] ?? '');
  const recorded = sha256(readFileSync(path));
  // Copied and deleted, as between two drives: a rename would be followed without a word.
  const moved = join(depot.folder, 'kept', 'evidence.jpg');
  mkdirSync(dirname(moved));
  depot.write('kept/evidence.jpg', readFileSync(path));
  rmSync(path);
  await core.settle();
  const { manifest, claim, verdict } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  expect(manifest.pictures.find(({ recordedSha256 }) => recordedSha256 === recorded)?.standing).toBe('same');
  const told = claim.pictures.find(({ recordedSha256 }) => recordedSha256 === recorded);
  expect(told?.fileNames).toContain('evidence.jpg');
  expect(told?.note).toMatch(/was moved in the folder/);
});

test('a picture that was erased has its hash in the pack, and nothing else', async () => {
  const { core, claimId, stopId, photos } = await claimedDepot({ pictures: 1 });
  await get(core, 'changeClaim', { kind: 'settle', id: claimId, state: 'withdrawn' });
  await get(core, 'eraseNow', { stopIds: [stopId], what: ['picture', 'thumbnail'], why: 'request' });
  const { files, manifest, verdict, view } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  expect(manifest.pictures).toEqual([{ path: null, recordedSha256: photos[0], standing: 'erased' }]);
  expect([...files.keys()].filter((name) => /pictures|preview/.test(name))).toEqual([]);
  expect(view.message).toContain('1 picture is erased; the pack says so.');
});

test('a ledger with a broken link still gives a pack of what holds, and the pack names the entry that does not', async () => {
  const made = await claimedDepot();
  await packOf(made.core, made.claimId);
  await get(made.core, 'decide', { kind: 'note', stopId: made.stopId, note: 'One' });
  await get(made.core, 'decide', { kind: 'note', stopId: made.stopId, note: 'Two' });
  await made.core.close();
  const ledger = new Database(join(made.data, 'ledger.db'));
  const last = ledger.prepare<[], number>('SELECT max(seq) FROM entries').pluck().get() ?? 0;
  ledger.exec('DROP TRIGGER entries_are_never_changed');
  ledger.exec(`UPDATE entries SET at = at + 1 WHERE seq = ${last - 1}`);
  ledger.close();

  const core = await restarted(made);
  const { manifest, excerpt, verdict, view, files } = await packOf(core, made.claimId);
  expect(verdict).toMatchObject({ ok: true });
  expect(verdict.remarks.map(({ code }) => code)).toContain('ledger-broken');
  expect(manifest.ledger.size).toBe(last - 2);
  expect(excerpt.broken).toMatchObject({ seq: last - 1 });
  expect(manifest.ledger.entries.every((seq) => seq < last - 1)).toBe(true);
  expect(view.message).toContain(`The ledger does not hold from entry ${last - 1} on`);
  const [first] = await pagesOf(files.get('claim.pdf') ?? Buffer.of());
  expect(first).toContain(`does not hold from entry ${last - 1} on`);
});

test('a ledger that does not hold from its first entry gives no pack, and leaves nothing behind', async () => {
  const made = await claimedDepot();
  await packOf(made.core, made.claimId);
  await made.core.close();
  const ledger = new Database(join(made.data, 'ledger.db'));
  ledger.exec('DROP TRIGGER entries_are_never_changed');
  ledger.exec(`UPDATE entries SET desk = 'another' WHERE seq = 1`);
  ledger.close();
  const core = await restarted(made);
  const view = await exported(core, packRequest(made.claimId, 'claim-pack'));
  expect(view).toMatchObject({ state: 'failed' });
  expect(view.message).toContain('does not hold from its first entry on');
  expect(readdirSync(join(made.data, 'exports'))).toEqual([`Claim pack ${made.number}.zip`]);
});

test('with a lost key no pack is made until a new one is made on purpose; both packs hold', async () => {
  const made = await claimedDepot();
  const before = await packOf(made.core, made.claimId);
  await made.core.close();
  rmSync(join(made.data, 'signing-key.pem'));
  const core = await restarted(made);
  const refused = await exported(core, packRequest(made.claimId, 'claim-pack'));
  expect(refused.state).toBe('failed');
  expect(refused.message).toContain('is gone: nothing can be signed');
  expect(readdirSync(join(made.data, 'exports'))).toEqual([`Claim pack ${made.number}.zip`]);
  const key = await get(core, 'makeSigningKey', {});
  const after = await packOf(core, made.claimId);
  expect(after.verdict.ok && before.verdict.ok).toBe(true);
  expect(after.manifest.keyFingerprint).toBe(key.fingerprint);
  expect(after.manifest.keyFingerprint).not.toBe(before.manifest.keyFingerprint);
  // The ledger’s entry about the key goes with the pack.
  expect(after.excerpt.entries.map(({ stored }) => stored.kind)).toContain('signing-key');
});

test('a clock that was set back before signing is found out by the ledger and by the pictures', async () => {
  const made = await claimedDepot();
  await made.core.close();
  const day = 86_400_000;
  const core = await restarted(made, 3 * day);
  const { verdict, view, claim } = await packOf(core, made.claimId);
  expect(verdict.ok).toBe(true);
  expect(verdict.remarks.map(({ code }) => code)).toContain('clock-set-back');
  expect(view.message).toContain('The clock of this computer was set back');
  expect(view.message).toContain('The newest picture came at');
  expect(claim.clock).toHaveLength(2);
});

test('a pack that is called off leaves nothing behind and is in no ledger', async () => {
  const { core, claimId, data } = await claimedDepot();
  const { id } = await get(core, 'startExport', packRequest(claimId, 'claim-pack'));
  await get(core, 'cancelExport', { exportId: id });
  expect((await ended(core, id)).state).toBe('cancelled');
  await core.close();
  expect(readdirSync(data).includes('exports') ? readdirSync(join(data, 'exports')) : []).toEqual([]);
  const ledger = new Database(join(data, 'ledger.db'), { readonly: true });
  expect(ledger.prepare(`SELECT count(*) FROM entries WHERE kind = 'claim-pack'`).pluck().get()).toBe(0);
  ledger.close();
});

test.runIf(canMountDisks)('a pack for which the disk is too small leaves nothing behind', async () => {
  const disk = smallDisk(60);
  const { core, claimId } = await claimedDepot();
  await get(core, 'putSettings', { exportFolder: disk.folder });
  const view = await exported(core, packRequest(claimId, 'claim-pack'));
  expect(view.state).toBe('failed');
  expect(view.message).toContain('is full. Nothing half was left behind');
  expect(readdirSync(disk.folder)).toEqual([]);
});

test('pictures of an address that wants none are left out, and the pack says so', async () => {
  const { core, claimId, stops, photos } = await claimedDepot({ pictures: 1 });
  await get(core, 'addOptOut', { by: 'address', text: stops[3]?.address ?? '', from: '2026-11-01', until: null });
  const { manifest, claim, files, verdict } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  expect(manifest.pictures).toEqual([]);
  expect(claim.withheld).toMatchObject([{ recordedSha256: photos[0] }]);
  expect([...files.keys()].some((name) => name.startsWith('pictures/'))).toBe(false);
});

test('names that would be something else on a page, in a path or in a table are words and nothing else', async () => {
  const { core, claimId, depot } = await claimedDepot({
    pictures: 1,
    change(stops) {
      Object.assign(stops[3] ?? {}, {
        address: '../../etc/<script>alert(1)</script> רחוב 5',
        customer: '=cmd|"/c calc"!A1 山田太郎 محمد',
      });
    },
  });
  const { files, verdict, zip } = await packOf(core, claimId);
  expect(verdict.ok).toBe(true);
  expect([...(await unzipped(zip)).keys()].every((name) => /^[\w./-]+$/.test(name) && !name.includes('..'))).toBe(true);
  expect((await pagesOf(files.get('claim.pdf') ?? Buffer.of())).length).toBeGreaterThan(0);
  expect(depot.stops.length).toBe(10);
});

test('two packs of one claim list the same things in the same order', async () => {
  const { core, claimId, now } = await claimedDepot();
  const first = await packOf(core, claimId);
  const second = await packOf(core, claimId);
  expect(second.manifest.pictures).toEqual(first.manifest.pictures);
  expect(second.claim.facts).toEqual(first.claim.facts);
  expect([...second.files.keys()]).toEqual([...first.files.keys()]);
  expect(second.manifest.madeAt).toBe(new Date(now).toISOString());
});
