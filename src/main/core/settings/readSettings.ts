/**
 * `settings.json` made into {@link Settings}. People edit it by hand, so one bad value never costs the others: it falls back to
 * its default and is named.
 */
import { z } from 'zod';
import { defaultSettings, type Settings, settingsSchema } from '#shared/settings.ts';

export interface SettingsNotice {
  code: 'setting-invalid' | 'settings-unreadable';
  message: string;
}

/** What stands in the file, with the keys of other versions and values that we can't use. */
export type StoredSettings = Record<string, unknown>;

/** Checks each setting by itself; in a group (`quality`, `limits`) each member. Lacking ones get their defaults, silently. */
export function readSettings(stored: StoredSettings): { settings: Settings; notices: SettingsNotice[] } {
  const notices: SettingsNotice[] = [];
  const settings = readGroup(settingsSchema, defaultSettings, stored, '', notices) as Settings;
  return { settings, notices };
}

function readGroup(
  schema: z.ZodObject,
  defaults: Record<string, unknown>,
  stored: StoredSettings,
  prefix: string,
  notices: SettingsNotice[],
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [key, keySchema] of Object.entries(schema.shape)) {
    const name = prefix + key;
    const fallback = defaults[key];
    const value = stored[key];
    if (value === undefined) {
      read[key] = structuredClone(fallback);
    } else if (keySchema instanceof z.ZodObject && isRecord(value) && isRecord(fallback)) {
      read[key] = readGroup(keySchema, fallback, value, `${name}.`, notices);
    } else {
      const checked = z.safeParse(keySchema, value);
      read[key] = checked.success ? checked.data : structuredClone(fallback);
      if (!checked.success) notices.push(invalidValue(name, value, fallback, checked.error));
    }
  }
  return read;
}

function invalidValue(name: string, value: unknown, fallback: unknown, error: z.core.$ZodError): SettingsNotice {
  const why = error.issues[0]?.message ?? 'is not allowed';
  return {
    code: 'setting-invalid',
    message: `The setting “${name}” is ${short(value)}, which can't be used (${why}). Porchlight uses ${short(fallback)} instead.`,
  };
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
