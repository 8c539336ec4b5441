/** Confirmations as the index keeps them: one row each, brought forward by the ledger's entries. */
import type { Database } from 'better-sqlite3';
import { isStopCode, mayFollow } from '#core/domain/confirmations.ts';
import type { LedgerEntry, StopRef } from '#core/ledger/contract.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import type { ConfirmationChannel, ConfirmationState } from '#shared/words.ts';
import { makeStopId, toBytes, toHex } from './keys.ts';

export interface StoredConfirmation {
  confirmation: string;
  stop: StopRef;
  photo: PhotoId;
  channel: ConfirmationChannel;
  state: ConfirmationState;
  /** Tries so far. */
  attempt: number;
  code: string | null;
  /** Epoch ms. */
  retryAt: number | null;
  triedAt: number | null;
  madeAt: number;
  changedAt: number;
}

export interface ConfirmationRow {
  confirmation: string;
  stop_key: Buffer;
  date: ServiceDate;
  route: string;
  stop: string;
  photo: Buffer;
  channel: ConfirmationChannel;
  state: ConfirmationState;
  attempt: number;
  code: string | null;
  retry_at: number | null;
  made_at: number;
  changed_at: number;
  tried_at: number | null;
  seq: number;
}

export interface ConfirmationStore {
  /** Applies one entry of the ledger (again: does nothing). */
  apply(entry: LedgerEntry): void;
  /**
   * What is hidden of a picture was said anew by the entry `seq`: what waited because of it may go at once. It waits in the index
   * alone: as soon as it is tried, the ledger says what came of it.
   */
  hidingChanged(photo: PhotoId, seq: number): void;
  byId(confirmation: string): StoredConfirmation | null;
  /** Those that the channel had in its hands. */
  sending(channel: ConfirmationChannel): StoredConfirmation[];
}

export function toStored(row: ConfirmationRow): StoredConfirmation {
  const { confirmation, date, route, stop, channel, state, attempt, code } = row;
  return {
    ...{ confirmation, stop: { date, route, stop }, photo: toHex(row.photo), channel, state, attempt, code },
    ...{ retryAt: row.retry_at, triedAt: row.tried_at, madeAt: row.made_at, changedAt: row.changed_at },
  };
}

export function createConfirmationStore(db: Database): ConfirmationStore {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO confirmations (confirmation, stop_key, date, route, stop, photo, channel, state, made_at, changed_at, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'ready', ?, ?, ?)`,
  );
  const byId = db.prepare<[string], ConfirmationRow>('SELECT * FROM confirmations WHERE confirmation = ?');
  const sending = db.prepare<[string], ConfirmationRow>(
    `SELECT * FROM confirmations WHERE state = 'sending' AND channel = ? ORDER BY id`,
  );
  const move = db.prepare(
    `UPDATE confirmations SET state = @state, attempt = @attempt, code = @code, retry_at = @retryAt, changed_at = @at,
       tried_at = @triedAt, counts = @counts, seq = @seq WHERE confirmation = @confirmation`,
  );

  // By way of the stops: there is no index of pictures, and a night's worth of confirmations may be waiting.
  const wake = db.prepare(
    `UPDATE confirmations SET code = NULL, retry_at = NULL
     WHERE state = 'ready' AND photo = @photo AND seq < @seq AND code IN ('no-part-drawn', 'not-looked-at', 'picture-hidden')
       AND stop_key IN (SELECT stops.key FROM photos JOIN ties ON ties.photo = photos.id JOIN stops ON stops.id = ties.stop
                        WHERE substr(photos.sha256, 1, 8) = substr(@photo, 1, 8) AND photos.sha256 = @photo)`,
  );

  return {
    apply({ seq, at, body }) {
      if (body.kind === 'confirm') {
        const { date, route, stop } = body.stop;
        const key = toBytes(makeStopId(date, route, stop));
        insert.run(body.confirmation, key, date, route, stop, toBytes(body.photo), body.channel, at, at, seq);
      }
      if (body.kind !== 'confirmation-step') return;
      const row = byId.get(body.confirmation);
      const to = { state: body.step, attempt: body.attempt };
      if (!row || seq <= row.seq || !mayFollow(row, to, row.channel)) return;
      const code = body.code ?? null;
      // A person sent it again: its time begins anew.
      const isAnew = to.state === 'ready' && row.state !== 'sending' && row.state !== 'ready' && row.state !== 'held';
      move.run({
        ...{ ...to, code, retryAt: body.retryAt ?? null, at, seq, confirmation: body.confirmation },
        triedAt: isAnew ? null : (row.tried_at ?? (to.state === 'sending' ? at : null)),
        counts: to.state === 'withdrawn' && isStopCode(code) ? 0 : 1,
      });
    },
    hidingChanged: (photo, seq) => void wake.run({ photo: toBytes(photo), seq }),
    byId(confirmation) {
      const row = byId.get(confirmation);
      return row ? toStored(row) : null;
    },
    sending: (channel) => sending.all(channel).map(toStored),
  };
}
