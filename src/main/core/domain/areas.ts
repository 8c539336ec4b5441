/** Which area a postcode is in: as large as a few streets or more, so that deliveries can be counted in it. */
import { postcodeForm } from '#core/domain/places.ts';

/**
 * Postcodes that name a handful of doors, and what of them names the area: ZIP+4 (USPS), the outward code of the United Kingdom
 * (Royal Mail), the forward sortation area of Canada (Canada Post), the digits of the Netherlands (PostNL). All others stand as they are.
 */
const areaForms: readonly RegExp[] = [
  /^(\d{5})\d{4}$/,
  /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/,
  /^([A-Z]\d[A-Z])\d[A-Z]\d$/,
  /^(\d{4})[A-Z]{2}$/,
];

/** Null: no postcode is known. */
export function areaOf(postcode: string | null): string | null {
  const code = postcodeForm(postcode);
  if (code === null) return null;
  for (const form of areaForms) {
    const [, area] = form.exec(code) ?? [];
    if (area !== undefined) return area;
  }
  return code;
}
