/** Reads the small JSON that may lie beside a photo and says what it knows about it. */
import { readFile, stat } from 'node:fs/promises';
import type { Sidecar } from '#core/domain/delivery.ts';
import { decodeBytes } from './encodings.ts';
import { asObject, type JsonObject, textOf } from './jsonCells.ts';
import type { JsonValue } from './jsonStream.ts';
import { createNotANumberFilter } from './notANumber.ts';
import { readFailureSentence } from './readFailure.ts';
import { createZoneClock, parseTime } from './times.ts';

export type ReadSidecarResult =
  /** `ignored` has a sentence for each member of ours whose value can't be read; the rest of the sidecar holds. */
  | { ok: true; sidecar: Sidecar; ignored: string[] }
  | { ok: false; code: 'empty' | 'half-written' | 'unreadable' | 'not-a-sidecar'; message: string };

export interface ReadSidecarOptions {
  /** The depot's zone, for a `takenAt` without one. */
  timeZone: string;
}

/** Nine short members; a larger file is something else that bears the photo's name. */
const MOST_BYTES = 1024 * 1024;
const MOST_DEGREES = { latitude: 90, longitude: 180 } as const;

/**
 * Reads a sidecar from its bytes, or from the file at a path. Unknown members are ignored, so any JSON object is a sidecar,
 * perhaps one that says nothing. Never rejects.
 */
export async function readSidecar(
  source: Uint8Array | string,
  options: ReadSidecarOptions,
): Promise<ReadSidecarResult> {
  try {
    if (typeof source !== 'string') return parseSidecar(source, options);
    if ((await stat(source)).size > MOST_BYTES) return tooLarge;
    return parseSidecar(await readFile(source), options);
  } catch (error) {
    return { ok: false, code: 'unreadable', message: readFailureSentence(error) ?? 'The file could not be read.' };
  }
}

const tooLarge: ReadSidecarResult = {
  ok: false,
  code: 'not-a-sidecar',
  message: 'This file is far larger than the notes to one photo can be.',
};

function parseSidecar(bytes: Uint8Array, { timeZone }: ReadSidecarOptions): ReadSidecarResult {
  if (bytes.length === 0) return { ok: false, code: 'empty', message: 'The file is empty.' };
  if (bytes.length > MOST_BYTES) return tooLarge;
  const text = decodeBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const parsed = parseJson(text);
  if (parsed === undefined) {
    return text.trimEnd().endsWith('}')
      ? { ok: false, code: 'unreadable', message: 'The file looks like JSON but breaks its rules.' }
      : { ok: false, code: 'half-written', message: 'The file ends in the middle; the rest may still be arriving.' };
  }
  const object = asObject(parsed);
  if (!object)
    return { ok: false, code: 'not-a-sidecar', message: 'Expected a JSON object with what is known of the photo.' };
  return readMembers(object, timeZone);
}

function readMembers(object: JsonObject, timeZone: string): ReadSidecarResult {
  const sidecar: Sidecar = {};
  const ignored: string[] = [];
  for (const name of ['trackingId', 'route', 'stop', 'driver', 'deviceId', 'note'] as const) {
    const text = textOf(object, name);
    if (text !== '') sidecar[name] = text;
  }
  const takenText = textOf(object, 'takenAt');
  if (takenText !== '') {
    const taken = parseTime(takenText, null, createZoneClock(timeZone), null);
    if (taken.ok) sidecar.takenAt = taken.at;
    else ignored.push(`takenAt: found “${takenText.slice(0, 80)}”; expected a time such as 2026-11-21T14:35:00-08:00.`);
  }
  const position = (['latitude', 'longitude'] as const).map((name) => {
    const text = textOf(object, name);
    const degrees = text === '' ? Number.NaN : Number(text);
    if (Math.abs(degrees) <= MOST_DEGREES[name]) return degrees;
    if (text !== '') ignored.push(`${name}: found “${text.slice(0, 80)}”; expected degrees.`);
    return null;
  });
  const [latitude = null, longitude = null] = position;
  // Half a position is none, and 0,0 is what devices write when they know nothing (field notes, "Distance, time and GPS").
  if (latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0)) {
    sidecar.latitude = latitude;
    sidecar.longitude = longitude;
  }
  return { ok: true, sidecar, ignored };
}

/** Undefined where the text is no JSON. Numbers come as written, so that a long tracking id keeps its digits. */
function parseJson(text: string): JsonValue | undefined {
  const filter = createNotANumberFilter();
  const keepNumbers = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  try {
    return JSON.parse(filter.write(text) + filter.end(), keepNumbers) as JsonValue;
  } catch {
    return undefined;
  }
}
