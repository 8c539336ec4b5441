/** Joins what a confirmation is made of. */
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import type { ImagingPool } from '#core/imaging/contract.ts';
import type { HiddenParts } from '#core/index/hiddenParts.ts';
import { isOnlineOnly } from '#core/pictures/onlineOnly.ts';
import type { PictureCache } from '#core/pictures/pictureCache.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { type ComposerParts, createComposer, type MessageComposer } from './composer.ts';
import { createLanguages, type Languages, shippedWords } from './languages.ts';
import { createLogo } from './logo.ts';

export interface Messages {
  composer: MessageComposer;
  languages: Languages;
}

export function openMessages(parts: {
  pool: ImagingPool;
  pictures: PictureCache;
  paths: Pick<DataFolderPaths, 'confirmationWords' | 'confirmationPictures'>;
  settings: () => Settings;
  /** Null: none is open. */
  depot: () => {
    root: string;
    photoPath(photo: PhotoId): string | null;
    queries: { hiddenParts: (photo: PhotoId) => HiddenParts };
  } | null;
  optOutLink: ComposerParts['optOutLink'];
}): Messages {
  const { pool, pictures, paths, settings, depot, optOutLink } = parts;
  const languages = createLanguages({ shipped: shippedWords(), depot: paths.confirmationWords });
  const composer = createComposer({
    ...{ pictures, languages, settings, optOutLink },
    hiddenParts: (photo) => depot()?.queries.hiddenParts(photo) ?? null,
    async isOnlineOnly(photo) {
      const open = depot();
      return open !== null && isOnlineOnly(open, photo);
    },
    logo: createLogo({ pool, folder: paths.confirmationPictures, settings }),
  });
  return { composer, languages };
}
