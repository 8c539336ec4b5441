/** What every importer feeds: rows and patches go on to the sink in batches, problems are counted and the first kept. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ManifestPatch, ManifestProblem, ManifestRow, ManifestSink, ManifestSummary } from './contract.ts';
import { SeenPackages } from './seenPackages.ts';

/** Largest batch that a sink receives; also how much work is done before others get their turn. */
const BATCH = 500;
/** All problems are counted; more than this nobody reads. */
export const MOST_PROBLEMS = 1000;

export class Collector {
  readonly #sink: ManifestSink;
  readonly #signal: AbortSignal | undefined;
  readonly #seen = new SeenPackages();
  readonly #problems: ManifestProblem[] = [];
  #rows: ManifestRow[] = [];
  #patches: ManifestPatch[] = [];
  #problemsTotal = 0;
  #good = 0;
  #bad = 0;

  constructor(sink: ManifestSink, signal: AbortSignal | undefined) {
    this.#sink = sink;
    this.#signal = signal;
  }

  get cancelled(): boolean {
    return this.#signal?.aborted ?? false;
  }

  tell(problem: ManifestProblem): void {
    this.#problemsTotal += 1;
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(problem);
  }

  /** Counts a row that is left out; its problems are told apart. */
  leaveOut(): void {
    this.#bad += 1;
  }

  /**
   * Takes a row, unless the same package was laid at another stop of its route before: then the first stands, and the row is
   * told under the name that the file gives the tracking id's column.
   */
  take(row: ManifestRow, trackingColumn: string): void {
    const first = row.trackingId === null ? null : this.#contradiction(row);
    if (first) {
      const where = first.firstLine > 0 ? ` on line ${first.firstLine}` : '';
      this.leaveOut();
      this.tell({
        line: row.line,
        column: trackingColumn,
        message: `Found “${row.trackingId}” again at another stop of route ${row.route}; expected it only where it stands first${where}.`,
      });
      return;
    }
    this.#good += 1;
    this.#rows.push(row);
  }

  takePatch(patch: ManifestPatch): void {
    this.#good += patch.packages?.length ?? 1;
    this.#patches.push(patch);
  }

  /** Hands on what is full; after each batch, timers, requests and input have their turn. */
  async breathe(): Promise<undefined> {
    while (this.#rows.length >= BATCH && !this.cancelled) {
      await this.#sink.rows(this.#rows.splice(0, BATCH));
      await nextTurn();
    }
    while (this.#patches.length >= BATCH && !this.cancelled) {
      await this.#sink.patches(this.#patches.splice(0, BATCH));
      await nextTurn();
    }
    await nextTurn();
  }

  /** Hands on the rest. */
  async finish(): Promise<void> {
    await this.breathe();
    if (!this.cancelled && this.#rows.length > 0) await this.#sink.rows(this.#rows.splice(0));
    if (!this.cancelled && this.#patches.length > 0) await this.#sink.patches(this.#patches.splice(0));
  }

  /** Adds the counts and the problems to what the importer knows of its file. */
  summarise(about: Omit<ManifestSummary, 'rows' | 'good' | 'bad' | 'problems' | 'problemsTotal'>): ManifestSummary {
    return {
      ...about,
      rows: this.#good + this.#bad,
      good: this.#good,
      bad: this.#bad,
      problems: this.#problems,
      problemsTotal: this.#problemsTotal,
    };
  }

  #contradiction(row: ManifestRow): { firstLine: number } | null {
    const package_ = `${row.serviceDate}\0${row.route}\0${row.trackingId}`;
    const stop = row.stop ?? `${row.address}\0${row.latitude}\0${row.longitude}`;
    return this.#seen.note(package_, stop, row.line);
  }
}
