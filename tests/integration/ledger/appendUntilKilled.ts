/** Appends decisions in a loop and prints each entry's number and hash once it is acknowledged; killed by its test. */
import { openLedger } from '#core/ledger/sqliteLedger.ts';

const opened = await openLedger({ path: process.argv[2] as string, desk: process.argv[3] as string });
if (!opened.ok) throw new Error(opened.message);
for (let number = 0; ; number += 1) {
  const stop = { date: '2026-11-21', route: 'R104', stop: String(number) };
  const entry = await opened.ledger.append({
    body: { kind: 'excuse', stop, reason: 'other', note: `Note ${number}` },
    person: 'Anna',
    at: Date.now(),
  });
  process.stdout.write(`${entry.seq} ${entry.hash}\n`);
}
