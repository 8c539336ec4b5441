/** The report of `docs` and of `npm run report -- --format json`, byte for byte: the same object, and nothing besides. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dateOf, type ExportDefinition } from './contract.ts';

export const eveningJson: ExportDefinition = {
  words: 'Evening report',
  extension: 'json',
  async write(task, out) {
    const report = task.depot.report(dateOf(task));
    const json = JSON.stringify(report, null, 2);
    await pipeline(Readable.from([`${json}\n`]), out, { signal: task.signal });
    return null;
  },
};
