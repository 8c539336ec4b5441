/** Something that the app can do, by name. */
import type { Named } from './commandMatch.ts';

export interface Command extends Named {
  id: string;
  group: 'Go to' | 'Tonight' | 'Take out' | 'Look after' | 'Claim';
  /** The key that does the same; absent where there is none, or not on this page. */
  keyCap?: string;
  run(): void;
}
