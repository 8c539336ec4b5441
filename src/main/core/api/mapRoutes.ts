/** The map of a route, and the offline map file that lies under it where the settings name one. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { type Answer, bind, fail, failureResponse, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

/** What every PMTiles file begins with (specification, version 3). */
const pmtilesMagic = 'PMTiles';

interface MapFile {
  path: string;
  bytes: number;
  /** Differs as soon as the file does: a reader that holds the old directory begins anew. */
  tag: string;
}

export function mapRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'getRouteMap', ({ routeId }) => {
    const depot = context.depot();
    if (!depot) return noDepot;
    const map = depot.queries.routeMap(routeId);
    return map ? ok(map) : fail(404, 'route-unknown', 'This route is not in the index any more.');
  });

  // The file of the settings and no other: nothing of the request names a path.
  app.get('/api/map.pmtiles', async (request) => {
    const found = await openMap(context.settings().map.pmtilesFile);
    if (!found.ok) return failureResponse(request, found);
    const { path, bytes, tag } = found.value;
    const wanted = rangeOf(request.req.header('range'), bytes);
    if (wanted === 'beyond') {
      const response = failureResponse(request, fail(416, 'range-beyond-file', 'The map file ends before this part.'));
      response.headers.set('content-range', `bytes */${bytes}`);
      return response;
    }
    const { first, last } = wanted ?? { first: 0, last: bytes - 1 };
    const headers = new Headers({
      'accept-ranges': 'bytes',
      'content-type': 'application/vnd.pmtiles',
      'content-length': String(last - first + 1),
      etag: tag,
    });
    if (wanted) headers.set('content-range', `bytes ${first}-${last}/${bytes}`);
    // A stream that nobody reads would keep the file open.
    const isHead = request.req.method === 'HEAD';
    const body = isHead ? null : Readable.toWeb(createReadStream(path, { start: first, end: last }));
    return new Response(body as ReadableStream | null, { status: wanted ? 206 : 200, headers });
  });
}

/** Looks at the file each time: it may be on a stick. */
async function openMap(path: string | null): Promise<Answer<MapFile>> {
  if (path === null) return fail(404, 'map-not-set', 'No offline map is set. Choose a PMTiles file in the settings.');
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, 'r');
    const facts = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(pmtilesMagic.length), 0, pmtilesMagic.length, 0);
    if (!facts.isFile() || buffer.toString('latin1') !== pmtilesMagic) {
      return fail(409, 'map-not-pmtiles', 'The file that is set as the offline map is no PMTiles file.');
    }
    return ok({
      path,
      bytes: facts.size,
      tag: `"${facts.size.toString(36)}-${Math.floor(facts.mtimeMs).toString(36)}"`,
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR')
      return fail(409, 'map-not-pmtiles', 'A folder is set as the offline map. Choose a PMTiles file.');
    if (code === 'EACCES' || code === 'EPERM') {
      return fail(403, 'map-denied', 'Porchlight may not open the offline map. Ask whoever looks after the computer.');
    }
    return fail(404, 'map-missing', 'The offline map is not where it was. Choose its file again in the settings.');
  } finally {
    await handle?.close();
  }
}

/**
 * The one range that a header asks for, both ends included. Null for none, for one that makes no sense and for several at once,
 * which a server may answer with the whole (RFC 9110, 14.2).
 */
function rangeOf(header: string | undefined, bytes: number): { first: number; last: number } | 'beyond' | null {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!parts || (parts[1] === '' && parts[2] === '')) return null;
  const [from, to] = [Number(parts[1]), Number(parts[2])];
  if (parts[1] === '') {
    return to === 0 ? 'beyond' : { first: Math.max(0, bytes - to), last: bytes - 1 };
  }
  if (parts[2] !== '' && to < from) return null;
  if (from >= bytes) return 'beyond';
  return { first: from, last: parts[2] === '' ? bytes - 1 : Math.min(to, bytes - 1) };
}
