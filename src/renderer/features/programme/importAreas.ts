/** Areas out of a GeoJSON file, added to what is being edited; nothing is saved by it. */
import { useState } from 'react';
import { asApiError, upload } from '#app/client.ts';
import { toDraft } from './draft.ts';
import type { ProgrammeEditor } from './programmeDraft.ts';

export interface AreaImport {
  reading: boolean;
  /** What came of the last file. */
  outcome: { fileName: string; added: number; problems: readonly string[]; failure: string | null } | null;
  read(file: File): void;
  dismiss(): void;
}

/** @param onAdded gets the id of the first area that was added. */
export function useAreaImport(editor: ProgrammeEditor, onAdded: (id: string) => void): AreaImport {
  const [reading, setReading] = useState(false);
  const [outcome, setOutcome] = useState<AreaImport['outcome']>(null);

  async function read(file: File): Promise<void> {
    setReading(true);
    setOutcome(null);
    const fileName = file.name.slice(0, 100);
    try {
      const found = await upload('readAreas', file, {});
      const added = found.areas.map(({ name, polygons }) =>
        toDraft({ by: 'polygon', id: crypto.randomUUID(), name, from: null, until: null, polygons }),
      );
      if (added[0]) {
        editor.setAreas([...editor.areas, ...added]);
        onAdded(added[0].id);
      }
      setOutcome({ fileName, added: added.length, problems: found.problems, failure: null });
    } catch (problem) {
      setOutcome({ fileName, added: 0, problems: [], failure: asApiError(problem).message });
    }
    setReading(false);
  }
  return { reading, outcome, read: (file) => void read(file), dismiss: () => setOutcome(null) };
}
