/** The postcodes that stood in the settings before the programme had a page: carried over once, and said. */
import { randomUUID } from 'node:crypto';
import { type Ledger, LedgerWriteError } from '#core/ledger/contract.ts';
import { type ServiceArea, serviceAreaSchema } from '#shared/programme.ts';
import type { Status } from '#shared/views.ts';

export const carriedOverName = 'Postcodes of the settings';

/**
 * Makes the old setting `programmePostcodes` one area, unless somebody has ever decided where the programme runs. Nothing
 * changes for any stop. Returns what the supervisor should know; null when there was nothing to carry over.
 */
export async function carryOverPostcodes(parts: {
  /** What the settings file holds under the key. */
  stored: unknown;
  ledger: Pick<Ledger, 'entries' | 'append'>;
  clock: () => number;
}): Promise<Status['notices'][number] | null> {
  const { stored, ledger } = parts;
  if (stored === undefined || (Array.isArray(stored) && stored.length === 0)) return null;
  for await (const { body } of ledger.entries()) if (body.kind === 'set-programme') return null;
  const area = serviceAreaSchema.safeParse({
    ...{ by: 'postcodes', id: randomUUID(), name: carriedOverName, from: null, until: null, prefixes: stored },
  });
  const code = 'programme-carried-over';
  if (!area.success) {
    const message =
      'The settings file names postcodes where the photo programme runs, but they can’t be used. It runs everywhere until the page Programme says otherwise.';
    return { code, level: 'warning', message };
  }
  const areas: ServiceArea[] = [area.data];
  try {
    await ledger.append({ body: { kind: 'set-programme', areas }, person: null, at: parts.clock() });
  } catch (error) {
    if (!(error instanceof LedgerWriteError)) throw error;
    const message = `The postcodes where the photo programme runs could not be carried over from the settings, so it runs everywhere for now. ${error.message}`;
    return { code, level: 'error', message };
  }
  const message = `The postcodes where the photo programme runs are no setting any more: they are the area “${carriedOverName}” on the page Programme. Nothing changed for any stop.`;
  return { code, level: 'info', message };
}
