/** Numbers as people type them into a setting. */
import { formatCount } from '#ui/format.ts';

export interface Bounds {
  min: number;
  max: number;
  wholeOnly: boolean;
  mayBeEmpty: boolean;
}

/** A number, nothing (where that is allowed), or a sentence on what is wrong. */
export type TypedNumber = { ok: true; value: number | null } | { ok: false; message: string };

/** Reads what somebody typed; a decimal comma is as good as a point, a comma before three digits groups thousands. */
export function readNumber(text: string, bounds: Bounds): TypedNumber {
  const bare = text.trim().replaceAll(/[\s']/g, '');
  if (bare === '') {
    return bounds.mayBeEmpty ? { ok: true, value: null } : { ok: false, message: 'A number is needed here.' };
  }
  const plain = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : bare.replace(',', '.');
  const value = /^-?\d+(\.\d*)?$|^-?\.\d+$/.test(plain) ? Number(plain) : Number.NaN;
  if (Number.isNaN(value)) return { ok: false, message: 'This isn’t a number.' };
  if (bounds.wholeOnly && !Number.isInteger(value)) return { ok: false, message: 'A whole number is needed here.' };
  if (value < bounds.min || value > bounds.max) {
    return { ok: false, message: `From ${formatBound(bounds.min)} to ${formatBound(bounds.max)}.` };
  }
  return { ok: true, value };
}

function formatBound(bound: number): string {
  return Number.isInteger(bound) ? formatCount(bound) : String(bound);
}
