/** Confirmations as web pages in a folder. */
import type { Settings } from '#shared/settings.ts';
import { webAddressProblem } from './channelWords.ts';
import { PathSetting } from './PathSetting.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useEditor } from './settingsEditor.ts';
import { TextSetting } from './TextSetting.tsx';
import { TryChannel } from './TryChannel.tsx';

export function PagesSection() {
  const { settings, save } = useEditor();
  const { pages } = settings;
  const savePages = (field: string, change: Partial<Settings['pages']>) =>
    save(field, { pages: { ...pages, ...change } });
  return (
    <>
      <SwitchSetting
        field="pages.on"
        label="Write a web page for each confirmation"
        help="Pages that stand by themselves, under names that nobody can guess, for you to publish. Withdrawing a confirmation takes its page away."
        value={pages.on}
        onSave={(on) => void savePages('pages.on', { on })}
      />
      <PathSetting
        field="pages.folder"
        label="Folder of the pages"
        help="The customers’ pages stand in its folder “published”: that one alone is for your website. The list of all of them stands beside it and is for the depot."
        value={pages.folder}
        placeholder="In Porchlight’s own data folder"
        useWord="Use this folder"
        clearWord="Use the data folder"
        isFolder
        onSave={(folder) => savePages('pages.folder', { folder })}
      />
      <TextSetting
        field="pages.url"
        label="Address on the web"
        help="Where “published” is to be found there. It stands before each page’s name in the depot’s list. Empty: the names alone."
        value={pages.url}
        placeholder="https://example.com/deliveries/"
        maxLength={2000}
        problemOf={(url) => webAddressProblem(url, false)}
        onSave={(url) => void savePages('pages.url', { url })}
      />
      <TryChannel channel="pages" help="Writes a made-up page into the folder, and takes it away again." />
    </>
  );
}
