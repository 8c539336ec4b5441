/**
 * Which ids a code on a label may hold. A label is full of codes that are none (addresses, weights, routing, advertising), so an
 * id counts only where it is the whole of the code, or where a carrier's own rule says where in the code it stands. What is
 * found is then compared with the manifest's ids, whole with whole.
 */
import { canonicalId, isIdentifying } from './tokens.ts';

/** No carrier's id is longer; a code of 500 characters may have been cut there, and its end is not known. */
const longestCode = 300;
const longestId = 60;

/** Canonical forms of the ids that the text of a code may stand for, the whole of it first; none for anything else. */
export function idsOfCode(text: string): string[] {
  if (text.length > longestCode) return [];
  const plain = text.trim().replace(aimPrefix, '');
  const read = [plain, ...fromAddress(plain), ...fromGs1(plain), ...fromPostal(plain), ...fromFields(plain)];
  return [...new Set(read.map(canonicalId))].filter((id) => id.length <= longestId && isIdentifying(id));
}

/** What a hand scanner puts in front to say what kind of code it was (ISO/IEC 15424): `]C1`, `]d2`. */
const aimPrefix = /^\][A-Za-z][0-9]/;

/** `https://carrier.example/track/ID`, `…?id=ID`: the last part of the path, and what each question asks for. */
function fromAddress(text: string): string[] {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return [];
  const { pathname, searchParams } = new URL(text);
  const last = pathname.split('/').findLast((part) => part !== '') ?? '';
  return [decoded(last), ...searchParams.values()];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** GS1 application identifiers that name a parcel: SSCC, order, consignment, shipment, serial number (GS1 General Specifications 3). */
const gs1Ids = new Set(['00', '400', '401', '402', '21']);

/** As the reader writes GS1 codes: `(00)340123450000000018(420)12345`. An SSCC is also known with its two zeros. */
function fromGs1(text: string): string[] {
  if (!/^\(\d{2,4}\)/.test(text)) return [];
  return [...text.matchAll(/\((\d{2,4})\)([^(]+)/g)].flatMap(([, identifier = '', value = '']) => {
    if (!gs1Ids.has(identifier)) return [];
    return identifier === '00' ? [value, `00${value}`] : [value];
  });
}

/** USPS: `420`, five or nine digits of the ZIP code, then the 22 digits of the parcel (Publication 199, IMpb). */
function fromPostal(text: string): string[] {
  const digits = text.replace(/<GS>|\p{Cc}|\((?:420|9\d)\)/gu, (found) => found.replace(/[^0-9]/g, ''));
  const found = /^420(?:\d{9}|\d{5})(9[1-5]\d{20})$/.exec(digits);
  return found?.[1] ? [found[1]] : [];
}

/** Codes of several fields: the first one is the id (`ID|90012|R104`); no other is looked at. */
function fromFields(text: string): string[] {
  const [first = '', ...rest] = text.split(/[|;\p{Cc}]|<GS>|<RS>/u);
  return rest.length > 0 ? [first] : [];
}

/** The code stands for the parcel. */
export function sameTrackingId(code: string, trackingId: string): boolean {
  return idsOfCode(code).includes(canonicalId(trackingId));
}
