/** The settings of one depot: read once, kept in memory, written whole at each change. */
import { readFile, rename } from 'node:fs/promises';
import type { StartFailure } from '#core/contract.ts';
import { writeFileAtomically } from '#core/dataFolder/atomicFile.ts';
import { type Settings, type SettingsPatch, settingsPatchSchema } from '#shared/settings.ts';
import { isRecord, readSettings, type SettingsNotice, type StoredSettings } from './readSettings.ts';

export type UpdateSettingsResult =
  | { ok: true; settings: Settings }
  | { ok: false; code: 'setting-invalid' | 'settings-not-written'; message: string };

export interface SettingsStore {
  current(): Settings;
  /** What was wrong with the file when it was opened and still is; empty when all was well. */
  notices(): readonly SettingsNotice[];
  /** What the file holds under a key that is no setting (any more); undefined: nothing. */
  leftover(key: string): unknown;
  /** Checks, writes (durable when it resolves) and announces. Nothing changes when it fails. */
  update(patch: SettingsPatch): Promise<UpdateSettingsResult>;
  /** Called after each change with the new settings; gives back how to stop. */
  onDidChange(listener: (settings: Settings) => void): () => void;
}

export type OpenSettingsResult = { ok: true; settings: SettingsStore } | { ok: false; failure: StartFailure };

/**
 * Opens `settings.json` at `file`. A file that is no JSON object is kept aside as `settings.json.broken-<time>` and the defaults
 * hold; `now` (epoch ms) names it. Fails only when the file is there and can't be read or put aside.
 */
export async function openSettings(file: string, now: number): Promise<OpenSettingsResult> {
  try {
    const { stored, notices } = await readStored(file, now);
    return { ok: true, settings: keepSettings(file, stored, notices) };
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    return {
      ok: false,
      failure: {
        code: 'settings-unreadable',
        message: `The settings in “${file}” can't be read (${why}). Give this user the right to read and write that file.`,
      },
    };
  }
}

async function readStored(file: string, now: number): Promise<{ stored: StoredSettings; notices: SettingsNotice[] }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { stored: {}, notices: [] };
    throw error;
  }
  const stored = parseStored(text);
  if (stored) return { stored, notices: [] };
  // Colons are not allowed in names on Windows.
  const aside = `${file}.broken-${new Date(now).toISOString().replaceAll(':', '-')}`;
  await rename(file, aside);
  return {
    stored: {},
    notices: [
      {
        code: 'settings-unreadable',
        message: `The settings file was damaged and is kept as “${aside}”. Porchlight started with its usual settings: check folder and time zone.`,
      },
    ],
  };
}

/** Null for anything but a JSON object. Windows editors put a byte order mark in front. */
function parseStored(text: string): StoredSettings | null {
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isRecord(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function keepSettings(file: string, storedAtStart: StoredSettings, noticesAtStart: SettingsNotice[]): SettingsStore {
  // Only what was set is stored, not the defaults: keys of other versions and values that we can't use stay as they are, and
  // a default that a later version improves reaches every depot that never touched it.
  let stored = storedAtStart;
  let read = readSettings(stored);
  const listeners = new Set<(settings: Settings) => void>();
  // One write after the other: two at once could end with the older one on the disk.
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function write(patch: SettingsPatch): Promise<UpdateSettingsResult> {
    const next = { ...stored, ...patch };
    try {
      await writeFileAtomically(file, `${JSON.stringify(next, null, 2)}\n`);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      return {
        ok: false,
        code: 'settings-not-written',
        message: `The settings could not be saved (${why}), so nothing was changed. Is the disk full?`,
      };
    }
    stored = next;
    read = readSettings(stored);
    for (const listener of listeners) listener(read.settings);
    return { ok: true, settings: read.settings };
  }

  return {
    current: () => read.settings,
    notices: () => [...noticesAtStart, ...read.notices],
    leftover: (key) => stored[key],
    async update(patch) {
      const checked = settingsPatchSchema.safeParse(patch);
      if (!checked.success) {
        const issue = checked.error.issues[0];
        return {
          ok: false,
          code: 'setting-invalid',
          message: `The setting “${issue?.path.join('.') ?? ''}” can't be used: ${issue?.message ?? 'it is not allowed'}.`,
        };
      }
      const written = lastWrite.then(() => write(checked.data));
      lastWrite = written;
      return written;
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
