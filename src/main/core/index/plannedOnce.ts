/** Statements of a database that are planned when they are prepared, and not again at each call. */
import type { Database } from 'better-sqlite3';

/**
 * SQLite (seen in 3.54.1, built with STAT4 and without QPSG, as better-sqlite3 builds it) asks what is bound to `x = ?` when it
 * weighs an ORDER BY, a DISTINCT or a join, and from then on parses and plans the statement anew whenever something else is bound: of a
 * photo's way into the index that was a tenth. Behind a `+`, which changes nothing else, it does not see the value. None of our
 * plans is better for knowing it: there is no ANALYZE, and no statement binds what a partial index has as its condition.
 * @returns the same database.
 */
export function plannedOnce<Opened extends Database>(db: Opened): Opened {
  const prepare = db.prepare.bind(db);
  db.prepare = ((sql: string) => prepare(withoutPeeking(sql))) as typeof db.prepare;
  return db;
}

/** Parameters are written `?` or `@name`, with one blank before them. */
export function withoutPeeking(sql: string): string {
  return sql.replace(/(=|\bIS) (?=[?@])/g, '$1 +');
}
