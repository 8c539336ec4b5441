/** The settings as they hold in this run: its flags beat what is stored, and are never written into it. */
import type { Settings } from '#shared/settings.ts';

export type RunFlags = Partial<Pick<Settings, 'folder' | 'timeZone'>>;

/**
 * Gives the settings that hold: what `stored` gives, under what `flags` gives. They are asked some ten times a photo, so both are laid
 * together only when one of them has become another object.
 */
export function settingsOfRun(stored: () => Settings, flags: () => RunFlags): () => Settings {
  let parts = { stored: stored(), flags: flags() };
  let settings = { ...parts.stored, ...parts.flags };
  return () => {
    const now = { stored: stored(), flags: flags() };
    if (now.stored !== parts.stored || now.flags !== parts.flags) {
      parts = now;
      settings = { ...now.stored, ...now.flags };
    }
    return settings;
  };
}
