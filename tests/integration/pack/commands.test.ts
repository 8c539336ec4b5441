/** `npm run verify` as it is run, and the commands that docs/claim-pack.md gives to people who would rather not believe us. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { groupedFingerprint } from '#pack/format.ts';
import { repositoryRoot } from '#tests/e2e/harness/repositoryRoot.ts';
import { makePack, type PackFiles, zipOf } from '#tests/fixtures/pack/makePack.ts';
import { hasOpenssl, makeStampAuthority } from '#tests/fixtures/pack/stampAuthority.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

function run(tool: string, words: string[], cwd: string) {
  const path = join(repositoryRoot, 'tools', tool);
  const { INIT_CWD: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...words], { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}
const verify = (words: string[], cwd: string) => run('verify/verify.ts', words, cwd);

test('verify ends with 0 for a whole pack, 1 for one that is not, and 2 when it could not look', async () => {
  const folder = temporaryFolder();
  const pack = await makePack({
    before: ({ manifest }) => Object.assign(manifest, { depot: '\u001b[2JEvil \u202edepot' }),
  });
  writeFileSync(join(folder, 'claim.zip'), await zipOf(pack.files));
  const whole = verify(['claim.zip', '--fingerprint', groupedFingerprint(pack.fingerprint)], folder);
  expect(whole).toMatchObject({ status: 0, stderr: '' });
  expect(whole.stdout).toContain('This pack is whole: nothing was changed since the depot that you expect signed it.');
  expect(whole.stdout).toContain('Evil');
  for (const evil of ['\u001b', '\u202e']) expect(whole.stdout).not.toContain(evil);

  const otherKey = verify(['claim.zip', '--fingerprint', 'ab'.repeat(32), '--format', 'json'], folder);
  expect(otherKey.status).toBe(1);
  expect(JSON.parse(otherKey.stdout)).toMatchObject({ ok: false, findings: [{ code: 'key-unexpected' }] });

  writeFileSync(join(folder, 'noise.zip'), 'no ZIP at all');
  expect(verify(['noise.zip'], folder)).toMatchObject({ status: 1, stdout: expect.stringContaining('no ZIP') });

  for (const [words, said] of [
    [[], 'Name one pack'],
    [['absent.zip'], 'can’t be read'],
    [['.'], 'can’t be read'],
    [['claim.zip', '--fingerprint', '12 34'], '64 hex digits'],
    [['claim.zip', '--ca', 'absent.pem'], 'can’t be read'],
    [['claim.zip', '--ca', 'claim.zip'], 'no certificate'],
    [['claim.zip', '--wrong'], 'Use: npm run --silent verify'],
  ] as const) {
    expect(verify([...words], folder)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(said) });
  }
});

test('tamper writes a ZIP for each way, and sees each named', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'claim.zip'), await zipOf((await makePack()).files));
  const { status, stdout, stderr } = run('tamper/tamper.ts', ['claim.zip', '--out', 'tampered', '--seed', '7'], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.match(/^named /gm)?.length).toBeGreaterThanOrEqual(40);
  expect(stdout).not.toContain('MISSED');
  expect(verify(['tampered/path-climbs.zip'], folder)).toMatchObject({ status: 1 });
});

/** The commands of the section about openssl, in their order. */
const commands = [
  ...(
    /## With openssl[\s\S]*?(?=\n### )/.exec(readFileSync(join(repositoryRoot, 'docs/claim-pack.md'), 'utf8'))?.[0] ??
    ''
  ).matchAll(/```sh\n([\s\S]*?)\n```/g),
].map(([, command = '']) => command);

function unpack(files: PackFiles, folder: string): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

test.runIf(hasOpenssl)(
  'openssl and sha256sum alone check a pack by the commands of the docs, and see what was changed',
  async () => {
    const authority = makeStampAuthority(temporaryFolder());
    const pack = await makePack({ stamp: (signature) => authority.stamp(signature) });
    const folder = temporaryFolder();
    unpack(pack.files, folder);
    writeFileSync(join(folder, 'authority.pem'), authority.ca);
    const shell = (command: string | undefined) => {
      const { status, stdout, stderr } = spawnSync('sh', ['-c', command ?? 'false'], { cwd: folder, encoding: 'utf8' });
      return { status, said: `${stdout}${stderr}` };
    };
    expect(commands).toHaveLength(5);
    const [signature, fingerprint, sums, stamp, stampText] = commands;
    expect(shell(signature)).toEqual({ status: 0, said: expect.stringContaining('Signature Verified Successfully') });
    expect(shell(fingerprint).said).toContain(pack.fingerprint);
    const summed = shell(sums);
    expect(summed.status).toBe(0);
    expect(summed.said.match(/: OK$/gm)).toHaveLength(pack.manifest.files.length);
    expect(shell(stamp)).toEqual({ status: 0, said: expect.stringContaining('Verification: OK') });
    expect(shell(stampText).said).toContain('Time stamp:');

    writeFileSync(join(folder, 'claim.pdf'), 'another paper');
    expect(shell(sums)).toEqual({ status: 1, said: expect.stringContaining('claim.pdf: FAILED') });
    writeFileSync(join(folder, 'manifest.json'), `${pack.files.get('manifest.json')} `);
    expect(shell(signature).status).not.toBe(0);
    writeFileSync(join(folder, 'signature.ed25519'), Buffer.alloc(64));
    expect(shell(stamp).status).not.toBe(0);
  },
);
