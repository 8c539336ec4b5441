/** Confirmations by e-mail: the mail server, the sender, and a way to try both. */
import { useQuery } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import type { Settings } from '#shared/settings.ts';
import { Notice } from '#ui/Notice.tsx';
import { ChoiceSetting } from './ChoiceSetting.tsx';
import { emailLack, hostProblem, mailboxProblem, withSecurity } from './channelWords.ts';
import { NumberSetting } from './NumberSetting.tsx';
import { PathSetting } from './PathSetting.tsx';
import { SecretSetting } from './SecretSetting.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useEditor } from './settingsEditor.ts';
import { TextSetting } from './TextSetting.tsx';
import { TryChannel } from './TryChannel.tsx';

const securities: readonly { value: Settings['email']['security']; label: string }[] = [
  { value: 'tls', label: 'TLS' },
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'none', label: 'None' },
];

export function EmailSection() {
  const { settings, save } = useEditor();
  const { email } = settings;
  const saveEmail = (field: string, change: Partial<Settings['email']>) =>
    save(field, { email: { ...email, ...change } });
  const { data: secrets } = useQuery(queries.secrets());
  const password = secrets?.find(({ name }) => name === 'smtp-password');
  const lack = emailLack(email, password && password.from !== null);
  return (
    <>
      <SwitchSetting
        field="email.on"
        label="Send confirmations by e-mail"
        help="To each customer whose e-mail address stands in the manifest, one message for a stop, with the picture in it."
        value={email.on}
        onSave={(on) => void saveEmail('email.on', { on })}
      />
      {lack !== null && <Notice level="warning">{lack}</Notice>}
      <TextSetting
        field="email.host"
        label="Mail server"
        help="The name of your provider’s server for outgoing mail (SMTP)."
        value={email.host}
        placeholder="smtp.example.com"
        maxLength={253}
        problemOf={hostProblem}
        onSave={(host) => void saveEmail('email.host', { host })}
      />
      <ChoiceSetting
        field="email.security"
        label="Encryption"
        help="TLS from the first byte, or STARTTLS after a greeting: your provider says which. None: only for a server on this computer; customers’ addresses are never sent over a network in the clear."
        choices={securities}
        value={email.security}
        onSave={(security) => void saveEmail('email.security', withSecurity(email, security))}
      />
      <NumberSetting
        field="email.port"
        label="Port"
        help="465 goes with TLS, 587 with STARTTLS."
        value={email.port}
        min={1}
        max={65_535}
        step={1}
        unit=""
        wholeOnly
        onSave={(port) => port !== null && void saveEmail('email.port', { port })}
      />
      <TextSetting
        field="email.user"
        label="User name"
        help="As the mail server knows you. Empty: it asks for none."
        value={email.user}
        maxLength={320}
        onSave={(user) => void saveEmail('email.user', { user })}
      />
      <SecretSetting
        name="smtp-password"
        label="Password"
        help="Never written into the settings, the ledger or the logs."
      />
      <TextSetting
        field="email.from"
        label="Sender"
        help="The address that stands as the sender, with a name before it if you like."
        value={email.from}
        placeholder="Maple Depot <deliveries@example.com>"
        maxLength={320}
        problemOf={mailboxProblem}
        onSave={(from) => void saveEmail('email.from', { from })}
      />
      <TextSetting
        field="email.replyTo"
        label="Answers go to"
        help="Where a customer’s answer arrives. Empty: at the sender’s address."
        value={email.replyTo}
        maxLength={320}
        problemOf={mailboxProblem}
        onSave={(replyTo) => void saveEmail('email.replyTo', { replyTo })}
      />
      <PathSetting
        field="email.caFile"
        label="Own certificate authority"
        help="A PEM file, where the mail server’s certificate was issued by your own authority. A certificate that can’t be checked is never accepted."
        value={email.caFile}
        placeholder="The system’s own"
        useWord="Use this file"
        clearWord="Use the system’s"
        isFolder={false}
        onSave={(caFile) => saveEmail('email.caFile', { caFile })}
      />
      <TryChannel
        channel="email"
        toAddress
        help="Sends a made-up confirmation to an address of yours, with the settings as they stand here. No customer gets anything."
      />
    </>
  );
}
