/** The system's trash. */
import { shell } from 'electron';

/** Moves a file (absolute path) there; rejects with the system's words when it could not. */
export const moveToTrash = (path: string): Promise<void> => shell.trashItem(path);
