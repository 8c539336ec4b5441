/**
 * Ids that cross the API. They are made from what the thing *is* (never from a row number), so that they stay the same
 * after the index was deleted and rebuilt, and so that a ledger entry of last year still names its stop.
 */
import { z } from 'zod';

/** A service date: the depot's local date, `YYYY-MM-DD`. */
export const serviceDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD');
export type ServiceDate = string;

/** First 16 hex digits of SHA-256 over `date \0 route code`. */
export const routeIdSchema = z.string().regex(/^[0-9a-f]{16}$/);
export type RouteId = string;

/** First 16 hex digits of SHA-256 over `date \0 route code \0 stop key`. */
export const stopIdSchema = z.string().regex(/^[0-9a-f]{16}$/);
export type StopId = string;

/** A photo is its bytes: the SHA-256 of the file, 64 hex digits. */
export const photoIdSchema = z.string().regex(/^[0-9a-f]{64}$/);
export type PhotoId = string;

/** A ledger entry's id (UUID). */
export const entryIdSchema = z.uuid();
export type EntryId = string;
