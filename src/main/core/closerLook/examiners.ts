/** Everything that is looked for in a picture afterwards. Each examiner looks for one thing; none knows the others. */
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import type { ImagingPool } from '#core/imaging/contract.ts';
import type { CodeStore } from '#core/index/codeStore.ts';
import type { DirtyDays } from '#core/index/dirtyDays.ts';
import type { PeopleStore } from '#core/index/peopleStore.ts';
import type { PhotoWriter } from '#core/index/photoWriter.ts';
import type { Settings } from '#shared/settings.ts';
import type { Examiner } from './contract.ts';
import { createFiguresExaminer } from './figuresExaminer.ts';
import { createLabelsExaminer } from './labelsExaminer.ts';
import { createPeopleExaminer } from './peopleExaminer.ts';
import type { PersonModel } from './personModel/contract.ts';

export function createExaminers(parts: {
  pool: ImagingPool;
  writer: PhotoWriter;
  codes: CodeStore;
  people: PeopleStore;
  dirty: DirtyDays;
  paths: DataFolderPaths;
  /** Null: this host looks for nobody. */
  personModel: PersonModel | null;
  settings: () => Settings;
}): Examiner<unknown>[] {
  const { pool, writer, codes, people: store, dirty, paths, personModel: model, settings } = parts;
  const examiners: Examiner<unknown>[] = [
    createFiguresExaminer({ pool, writer, thumbnails: paths.thumbnails, settings }),
    createLabelsExaminer({ pool, codes, writer, settings }),
  ];
  if (model) examiners.push(createPeopleExaminer({ model, pool, store, dirty, folder: paths.looks, settings }));
  return examiners;
}
