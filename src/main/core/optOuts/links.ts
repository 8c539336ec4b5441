/**
 * The link by which a customer opts out: a signed token that says nothing about anybody (`docs/opt-outs.md` has a verifier for the
 * depot's own site). Signed with HMAC-SHA-256 under a key that only the depot and its site know.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ConfirmationFacts } from '#core/confirmations/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { serviceDateSchema } from '#shared/ids.ts';
import { type OptOutTarget, optOutTargets } from '#shared/words.ts';
import { keyOf, type Pseudonym } from './keys.ts';

/** What a message knows of the customer whom it is for. */
export type LinkFacts = Pick<ConfirmationFacts, 'address' | 'postcode' | 'trackingIds'>;

export interface OptOutToken {
  by: OptOutTarget;
  key: string;
  /** Service date on which it was made. */
  on: ServiceDate;
}

export type ReadTokenResult = { ok: true; token: OptOutToken } | { ok: false; message: string };

export interface OptOutLinks {
  /** The address behind “no photos, please” in a message; null where {@link OptOutLinks.trouble} says why. */
  link(facts: LinkFacts): string | null;
  /** Checks a token's signature; the message is a sentence. */
  read(token: string): ReadTokenResult;
  /** Why there are no links, as a sentence; null: there are. */
  trouble(): string | null;
}

/** Shorter keys can be guessed. */
export const shortestLinkKey = 32;

/** Before what is signed: a signature of ours can't be shown as anything else. */
const purpose = 'porchlight-opt-out';

const payloadSchema = z.object({
  v: z.literal(1),
  by: z.enum(optOutTargets),
  key: z.string().regex(/^[0-9a-f]{32}(?:\.[0-9a-f]{32})?$/),
  on: serviceDateSchema,
});

export function createOptOutLinks(parts: {
  /** The secret `opt-out-link-key`. */
  key: () => string | null;
  /** `settings.confirmations.optOutUrl`, with `{token}` in it. */
  url: () => string | null;
  pseudonym: Pseudonym;
  today: () => ServiceDate;
}): OptOutLinks {
  function trouble(): string | null {
    const url = parts.url();
    if (url === null) return 'No address for opting out is set.';
    if (!url.includes('{token}')) return 'The address for opting out has no {token} in it.';
    return keyTrouble();
  }

  function keyTrouble(): string | null {
    const key = parts.key();
    if (key === null) return 'The key that links for opting out are signed with is not there.';
    return key.length < shortestLinkKey
      ? `The key that links for opting out are signed with is too short: ${shortestLinkKey} characters at least.`
      : null;
  }

  const sign = (payload: string) =>
    createHmac('sha256', parts.key() ?? '')
      .update(`${purpose}.${payload}`)
      .digest();

  function make(token: OptOutToken): string {
    const payload = Buffer.from(JSON.stringify({ v: 1, ...token })).toString('base64url');
    return `${payload}.${sign(payload).toString('base64url')}`;
  }

  return {
    trouble,

    link(facts) {
      const url = trouble() === null ? parts.url() : null;
      const named = targetOf(facts);
      const key = named && keyOf(named, parts.pseudonym);
      if (url === null || !named || key === null) return null;
      return url.replace('{token}', make({ by: named.by, key, on: parts.today() }));
    },

    read(text) {
      const message = keyTrouble();
      if (message !== null) return { ok: false, message };
      const [payload, signature, ...rest] = text.trim().split('.');
      if (!payload || !signature || rest.length > 0) return { ok: false, message: 'This is no token.' };
      const given = Buffer.from(signature, 'base64url');
      const right = sign(payload);
      if (given.length !== right.length || !timingSafeEqual(given, right)) {
        return { ok: false, message: 'The signature of this token is wrong: it was not made here, or was changed.' };
      }
      const parsed = payloadSchema.safeParse(readJson(Buffer.from(payload, 'base64url').toString('utf8')));
      if (!parsed.success) return { ok: false, message: 'This token was made by a version that is not known here.' };
      const { by, key, on } = parsed.data;
      return { ok: true, token: { by, key, on } };
    },
  };
}

/** The picture shows a door, whoever ordered: the address, and only where there is none the parcel. */
function targetOf({ address, postcode, trackingIds }: LinkFacts) {
  if (address.trim() !== '') return { by: 'address' as const, text: address, postcode };
  const [id] = trackingIds;
  return id === undefined ? null : { by: 'tracking-id' as const, text: id, postcode: null };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
