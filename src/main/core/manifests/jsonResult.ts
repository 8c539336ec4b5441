/** How the reading of a JSON manifest ends, the same for every kind. */
import type { Collector } from './collector.ts';
import type { ManifestKind, ManifestSummary, ReadManifestResult } from './contract.ts';
import { encodingLabel, type TextFile } from './encodings.ts';
import type { JsonEnd } from './jsonStream.ts';

/** Hands on the rest of a complete file; an incomplete one is a sentence. */
export async function finishJson(
  end: JsonEnd,
  collector: Collector,
  summarise: () => ManifestSummary,
): Promise<ReadManifestResult> {
  if (end.end === 'half-written')
    return { ok: false, code: 'half-written', message: end.message, summary: summarise() };
  if (end.end === 'malformed') return { ok: false, code: 'unreadable', message: end.message, summary: summarise() };
  if (end.end === 'complete') await collector.finish();
  if (end.end === 'cancelled' || collector.cancelled) {
    return { ok: false, code: 'cancelled', message: 'Reading was stopped.', summary: null };
  }
  return { ok: true, summary: summarise() };
}

/** JSON has no headers, so nothing is mapped. */
export function summariseJson(kind: ManifestKind, file: TextFile, collector: Collector): ManifestSummary {
  return collector.summarise({
    kind,
    encoding: encodingLabel(file),
    delimiter: null,
    headers: [],
    mapping: {},
    profile: null,
  });
}
