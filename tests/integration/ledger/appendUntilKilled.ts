/**
 * Appends decisions in a loop and prints each entry's number and hash once it is acknowledged; killed by its test. Where another
 * process kept the ledger busy for too long it does what the sentence says, and tries again: nothing was written.
 */
import { LedgerWriteError } from '#core/ledger/contract.ts';
import { openLedger, type SqliteLedger } from '#core/ledger/sqliteLedger.ts';

const [, , path = '', desk = ''] = process.argv;
const isBusy = (message: string) => message.endsWith(' busy. Close it and try again.');

async function open(): Promise<SqliteLedger> {
  for (;;) {
    const opened = await openLedger({ path, desk });
    if (opened.ok) return opened.ledger;
    if (!isBusy(opened.message)) throw new Error(opened.message);
  }
}

const ledger = await open();
for (let number = 0; ; ) {
  const stop = { date: '2026-11-21', route: 'R104', stop: String(number) };
  const body = { kind: 'excuse', stop, reason: 'other', note: `Note ${number}` } as const;
  try {
    const entry = await ledger.append({ body, person: 'Anna', at: Date.now() });
    process.stdout.write(`${entry.seq} ${entry.hash}\n`);
    number += 1;
  } catch (error) {
    if (!(error instanceof LedgerWriteError && isBusy(error.message))) throw error;
  }
}
