/** Small readings of put-together JSON, without trusting its shape. */
import type { JsonValue } from './jsonStream.ts';

export type JsonObject = { [key: string]: JsonValue };

/** The value as an object with own members; null for anything else. */
export function asObject(value: JsonValue | undefined): JsonObject | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
}

/** The value as a list; empty for anything else. */
export function asList(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** A member's text as a cell has it: trimmed, numbers as written, `true` and `false`; empty for null, lists and objects. */
export function textOf(object: JsonObject, key: string): string {
  if (!Object.hasOwn(object, key)) return '';
  const value = object[key];
  if (typeof value === 'string') return value.trim();
  return typeof value === 'boolean' ? String(value) : '';
}
