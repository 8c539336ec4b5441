/** How a package was left, in the spellings that carriers and depots use. */
import type { Handover } from '#shared/words.ts';

const spellings: Record<Handover, readonly string[]> = {
  doorstep: [
    'doorstep',
    'door step',
    'front door',
    'front doorstep',
    'door',
    'porch',
    'front porch',
    'outside door',
    'entrance',
  ],
  'rear-door': ['rear door', 'back door', 'rear', 'back porch', 'rear porch', 'side door', 'backyard', 'rear doorstep'],
  garage: ['garage', 'in garage', 'carport'],
  'safe-place': [
    'safe place',
    'safe location',
    'secure location',
    'safeplace',
    'shed',
    'patio',
    'loading dock',
    'other safe location',
  ],
  mailbox: ['mailbox', 'mail box', 'letterbox', 'letter box', 'mail slot', 'postbox', 'post box', 'through letterbox'],
  locker: ['locker', 'parcel locker', 'amazon locker', 'hub locker', 'parcel box', 'packstation', 'apartment locker'],
  recipient: [
    'recipient',
    'customer',
    'customer directly',
    'addressee',
    'resident',
    'in person',
    'person',
    'recipient directly',
    'directly to customer',
    'direct to resident',
    'hand',
  ],
  household: ['household', 'household member', 'family member', 'another household member', 'cohabitant', 'housemate'],
  reception: [
    'reception',
    'receptionist',
    'front desk',
    'concierge',
    'doorman',
    'mail room',
    'mailroom',
    'security',
    'leasing office',
    'office',
    'guard',
    'building staff',
  ],
  neighbour: ['neighbour', 'neighbor', 'a neighbour', 'a neighbor', 'next door neighbour', 'next door neighbor'],
  'pickup-point': [
    'pickup point',
    'pick up point',
    'pickup location',
    'parcel shop',
    'access point',
    'counter',
    'collection point',
    'post office',
    'store',
    'service point',
  ],
  other: ['other', 'other location', 'elsewhere'],
};

const bySpelling = new Map<string, Handover>();
for (const [handover, words] of Object.entries(spellings) as Array<[Handover, readonly string[]]>) {
  for (const word of [handover, ...words]) bySpelling.set(squeeze(word), handover);
}

const leadingWords =
  /^(?:(?:package|parcel|delivered|left|placed|handed|given|dropped|put|signed)\b[\s:]*)*(?:(?:over|off|directly|safely)\b\s*)*(?:(?:to|at|in|on|with|by|near|behind|inside|outside)\b\s*)*(?:(?:the|a|an|their|his|her|customer'?s)\b\s*)*/;

/**
 * The handover that a manifest's words stand for: `DELIVERED_TO_DOORSTEP`, `Front door`, `Left with neighbor`. Words that are
 * not known are `other` — the package was left somewhere, so a photo is owed; null for no words at all.
 */
export function readHandover(text: string): Handover | null {
  return text.trim() === '' ? null : (knownHandover(text) ?? 'other');
}

/** Like {@link readHandover}, but null where the words are not known. */
export function knownHandover(text: string): Handover | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s_\-–—:/,.()]+/g, ' ')
    .trim();
  return bySpelling.get(squeeze(plain)) ?? bySpelling.get(squeeze(plain.replace(leadingWords, ''))) ?? null;
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}
