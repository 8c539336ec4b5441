/**
 * `npm run --silent verify -- FILE [--fingerprint HEX] [--ca FILE] [--format text|json]`: checks a claim pack, offline.
 *
 * `--fingerprint` is the depot's key as its settings show it, with or without spaces; `--ca` holds certificates (PEM) of the
 * authorities that you trust for time stamps. Exit 0: the pack is whole. Exit 1: something is wrong, said on stdout. Exit 2: unusable
 * arguments, or a file that can't be read, said on stderr.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readFingerprint } from '#pack/format.ts';
import { readPem } from '#pack/signature.ts';
import { factRows, headline } from '#pack/verdictWords.ts';
import { type PackVerdict, verifyPack } from '#pack/verifyPack.ts';
import { fromHere } from '#tools/fromHere.ts';
import { nativeHash, openFileSource } from './fileSource.ts';

const usage = 'Use: npm run --silent verify -- FILE [--fingerprint HEX] [--ca FILE] [--format text|json]';

class Unusable extends Error {}

function readArguments(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        fingerprint: { type: 'string' },
        ca: { type: 'string' },
        format: { type: 'string', default: 'text' },
      },
    });
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new Unusable('Name one pack to check.');
    if (values.format !== 'text' && values.format !== 'json') throw new Unusable('--format is text or json.');
    const expectedFingerprint = values.fingerprint === undefined ? undefined : readFingerprint(values.fingerprint);
    if (expectedFingerprint === null) {
      throw new Unusable('--fingerprint takes the 64 hex digits that the depot’s settings show.');
    }
    return { file: fromHere(file), expectedFingerprint, ca: values.ca, format: values.format };
  } catch (error) {
    throw new Unusable(`${(error as Error).message}\n${usage}`);
  }
}

async function readAuthorities(path: string): Promise<Uint8Array[]> {
  const certificates = readPem(await readFile(fromHere(path), 'utf8').catch(refuse(path)), 'CERTIFICATE');
  if (certificates.length === 0) throw new Unusable(`${path} has no certificate in PEM.`);
  return certificates;
}

const refuse = (path: string) => (error: NodeJS.ErrnoException) => {
  throw new Unusable(`${path} can’t be read (${error.code ?? error.message}).`);
};

async function verify(argv: string[]): Promise<void> {
  const { file, expectedFingerprint, ca, format } = readArguments(argv);
  const trustedAuthorities = ca === undefined ? undefined : await readAuthorities(ca);
  const source = await openFileSource(file).catch(refuse(file));
  try {
    const verdict = await verifyPack(source, { expectedFingerprint, trustedAuthorities, newHash: nativeHash }).catch(
      refuse(file),
    );
    process.stdout.write(format === 'json' ? `${JSON.stringify(verdict)}\n` : inWords(verdict));
    if (!verdict.ok) process.exitCode = 1;
  } finally {
    await source.close();
  }
}

function inWords(verdict: PackVerdict): string {
  const { findings, remarks } = verdict;
  return [
    headline(verdict),
    ...findings.map(({ sentence }) => `  ✗ ${plain(sentence)}`),
    ...factRows(verdict).map(([label, text]) => `${label.padEnd(11)} ${plain(text)}`),
    ...remarks.map(({ sentence }) => `• ${plain(sentence)}`),
    '',
  ].join('\n');
}

/** A pack's words must not move the cursor, colour the terminal or turn the direction of the line. */
const plain = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');

try {
  await verify(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Unusable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
