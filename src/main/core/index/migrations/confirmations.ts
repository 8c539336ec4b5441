/** The outbox: where each confirmation stands. */
import type { Migration } from './migration.ts';

export const confirmations: Migration = {
  version: 120,
  name: 'confirmations',
  up(db) {
    db.exec(`
      CREATE TABLE confirmations (
        id INTEGER PRIMARY KEY,
        confirmation TEXT NOT NULL UNIQUE,
        -- The stop may not be indexed (any more): words as the ledger names it, and its key.
        stop_key BLOB NOT NULL,
        date TEXT NOT NULL,
        route TEXT NOT NULL,
        stop TEXT NOT NULL,
        photo BLOB NOT NULL,
        channel TEXT NOT NULL,
        state TEXT NOT NULL,
        attempt INTEGER NOT NULL DEFAULT 0,
        code TEXT,
        retry_at INTEGER,
        made_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        -- First try since it was made or a person sent it again: its time runs from there.
        tried_at INTEGER,
        -- 0: it never went out, and the outbox itself withdrew it; its stop may get another one.
        counts INTEGER NOT NULL DEFAULT 1,
        -- Entry of the ledger that it stands by: one that comes again changes nothing.
        seq INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX confirmations_stop ON confirmations(stop_key, channel);
      CREATE INDEX confirmations_day ON confirmations(date, changed_at);
      CREATE INDEX confirmations_open ON confirmations(date) WHERE state IN ('ready', 'held');
      CREATE INDEX confirmations_ready ON confirmations(channel, made_at) WHERE state = 'ready';
      CREATE INDEX confirmations_retry ON confirmations(channel, retry_at) WHERE state = 'ready' AND retry_at IS NOT NULL;
      CREATE INDEX confirmations_published ON confirmations(date) WHERE channel = 'pages' AND state IN ('sent', 'delivered');
      CREATE INDEX confirmations_sending ON confirmations(channel) WHERE state = 'sending';

      -- An index that an older version made may have passed over them as kinds it does not know: the ledger is read once more
      -- from its beginning, as a confirmation that is not known here would be sent again.
      DELETE FROM activity;
    `);
  },
};
