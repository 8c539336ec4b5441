/** The outbox of a day as its page shows it. */
import type { Database } from 'better-sqlite3';
import type { MadePage } from '#core/confirmations/channels/pages.ts';
import { confirmationSentence, type WithoutCode, withoutSentence } from '#core/domain/confirmationSentences.ts';
import { actionsOn } from '#core/domain/confirmations.ts';
import { addressIn } from '#core/domain/emailAddress.ts';
import type { ConfirmationPage, ConfirmationView } from '#shared/confirmations.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { type ConfirmationChannel, type ConfirmationState, confirmationStates } from '#shared/words.ts';
import { isSigned } from './confirmationFinder.ts';
import { type ConfirmationRow, toStored } from './confirmationStore.ts';
import { toBytes, toHex } from './keys.ts';
import { protectedSql } from './protection.ts';

export interface ConfirmationFilter {
  date: ServiceDate;
  state?: ConfirmationState | undefined;
  channel?: ConfirmationChannel | undefined;
  text?: string | undefined;
  offset: number;
}

/** `page` of a view comes from the channel that knows its files' names. */
export interface ConfirmationList {
  page(filter: ConfirmationFilter): Omit<ConfirmationPage, 'troubles' | 'entries'> & {
    entries: Array<Omit<ConfirmationView, 'page'>>;
  };
  /** Those of a date that are out as pages, in the order of the routes. */
  pagesOf(date: ServiceDate): MadePage[];
  /** All of one stop, latest change first. */
  ofStop(stop: StopId): Array<Omit<ConfirmationView, 'page'>>;
}

type Listed = ConfirmationRow & {
  address: string | null;
  customer: string | null;
  known: 0 | 1;
  route_key: Buffer | null;
  is_protected: 0 | 1 | null;
  signed: 0 | 1 | null;
};

const pageSize = 200;
/** Stops that are named with a reason: enough to see what is the matter with them. */
const mostNamed = 20;

const select = `SELECT confirmations.*, stops.address, stops.customer, stops.id IS NOT NULL AS known, routes.key AS route_key,
    ${protectedSql('stops')} AS is_protected, iif(routes.id IS NULL, NULL, ${isSigned}) AS signed
  FROM confirmations LEFT JOIN stops ON stops.key = stop_key LEFT JOIN routes ON routes.id = stops.route`;

interface WithoutRow {
  key: Buffer;
  route_key: Buffer;
  route: string;
  stop: string;
  address: string;
  contact: string | null;
  signed: 0 | 1;
}

export function createConfirmationList(db: Database, settings: () => Settings): ConfirmationList {
  const counts = db.prepare<[string], { state: ConfirmationState; n: number }>(
    'SELECT state, count(*) AS n FROM confirmations WHERE date = ? GROUP BY state',
  );
  const entries = db.prepare<Record<string, unknown>, Listed>(
    `${select} WHERE confirmations.date = @date AND (@state IS NULL OR confirmations.state = @state)
       AND (@channel IS NULL OR channel = @channel)
       AND (@text IS NULL OR stops.address LIKE @text ESCAPE '!' OR stops.customer LIKE @text ESCAPE '!'
            OR confirmations.route LIKE @text ESCAPE '!' OR confirmations.stop = @stop)
     ORDER BY changed_at DESC, confirmations.id DESC LIMIT ${pageSize + 1} OFFSET @offset`,
  );
  const ofStop = db.prepare<[Buffer], Listed>(
    `${select} WHERE stop_key = ? ORDER BY changed_at DESC, confirmations.id DESC LIMIT ${pageSize}`,
  );
  const pages = db.prepare<[string], MadePage>(
    `SELECT confirmation, route, stop, made_at AS madeAt FROM confirmations
     WHERE date = ? AND channel = 'pages' AND state IN ('sent', 'delivered') ORDER BY route, id`,
  );
  const without = db.prepare<[string, string, string], WithoutRow>(
    `SELECT stops.key, routes.key AS route_key, routes.route, stops.stop, stops.address, stops.contact, ${isSigned} AS signed
     FROM routes JOIN stops ON stops.route = routes.id
     WHERE routes.date = ? AND stops.state = 'confirmed' AND NOT EXISTS (
       SELECT 1 FROM confirmations WHERE stop_key = stops.key AND counts = 1 AND (? = '' OR channel = ?))
     ORDER BY routes.route, stops.sequence IS NULL, stops.sequence, stops.stop`,
  );

  function toView(row: Listed, timeZone: string): Omit<ConfirmationView, 'page'> {
    const { confirmation, channel, state, attempt } = row;
    const { stop, photo, retryAt, madeAt, changedAt, code } = toStored(row);
    const told = {
      ...{ channel, state, attempt, code, retryAt },
      isKnown: row.known === 1,
      isPrivate: row.is_protected === 1,
      waitsForSignOff: settings().confirmations.when === 'signed-off' && row.signed === 0,
    };
    return {
      ...{ id: confirmation, channel, state, date: stop.date, route: stop.route, stop: stop.stop, photoId: photo },
      stopId: row.known ? toHex(row.stop_key) : null,
      routeId: row.route_key && toHex(row.route_key),
      ...{ address: row.address ?? '', customer: row.customer, attempt, madeAt, changedAt },
      retryAt: state === 'ready' ? retryAt : null,
      sentence: confirmationSentence(told, timeZone),
      actions: actionsOn(state, channel),
    };
  }

  /** One reason each, the one that stands before the others. */
  function withoutOf(date: ServiceDate): ConfirmationPage['without'] {
    const { confirmations, email, webhook, pages } = settings();
    const others = webhook.on || pages.on;
    const channel = email.on ? 'email' : '';
    const found = new Map<WithoutCode, { stops: number; first: ConfirmationPage['without'][number]['first'] }>();
    for (const { contact, signed, ...named } of without.iterate(date, channel, channel)) {
      const code = ((): WithoutCode => {
        if (confirmations.from === null) return 'nobody';
        if (date < confirmations.from) return 'before';
        if (!email.on && !others) return 'no-channel';
        if (email.on) {
          const address = addressIn(contact);
          if (!address.ok) return address.code;
        }
        return confirmations.when === 'signed-off' && !signed ? 'not-signed' : 'soon';
      })();
      const same = found.get(code) ?? { stops: 0, first: [] };
      same.stops += 1;
      if (same.first.length < mostNamed) {
        const { key, route_key, route, stop, address } = named;
        same.first.push({ stopId: toHex(key), routeId: toHex(route_key), route, stop, address });
      }
      found.set(code, same);
    }
    return [...found]
      .sort(([, a], [, b]) => b.stops - a.stops)
      .map(([code, { stops, first }]) => {
        return { code, stops, sentence: withoutSentence(code, stops, confirmations.from), first };
      });
  }

  return {
    page({ date, state, channel, text, offset }) {
      const { timeZone } = settings();
      const plain = text?.trim() ?? '';
      const rows = entries.all({
        ...{ date, offset, state: state ?? null, channel: channel ?? null, stop: plain },
        text: plain === '' ? null : `%${plain.replace(/[!%_]/g, '!$&')}%`,
      });
      const byState = new Map(counts.all(date).map(({ state, n }) => [state, n]));
      return {
        // Asked of every stop of the day: once is enough for whoever turns the pages.
        ...{ date, timeZone, without: offset === 0 ? withoutOf(date) : [] },
        counts: Object.fromEntries(confirmationStates.map((each) => [each, byState.get(each) ?? 0])) as Record<
          ConfirmationState,
          number
        >,
        entries: rows.slice(0, pageSize).map((row) => toView(row, timeZone)),
        next: rows.length > pageSize ? offset + pageSize : null,
      };
    },
    pagesOf: (date) => pages.all(date),
    ofStop: (stop) => ofStop.all(toBytes(stop)).map((row) => toView(row, settings().timeZone)),
  };
}
