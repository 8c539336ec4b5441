/** What `route_data.json` and `actual_sequences.json` of the Amazon challenge share: one object, a member for each route. */
import { Collector } from './collector.ts';
import type { ManifestKind, ManifestSink, ReadManifestOptions, ReadManifestResult } from './contract.ts';
import type { TextFile } from './encodings.ts';
import { finishJson, summariseJson } from './jsonResult.ts';
import { type JsonValue, readJson } from './jsonStream.ts';

/** Streams the file's routes, each whole, to `readRoute`, which tells the collector what it found. */
export async function readAmazonRoutes(
  kind: ManifestKind,
  file: TextFile,
  options: ReadManifestOptions,
  sink: ManifestSink,
  readRoute: (routeId: string, value: JsonValue, collector: Collector) => void,
): Promise<ReadManifestResult> {
  const collector = new Collector(sink, options.signal);
  const end = await readJson(
    file,
    {
      wants: (path) => path.length === 1,
      onItem(path, value) {
        readRoute(path[0] ?? '', value, collector);
        return undefined;
      },
      onPiece: () => collector.breathe(),
    },
    options.signal,
  );
  return finishJson(end, collector, () => summariseJson(kind, file, collector));
}
