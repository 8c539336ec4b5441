/**
 * `npm run --silent tamper -- FILE --out DIR [--seed S]`: tampers with a claim pack in every way that `tamperings.ts` knows, writes one
 * ZIP for each into DIR, checks each, and prints what was to be named and what was. The same seed gives the same tampering.
 * Exit 1: the checker did not name one. Exit 2: unusable arguments, or a file that is no whole pack.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PackSource } from '#pack/source.ts';
import { verifyPack } from '#pack/verifyPack.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { fromHere } from '#tools/fromHere.ts';
import { nativeHash, openFileSource } from '#tools/verify/fileSource.ts';
import { type PackParts, partsOf } from './packParts.ts';
import { readPack } from './readPack.ts';
import { expectedOf, type Tampering, tamperingsFor } from './tamperings.ts';

const usage = 'Use: npm run --silent tamper -- FILE --out DIR [--seed S]';

async function withFile<Result>(path: string, work: (source: PackSource) => Promise<Result>): Promise<Result> {
  const source = await openFileSource(path);
  return await work(source).finally(() => source.close());
}

const verdictOn = (path: string, expectedFingerprint?: string) =>
  withFile(path, (source) => verifyPack(source, { expectedFingerprint, newHash: nativeHash }));

async function tamper(file: string, out: string, seed: number): Promise<void> {
  const whole = await verdictOn(file);
  if (!whole.ok || whole.fingerprint === null) throw new Error(`${file} is no whole claim pack.`);
  await mkdir(out, { recursive: true });
  const files = await withFile(file, readPack);
  let unnamed = 0;
  for (const tampering of tamperingsFor(partsOf(files, seededRandom(seed)))) {
    const parts = partsOf(files, seededRandom(seed));
    const path = join(out, `${tampering.name}.zip`);
    await writeFile(path, tampering.make(parts));
    const isNamed = await names(path, tampering, parts, whole.fingerprint);
    if (!isNamed) unnamed += 1;
    const { code, file: about } = expectedOf(tampering, parts);
    process.stdout.write(
      `${isNamed ? 'named  ' : 'MISSED '} ${tampering.name}: ${code}${about ? ` of ${about}` : ''}\n`,
    );
  }
  if (unnamed > 0) process.exitCode = 1;
}

async function names(path: string, tampering: Tampering, parts: PackParts, fingerprint: string): Promise<boolean> {
  const { findings } = await verdictOn(path, tampering.needsFingerprint && fingerprint);
  const { code, file } = expectedOf(tampering, parts);
  return findings.some((finding) => finding.code === code && finding.file === file);
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const [file, ...more] = positionals;
  const seed = Number(values.seed);
  if (!file || more.length > 0 || !values.out || !Number.isInteger(seed)) throw new Error(usage);
  await tamper(fromHere(file), fromHere(values.out), seed);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
