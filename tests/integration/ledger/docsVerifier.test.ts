/** The script that docs/privacy.md gives to people who would rather not believe us. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { repositoryRoot } from '#tests/e2e/harness/repositoryRoot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const stop = { date: '2026-11-20', route: 'R12', stop: '001' };

function verify(folder: string): string {
  const [, script = ''] =
    /```js\n([\s\S]*?)```/.exec(readFileSync(join(repositoryRoot, 'docs/privacy.md'), 'utf8')) ?? [];
  const file = join(folder, 'verify-ledger.mjs');
  writeFileSync(file, script);
  try {
    return execFileSync(process.execPath, ['--no-warnings', file, join(folder, 'ledger.db')], { encoding: 'utf8' });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}

test('the script of the docs finds a ledger whole, also after a key was destroyed, and names the entry that was changed', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'ledger.db');
  const opened = await openLedger({ path, desk: 'desk' });
  if (!opened.ok) throw new Error(opened.message);
  const { ledger } = opened;
  for (const note of ['one', 'two', 'three']) {
    await ledger.append({ body: { kind: 'note', stop, note }, person: 'Ana', at: 1 });
  }
  await ledger.erase({ kind: 'stop', stop }, 2);
  const { head } = await ledger.verify();
  await ledger.close();
  expect(verify(folder)).toBe(`Whole: 3 entries, head ${head}\n`);

  const database = new Database(path);
  // The ledger itself refuses changes; whoever holds the file need not.
  for (const name of database.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all()) {
    database.exec(`DROP TRIGGER "${String(name)}"`);
  }
  database.prepare('UPDATE entries SET at = 5 WHERE seq = 2').run();
  database.close();
  expect(verify(folder)).toBe('Broken at entry 2\n');
});
