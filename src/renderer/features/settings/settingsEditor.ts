/** Changing settings: shown at once, saved in the background, taken back with a sentence when that fails. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { Settings, SettingsPatch } from '#shared/settings.ts';

/** What became of the last change of one field. */
export type Fate = { kind: 'saving' } | { kind: 'saved' } | { kind: 'failed'; message: string };

export interface SettingsEditor {
  settings: Settings;
  /** @param field the row that asks, where the fate is shown. Resolves to true once it is saved. */
  save(field: string, patch: SettingsPatch): Promise<boolean>;
  fates: Readonly<Record<string, Fate>>;
}

/** How long "Saved" stays, in ms: long enough to be seen after looking up from the field. */
const savedForMs = 2500;

/** Hook: saves patches one after the other, so that an older answer never overtakes a newer one. */
export function useSettingsEditor(settings: Settings): SettingsEditor {
  const client = useQueryClient();
  const key = queries.settings().queryKey;
  const [fates, setFates] = useState<Record<string, Fate>>({});
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => () => timers.current.forEach(clearTimeout), []);

  const note = useCallback((field: string, fate: Fate) => {
    clearTimeout(timers.current.get(field));
    setFates((now) => ({ ...now, [field]: fate }));
    if (fate.kind !== 'saved') return;
    const forget = () => setFates(({ [field]: _gone, ...others }) => others);
    timers.current.set(field, setTimeout(forget, savedForMs));
  }, []);

  const { mutateAsync } = useMutation({
    scope: { id: 'settings' },
    mutationFn: (patch: SettingsPatch) => call('putSettings', patch),
  });
  const unsaved = useRef(0);

  const save = useCallback(
    async (field: string, patch: SettingsPatch): Promise<boolean> => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      client.setQueryData(key, (now) => now && patched(now, patch));
      note(field, { kind: 'saving' });
      unsaved.current += 1;
      try {
        const saved = await mutateAsync(patch);
        // While other changes wait, their optimistic values must not be overwritten by this older answer.
        if (unsaved.current === 1) client.setQueryData(key, saved);
        note(field, { kind: 'saved' });
        return true;
      } catch (problem) {
        client.setQueryData(key, (now) => now && before && patched(now, undoOf(patch, before)));
        note(field, { kind: 'failed', message: asApiError(problem).message });
        return false;
      } finally {
        unsaved.current -= 1;
      }
    },
    [client, key, mutateAsync, note],
  );

  return { settings, save, fates };
}

/** A patch's fields are never `undefined`, which the type can't say. */
function patched(settings: Settings, patch: SettingsPatch): Settings {
  return { ...settings, ...patch } as Settings;
}

/** The patch that puts the fields of `patch` back to what they were. */
function undoOf(patch: SettingsPatch, before: Settings): SettingsPatch {
  const fields = Object.keys(patch) as (keyof Settings)[];
  return Object.fromEntries(fields.map((field) => [field, before[field]]));
}

const EditorContext = createContext<SettingsEditor | null>(null);
export const SettingsEditorProvider = EditorContext.Provider;

/** Hook: the editor of the page around. */
export function useEditor(): SettingsEditor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('A setting stands outside the settings page');
  return editor;
}
