/** Confirmations to a program of the depot's own. */
import { useQuery } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import type { Settings } from '#shared/settings.ts';
import { Notice } from '#ui/Notice.tsx';
import { webAddressProblem, webhookLack } from './channelWords.ts';
import { SecretSetting } from './SecretSetting.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useEditor } from './settingsEditor.ts';
import { TextSetting } from './TextSetting.tsx';
import { TryChannel } from './TryChannel.tsx';

export function WebhookSection() {
  const { settings, save } = useEditor();
  const { data: secrets } = useQuery(queries.secrets());
  const { webhook } = settings;
  const saveWebhook = (field: string, change: Partial<Settings['webhook']>) =>
    save(field, { webhook: { ...webhook, ...change } });
  const key = secrets?.find(({ name }) => name === 'webhook-secret');
  const lack = webhookLack(webhook, key && key.from !== null);
  return (
    <>
      <SwitchSetting
        field="webhook.on"
        label="Hand confirmations to a program"
        help="Each confirmation is posted to an address of yours, with its picture, for a program that tells the customer in its own way."
        value={webhook.on}
        onSave={(on) => void saveWebhook('webhook.on', { on })}
      />
      {lack !== null && <Notice level="warning">{lack}</Notice>}
      <TextSetting
        field="webhook.url"
        label="Address"
        help="Where your program listens. Redirections are not followed."
        value={webhook.url}
        placeholder="https://example.com/porchlight"
        maxLength={2000}
        problemOf={(url) => webAddressProblem(url, !webhook.allowPrivate)}
        onSave={(url) => void saveWebhook('webhook.url', { url })}
      />
      <SwitchSetting
        field="webhook.allowPrivate"
        label="It is in the depot’s own network"
        help="Lets Porchlight call addresses of this computer and of private networks, which it refuses otherwise, so that a wrong address can’t be turned against your own machines."
        value={webhook.allowPrivate}
        onSave={(allowPrivate) => void saveWebhook('webhook.allowPrivate', { allowPrivate })}
      />
      <SecretSetting
        name="webhook-secret"
        label="Key"
        help="Signs each call, so that your program can tell that it comes from here. Both sides need the same one."
        mayMakeUp
      />
      <TryChannel channel="webhook" help="Posts a made-up confirmation, with the settings as they stand here." />
    </>
  );
}
