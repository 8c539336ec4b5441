/**
 * Makes what a customer gets: the picture without what is hidden in it, and the words in the depot's language. Whatever keeps the
 * picture from being made keeps the message from going out: a confirmation without its picture is none.
 */
import type { ComposeResult, Composer, ConfirmationFacts, ConfirmationMessage } from '#core/confirmations/contract.ts';
import type { HiddenParts } from '#core/index/hiddenParts.ts';
import type { PictureCache } from '#core/pictures/pictureCache.ts';
import { hidesSomething } from '#shared/hiding.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { contentOf } from './content.ts';
import { htmlOf } from './htmlMail.ts';
import type { Languages } from './languages.ts';
import type { Logo } from './logo.ts';
import { plainTextOf } from './plainText.ts';

export interface ComposerParts {
  pictures: Pick<PictureCache, 'read'>;
  /** Null: no folder is open. */
  hiddenParts: (photo: PhotoId) => HiddenParts | null;
  /** Its file would have to be fetched from the cloud first. */
  isOnlineOnly: (photo: PhotoId) => Promise<boolean>;
  languages: Languages;
  logo: Logo;
  settings: () => Settings;
  /** The address of the depot's page for opting out, with this customer's token; null: there is none. */
  optOutLink: (facts: ConfirmationFacts) => string | null;
}

/** The confirmation of a preview: the UUID that stands for none. Whoever follows its link opts out of nothing. */
export const previewId = '00000000-0000-0000-0000-000000000000';

/** What can be said otherwise than the settings do, while it is being typed. */
export type WordsAsTyped = Partial<Pick<Settings['confirmations'], 'language' | 'words' | 'contact'>>;

export interface MessageComposer extends Composer {
  /** The picture alone, or why there is none. */
  picture(photo: PhotoId): Promise<PictureMade>;
  /** The message around a picture; `problems`: what is wrong with words or logo, in sentences. It can be sent all the same. */
  write(
    facts: ConfirmationFacts,
    picture: { bytes: Buffer; partsAreHidden: boolean },
    typed?: WordsAsTyped,
  ): Promise<{ message: ConfirmationMessage; problems: string[] }>;
}

export type PictureMade = { ok: true; bytes: Buffer; partsAreHidden: boolean } | Extract<ComposeResult, { ok: false }>;

const refused = (code: string, message: string, later: boolean): Extract<ComposeResult, { ok: false }> => ({
  ...{ ok: false, code, message, later },
});

export function createComposer(parts: ComposerParts): MessageComposer {
  async function picture(photo: PhotoId): Promise<PictureMade> {
    const hidden = parts.hiddenParts(photo);
    if (hidden === null) return refused('no-folder', 'The folder with the pictures is not open.', true);
    const unfit = unfitness(hidden, parts.settings().confirmations.picture);
    if (unfit) return unfit;
    if (await parts.isOnlineOnly(photo)) {
      return refused('online-only', 'The picture’s file is only in the cloud. Bring it to this computer.', true);
    }
    try {
      const made = await parts.pictures.read(photo, 'confirmation', { hidden, priority: 'backlog' });
      return made.ok
        ? { ok: true, bytes: made.bytes, partsAreHidden: hidesSomething(hidden) }
        : refused(made.code, made.message, made.passing || made.code === 'photo-gone');
    } catch {
      // The workers end with the core, and nothing else makes them refuse.
      return refused('stopping', 'Porchlight was being closed.', true);
    }
  }

  const write: MessageComposer['write'] = async (facts, { bytes, partsAreHidden }, typed = {}) => {
    const { depotName, timeZone, confirmations } = parts.settings();
    const { language: wanted, words: said, contact } = { ...confirmations, ...typed };
    const { language, words, problems } = await parts.languages.of(wanted);
    const logo = await parts.logo.read();
    const link =
      facts.confirmation === previewId
        ? (confirmations.optOutUrl?.replace('{token}', 'sample') ?? null)
        : parts.optOutLink(facts);
    const content = contentOf({
      ...{ facts, words, language, partsAreHidden, optOutLink: link },
      depot: { name: depotName, timeZone, words: said, contact },
    });
    const noLink = 'The address for opting out is no web address, so the link is left out.';
    const pictures: ConfirmationMessage['pictures'] = [{ name: 'picture', contentType: 'image/jpeg', bytes }];
    if (logo.picture) pictures.push({ name: 'logo', contentType: 'image/png', bytes: logo.picture.png });
    return {
      message: {
        language,
        subject: content.subject,
        html: htmlOf(content, { logo: logo.picture }),
        text: plainTextOf(content),
        pictures,
        data: content.data,
      },
      problems: [
        ...problems,
        ...(logo.problem === null ? [] : [logo.problem]),
        ...(link !== null && content.optOut === null ? [noLink] : []),
      ],
    };
  };

  return {
    picture,
    write,
    async compose(facts) {
      const made = await picture(facts.photo);
      if (!made.ok) return made;
      const { message } = await write(facts, made);
      return { ok: true, message };
    },
  };
}

/** Why the picture may not go out as it stands; null: it may. */
function unfitness(
  { boxes, outside, unseen }: HiddenParts,
  rule: Settings['confirmations']['picture'],
): Extract<ComposeResult, { ok: false }> | null {
  if (outside && boxes.length === 0) {
    return refused('picture-hidden', 'Everything in this picture is hidden, so there is nothing to send.', true);
  }
  if (rule === 'only-part' && !outside) {
    const message =
      'Customers get only a drawn part of a picture, and nobody has drawn one in this picture yet. Draw what they may see.';
    return refused('no-part-drawn', message, true);
  }
  if (unseen) {
    return refused(
      'not-looked-at',
      'Porchlight has not looked for faces in this picture yet. It goes out afterwards.',
      true,
    );
  }
  return null;
}
