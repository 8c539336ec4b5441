/** What the Electron preload adds to a page (`window.porchlight`); absent in the browser host. */
import type { Topic } from './api.ts';

export type MenuCommand =
  | 'search'
  | 'choose-folder'
  | 'import'
  | 'settings'
  | 'rebuild-index'
  | 'scan-now'
  | 'undo'
  | 'help';

export interface DesktopBridge {
  /** Opens the system's folder chooser; resolves to the chosen absolute path, or null. */
  chooseFolder(): Promise<string | null>;
  /** Shows the photo's file in Finder or Explorer. */
  revealPhoto(photoId: string): Promise<void>;
  /** Starts a native drag of the photo's file out of the window. */
  dragPhoto(photoId: string): void;
  /** Number on the dock or task-bar icon; 0 takes it away. */
  setBadge(count: number): void;
  notify(title: string, body: string): void;
  onTopics(listener: (topics: Topic[]) => void): () => void;
  onMenuCommand(listener: (command: MenuCommand) => void): () => void;
}

declare global {
  interface Window {
    porchlight?: DesktopBridge;
  }
}
