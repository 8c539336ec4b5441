/** What claim packs are sealed with: the depot's key, and an authority that stamps the time. */
import type { Settings } from '#shared/settings.ts';
import { webAddressProblem } from './channelWords.ts';
import { DepotKeySetting } from './DepotKeySetting.tsx';
import { PathSetting } from './PathSetting.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useEditor } from './settingsEditor.ts';
import { TextSetting } from './TextSetting.tsx';

export function PacksSection() {
  const { settings, save } = useEditor();
  const { timeStamp } = settings;
  const saveStamp = (field: string, change: Partial<Settings['timeStamp']>) =>
    save(field, { timeStamp: { ...timeStamp, ...change } });
  return (
    <>
      <DepotKeySetting />
      <TextSetting
        field="timeStamp.url"
        label="Time stamp authority"
        help="Stamps each pack with a time that nobody at the depot can set (RFC 3161). It gets a hash and nothing else. Without one the pack has the time of this computer’s clock."
        value={timeStamp.url}
        placeholder="http://timestamp.example.com"
        maxLength={2000}
        problemOf={(url) => webAddressProblem(url, false)}
        onSave={(url) => void saveStamp('timeStamp.url', { url })}
      />
      <SwitchSetting
        field="timeStamp.allowPrivate"
        label="It is in the depot’s own network"
        help="Lets Porchlight ask addresses of this computer and of private networks, which it refuses otherwise."
        value={timeStamp.allowPrivate}
        onSave={(allowPrivate) => void saveStamp('timeStamp.allowPrivate', { allowPrivate })}
      />
      <PathSetting
        field="timeStamp.caFile"
        label="Certificates to check its stamps by"
        help="A PEM file. A stamp of anybody else is not taken then. Without one every sound stamp is, and whoever gets the pack judges who made it."
        value={timeStamp.caFile}
        placeholder="None: every sound stamp is taken"
        useWord="Use this file"
        clearWord="Use none"
        isFolder={false}
        onSave={(caFile) => saveStamp('timeStamp.caFile', { caFile })}
      />
    </>
  );
}
