/** What became of a package, in the spellings that carriers and depots use. */
import type { Handover, Outcome } from '#shared/words.ts';
import { knownHandover } from './handovers.ts';

/** Sources: Amazon scan statuses and the routing challenge, Track-POD (`Status`, `StatusId`), CoopCycle task states, carriers' sites. */
const spellings: Record<Outcome, readonly string[]> = {
  delivered: [
    'delivered',
    'delivery completed',
    'delivery complete',
    'completed',
    'complete',
    'done',
    'success',
    'successful',
    'successfully delivered',
    'delivered successfully',
    'delivery successful',
    'ok',
    'pod',
    'dropped off',
    'partially delivered',
    'delivered late',
    'delivered early',
    'delivered on time',
  ],
  attempted: [
    'attempted',
    'delivery attempted',
    'attempted delivery',
    'attempt',
    'failed',
    'failure',
    'delivery failed',
    'failed delivery',
    'failed attempt',
    'not delivered',
    'undelivered',
    'undeliverable',
    'unable to deliver',
    'not home',
    'no answer',
    'missed',
    'missed delivery',
    'carded',
    'customer unavailable',
    'business closed',
    'no secure location',
    'unable to access',
    'unable to locate',
    'exception',
    'delivery exception',
    'rescheduled',
  ],
  rejected: [
    'rejected',
    'refused',
    'declined',
    'rejected by customer',
    'refused by customer',
    'refused by recipient',
    'customer refused',
    'customer rejected',
    'delivery refused',
  ],
  returned: [
    'returned',
    'return',
    'returned to station',
    'return to station',
    'returned to depot',
    'returned to sender',
    'return to sender',
    'returned to hub',
    'rts',
    'rto',
    'back to depot',
    'delivered to sender',
    'delivered back to station',
    'brought back',
  ],
  cancelled: ['cancelled', 'canceled', 'void', 'voided', 'deleted', 'cancelled by customer', 'canceled by customer'],
  pending: [
    'pending',
    'new',
    'to do',
    'doing',
    'open',
    'planned',
    'scheduled',
    'assigned',
    'unassigned',
    'created',
    'ready',
    'ready for departure',
    'loaded',
    'picked up',
    'in progress',
    'in transit',
    'on the way',
    'on vehicle',
    'on vehicle for delivery',
    'on road',
    'out for delivery',
    'en route',
    'started',
    'not started',
    'departed',
    'at station',
    'remaining',
    'not attempted',
    'inducted',
    'stowed',
  ],
};

const bySpelling = new Map<string, Outcome>();
for (const [outcome, words] of Object.entries(spellings) as Array<[Outcome, readonly string[]]>) {
  for (const word of [outcome, ...words]) bySpelling.set(squeeze(word), outcome);
}

const deliveredSomewhere =
  /^(?:delivered|left|handed)(?:[\s_]*[-–—:,/(][\s_]*|[\s_]+(?=(?:to|at|in|on|with|by|over|behind|near|inside)(?:[\s_]|$)))(.+?)\)?$/i;

export interface ReadOutcome {
  outcome: Outcome;
  /** Told along with the status (`Delivered to doorstep`); null where the status says nothing of it. */
  handover: Handover | null;
}

/**
 * The outcome that a status stands for; null when the words are not known, which is a row problem: guessing would turn an
 * attempt into a missing photo, or the other way round.
 */
export function readOutcome(text: string): ReadOutcome | null {
  const known = bySpelling.get(squeeze(text));
  if (known) return { outcome: known, handover: null };
  const somewhere = deliveredSomewhere.exec(text.trim())?.[1];
  if (somewhere === undefined) {
    const handover = /^delivered/i.test(text.trim()) ? knownHandover(text) : null;
    return handover ? { outcome: 'delivered', handover } : null;
  }
  const nested = bySpelling.get(squeeze(somewhere));
  // "Delivered - customer refused" contradicts itself.
  if (nested && nested !== 'delivered') return null;
  const handover = knownHandover(somewhere);
  const saysWhere = /^(?:to|at|in|on|with|by|over|behind|near|inside)[\s_]/i.test(somewhere);
  return handover || saysWhere ? { outcome: 'delivered', handover: handover ?? 'other' } : null;
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s_\-–—.]+/g, '');
}
