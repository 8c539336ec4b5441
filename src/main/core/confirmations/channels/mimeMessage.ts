/** A confirmation as an e-mail: HTML with its pictures inside, and the same in plain text. */
import addressparser from 'nodemailer/lib/addressparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { ConfirmationMessage } from '#core/confirmations/contract.ts';
import { isAddress } from '#core/domain/emailAddress.ts';

export interface Letter {
  confirmation: string;
  message: ConfirmationMessage;
  /** Name and address, as the settings have them. */
  from: string;
  replyTo: string;
  to: string;
  /** Epoch ms. */
  date: number;
}

/** The one address in what the settings name as a sender; null: there is none, or more than one. */
export function senderOf(text: string): { name: string; address: string } | null {
  if (/[\r\n]/.test(text)) return null;
  const [found, ...more] = addressparser(text);
  if (!found || more.length > 0 || !('address' in found) || !found.address || !isAddress(found.address)) return null;
  return { name: found.name, address: found.address };
}

/** A whole message, 7-bit. The same confirmation has the same Message-ID in every attempt. */
export async function mimeOf({ confirmation, message, from, replyTo, to, date }: Letter): Promise<string> {
  const sender = senderOf(from);
  if (!sender) throw new Error('a sender is lacking');
  const host = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  // RFC 2392: the id of a picture is one in the whole world.
  const idOf = (name: string) => `${name}.${confirmation}@${host}`;
  const names = new Set<string>(message.pictures.map(({ name }) => name));
  const html = message.html.replace(/cid:(picture|logo)\b/g, (whole, name: string) =>
    names.has(name) ? `cid:${idOf(name)}` : whole,
  );
  const answerTo = senderOf(replyTo);
  const composer = new MailComposer({
    from: sender,
    to: { name: '', address: to },
    ...(answerTo && { replyTo: answerTo }),
    subject: message.subject,
    text: message.text,
    html,
    messageId: `<${confirmation}@${host}>`,
    date: new Date(date),
    headers: {
      'X-Porchlight-Confirmation': confirmation,
      // RFC 3834: out-of-office programs do not answer it.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': message.language,
    },
    attachments: message.pictures.map(({ name, contentType, bytes }) => ({
      ...{ cid: idOf(name), content: bytes, contentType, contentDisposition: 'inline' },
      filename: `${name}.${contentType.split('/')[1] ?? 'bin'}`,
    })),
    // Everything is handed over: nothing in a text may name a file or an address to be fetched.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const bytes = await composer.compile().build();
  return bytes.toString('latin1');
}
