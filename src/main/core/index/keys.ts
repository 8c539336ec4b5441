/** Makes the ids that cross the API, and turns them into the bytes that the index keeps (see `#shared/ids.ts`). */
import { hash } from 'node:crypto';
import type { StopName } from '#core/domain/decisions.ts';
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';

function shortHash(...parts: string[]): string {
  return hash('sha256', parts.join('\0')).slice(0, 16);
}

export function makeRouteId(date: ServiceDate, route: string): RouteId {
  return shortHash(date, route);
}

export function makeStopId(date: ServiceDate, route: string, stop: string): StopId {
  return shortHash(date, route, stop);
}

/** What the index knows a stop by. Nobody writes into the bytes. */
export interface StopKeys {
  id: StopId;
  key: Buffer;
  routeKey: Buffer;
}

let latest: { stop: StopName; keys: StopKeys } | null = null;

/** Remembers the last one: whoever takes in an entry of the ledger asks for the keys of its stop six times over. */
export function keysOf(stop: StopName): StopKeys {
  if (latest?.stop !== stop) {
    const id = makeStopId(stop.date, stop.route, stop.stop);
    latest = { stop, keys: { id, key: toBytes(id), routeKey: toBytes(makeRouteId(stop.date, stop.route)) } };
  }
  return latest.keys;
}

/** 16 hex digits that stand for a text: two texts have the same only when they are the same. */
export function fingerprintOf(text: string): string {
  return shortHash(text);
}

/** 8 or 32 bytes for a blob column. */
export function toBytes(hexId: string): Buffer {
  return Buffer.from(hexId, 'hex');
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** No manifest's own name looks like it: what follows is a fingerprint. */
const unnamedMark = '~';

/**
 * The name of a stop whose manifest gives none: address and position group the rows (contract), five decimals are about one
 * metre. Names stand in the ledger in the clear and for ever, so this one says no address: screens show that beside it.
 */
export function stopNameFrom(row: { address: string; latitude: number | null; longitude: number | null }): string {
  const address = row.address.trim();
  const position =
    row.latitude === null || row.longitude === null ? '' : `${row.latitude.toFixed(5)}, ${row.longitude.toFixed(5)}`;
  // Of some hundred stops of a route two share eight digits once in 250,000 routes.
  return address || position ? `${unnamedMark}${shortHash(address, position).slice(0, 8)}` : 'unnamed stop';
}
