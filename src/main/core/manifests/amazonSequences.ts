/**
 * Reads `actual_sequences.json` of the Amazon Last Mile Routing Research Challenge: the place of each stop in the order that
 * was driven. It names routes by id alone. The station is in it too, as number 0; it is no stop of `route_data.json` as we
 * read it, so its patch meets nothing.
 */
import { readAmazonRoutes } from './amazonRoutes.ts';
import type { Collector } from './collector.ts';
import type { ManifestSink, ReadManifestOptions, ReadManifestResult } from './contract.ts';
import type { TextFile } from './encodings.ts';
import { asObject, textOf } from './jsonCells.ts';
import type { JsonValue } from './jsonStream.ts';

/** Reads the file into the sink: one patch a stop; see `readManifest`. */
export function readAmazonSequences(
  file: TextFile,
  options: ReadManifestOptions,
  sink: ManifestSink,
): Promise<ReadManifestResult> {
  return readAmazonRoutes('amazon-sequences', file, options, sink, readRoute);
}

function readRoute(route: string, value: JsonValue, collector: Collector): void {
  const places = asObject(asObject(value)?.actual);
  if (!places) {
    collector.leaveOut();
    collector.tell({
      line: null,
      column: route,
      message: 'Found something else; expected “actual” with a number for each stop.',
    });
    return;
  }
  for (const stop of Object.keys(places)) {
    const text = textOf(places, stop);
    if (/^\d{1,6}$/.test(text)) {
      collector.takePatch({ route, stop, sequence: Number(text) });
    } else {
      collector.leaveOut();
      collector.tell({
        line: null,
        column: `${route}.actual.${stop}`,
        message: `Found “${text.slice(0, 80)}”; expected a whole number.`,
      });
    }
  }
}
