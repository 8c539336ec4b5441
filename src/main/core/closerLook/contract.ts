/**
 * The closer look: what costs too much to be done while a folder comes in (labels, people) is done afterwards, picture by
 * picture, what is on the screen and tonight's first. An examiner looks for one thing; the queue knows only this shape.
 */
import type { Priority } from '#core/imaging/contract.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';

/** A picture to be looked at. */
export interface Examined {
  /** Row number in the index. */
  photo: number;
  photoId: PhotoId;
  /** Absolute path of its first file that is there. */
  path: string;
}

/** Each has its column of versions in the index: `labels_version`, `people_version`, `figures_version`. */
export type ExaminerName = 'labels' | 'people' | 'figures';

export interface Examiner<Finding> {
  readonly name: ExaminerName;
  /** Written beside each picture that was looked at; a better reader has a higher one and looks again. */
  readonly version: number;
  /** Pictures that it can look at side by side. */
  readonly atOnce: number;
  isOn(settings: Settings): boolean;
  /** Why it can't look at all (a model's file is missing), as a sentence; null when it can. */
  trouble(): string | null;
  /**
   * Looks. Null: not now (the file is busy or gone, no worker starts); it is not asked again for this picture until the next
   * start. What would end the same each time (a damaged picture, one that makes workers die) is an empty finding, kept like
   * any other. Never rejects but after `close()`.
   */
  examine(picture: Examined, priority: Priority): Promise<Finding | null>;
  /** Keeps what was found, inside a transaction of the queue's. Returns the days whose matches or states rest on it. */
  save(picture: Examined, finding: Finding): Set<ServiceDate>;
  close(): Promise<void>;
}

export interface CloserLook {
  /** New pictures were committed: those are looked at before older ones. */
  added(photos: readonly number[]): void;
  /** On the screen now: before all others. */
  first(photoId: PhotoId): void;
  /** Settings changed, or the machine left its battery: look whether there is work. */
  wake(): void;
  /** Pictures that still wait for a look, at most: old ones are counted before it is known whether they lack one. */
  readonly waiting: number;
  /** Examiners that are on and can't look, and why, as sentences. */
  troubles(): Array<{ name: ExaminerName; message: string }>;
  /** Resolves when nothing is left that can be looked at now. */
  idle(): Promise<void>;
  close(): Promise<void>;
}
