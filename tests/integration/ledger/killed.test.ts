import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LedgerEntry } from '#core/ledger/contract.ts';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';

const script = join(import.meta.dirname, 'appendUntilKilled.ts');

/** A process that appends; gives what it had acknowledged when it was killed after `entries` of them and some microseconds. */
async function appendAndKill(ledger: string, desk: string, entries: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, ledger, desk], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const gone = new Promise((resolve) => child.on('close', resolve));
  await until('it appended', () => printed.split('\n').length > entries || child.exitCode !== null);
  child.kill('SIGKILL');
  await gone;
  // A line that was cut was printed after its entry was safe, but its hash can't be compared.
  return printed.split('\n').slice(0, -1);
}

async function readBack(path: string): Promise<LedgerEntry[]> {
  const opened = await openLedger({ path, desk: 'reader' });
  if (!opened.ok) throw new Error(opened.message);
  expect(opened.verdict).toMatchObject({ ok: true, broken: null });
  const entries: LedgerEntry[] = [];
  for await (const entry of opened.ledger.entries()) entries.push(entry);
  await opened.ledger.close();
  return entries;
}

test('a computer that dies while decisions are made loses none that was acknowledged', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const acknowledged: string[] = [];
  for (let round = 0; round < 12; round += 1) {
    acknowledged.push(...(await appendAndKill(path, 'desk', 1 + Math.floor(Math.random() * 40))));
    const kept = new Set((await readBack(path)).map(({ seq, hash }) => `${seq} ${hash}`));
    expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
  }
  const entries = await readBack(path);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, at) => at + 1));
  expect(entries.every(({ body }) => body.kind === 'excuse' && body.note === `Note ${body.stop.stop}`)).toBe(true);
});

test('two processes that append at once take turns: one chain, no number twice', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const lines = await Promise.all([appendAndKill(path, 'desk one', 60), appendAndKill(path, 'desk two', 60)]);
  const entries = await readBack(path);
  const kept = new Set(entries.map(({ seq, hash }) => `${seq} ${hash}`));
  expect(lines.flat().filter((line) => !kept.has(line))).toEqual([]);
  expect(new Set(entries.map(({ desk }) => desk))).toEqual(new Set(['desk one', 'desk two']));
});
