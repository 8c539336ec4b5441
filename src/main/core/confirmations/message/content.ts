/** What a confirmation says, as sentences: the same for page, mail, plain text and programs. Pure but for the table of zones. */
import tzLookup from '@photostructure/tz-lookup';
import type { ConfirmationFacts } from '#core/confirmations/contract.ts';
import { endingsOf, streetOf } from '#core/domain/deliveredTo.ts';
import { linesOf, oneLine, webAddress } from './safeText.ts';
import { fill, formFor, type Words } from './wordsFile.ts';

/** What the depot itself says in each message. */
export interface DepotWords {
  name: string;
  /** IANA; where the stop has no position. */
  timeZone: string;
  words: string;
  contact: string;
}

export interface MessageContent {
  language: string;
  direction: 'ltr' | 'rtl';
  depot: string;
  subject: string;
  heading: string;
  /** Label and what stands beside it; what is not known is not there. `given`: it comes from a manifest and may be in any script. */
  rows: { label: string; text: string; given: boolean }[];
  picture: string;
  /** Why a part of the picture can't be made out; null: the whole is shown. */
  partsHidden: string | null;
  depotWords: string[];
  contact: { label: string; lines: string[] } | null;
  optOut: { question: string; link: string; url: string } | null;
  why: string;
  data: Record<string, unknown>;
}

export interface ContentParts {
  facts: ConfirmationFacts;
  words: Words;
  language: string;
  depot: DepotWords;
  partsAreHidden: boolean;
  /** As the depot's setting and token make it; anything but a web address is left out. */
  optOutLink: string | null;
}

export function contentOf({ facts, words, language, depot, partsAreHidden, optOutLink }: ContentParts): MessageContent {
  const name = oneLine(depot.name);
  const count = Math.max(1, facts.trackingIds.length);
  const counted = (forms: Words['subject'], more: Record<string, string> = {}) =>
    fill(formFor(forms, count, language), {
      ...{ depot: name, count: new Intl.NumberFormat(language).format(count), ...more },
    });

  const timeZone = zoneAt(facts.position) ?? depot.timeZone;
  const deliveredAt = facts.deliveredAt ?? facts.takenAt;
  const when = deliveredAt === null ? null : fill(words.when, dayAndTime(deliveredAt, language, timeZone));
  const left = facts.handover === null ? null : words.handovers[facts.handover];
  const address = oneLine(streetOf(facts.address, facts.postcode));
  const { endings, more } = endingsOf(facts.trackingIds.map((id) => oneLine(id)));
  const parcels = endings.length === 0 ? null : counted(words.parcels, { endings: listed(endings, more, language) });

  const rows = [
    { label: words.labels.delivered, text: when, given: false },
    { label: words.labels.left, text: left, given: false },
    { label: words.labels.address, text: address || null, given: true },
    { label: words.labels.parcels, text: parcels, given: false },
  ].flatMap(({ label, text, given }) => (text === null ? [] : [{ label, text, given }]));

  const depotWords = linesOf(depot.words);
  const contactLines = linesOf(depot.contact);
  const url = optOutLink === null ? null : webAddress(optOutLink);
  return {
    language,
    direction: words.direction,
    depot: name,
    subject: oneLine(counted(words.subject)),
    heading: counted(words.heading),
    rows,
    picture: words.picture,
    partsHidden: partsAreHidden ? words.partsHidden : null,
    depotWords,
    contact: contactLines.length === 0 ? null : { label: words.contact, lines: contactLines },
    optOut: url === null ? null : { ...words.optOut, url },
    why: fill(words.why, { depot: name }),
    data: {
      language,
      depot: name,
      deliveredAt: deliveredAt === null ? null : isoIn(deliveredAt, timeZone),
      timeZone,
      when,
      handover: facts.handover,
      left,
      address: address || null,
      parcels: { count, endings },
      partsHidden: partsAreHidden,
      words: depotWords.join('\n'),
      contact: contactLines.join('\n'),
      optOutLink: url,
    },
  };
}

/** The zone of a place; null without one, or where none is known. */
function zoneAt(position: ConfirmationFacts['position']): string | null {
  if (position === null) return null;
  try {
    const zone = tzLookup(position.latitude, position.longitude);
    // A zone that is newer than this machine's tables would throw further down.
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return null;
  }
}

function dayAndTime(at: number, language: string, timeZone: string): { date: string; time: string } {
  return {
    date: new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone }).format(at),
    time: new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone }).format(at),
  };
}

function listed(endings: readonly string[], more: number, language: string): string {
  if (more > 0) return [...endings, '…'].join(', ');
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(endings);
}

/** `2026-11-21T14:32:05-08:00`. */
function isoIn(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const named = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const offset = /[+-]\d\d:\d\d$/.exec(named)?.[0] ?? '+00:00';
  const minutes = (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));
  return `${new Date(at + minutes * 60_000).toISOString().slice(0, 19)}${offset}`;
}
