/**
 * Time stamps over HTTP (RFC 3161, section 3.4). What is sent is a hash and tells nobody anything; what comes back is checked before
 * it is believed, so that plain http does, as most authorities have it.
 */
import { X509Certificate } from 'node:crypto';
import type { lookup } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { guardedPost, type PostFailure } from '#core/confirmations/channels/guardedPost.ts';
import type { Settings } from '#shared/settings.ts';
import type { StampResult, TimeStamps } from './contract.ts';

export interface TimeStampParts {
  settings: () => Pick<Settings, 'timeStamp'>;
  version: string;
  /** How long the whole may take, ms. Somebody waits for the pack, and gets it without a stamp. */
  milliseconds?: number;
  lookup?: typeof lookup;
}

/** A stamp with a chain of certificates has some 6 kB. */
const mostAnswerBytes = 65_536;

const failures: Record<PostFailure, string> = {
  'address-refused':
    'its address leads to this computer or into a private network; allow that in the settings if it is meant',
  'address-unknown': 'its address can’t be found; is there a connection?',
  unreachable: 'it can’t be reached',
  certificate: 'it has no valid certificate for its address',
  'too-slow': 'it took too long to answer',
  'broken-off': 'the connection broke off',
  stopped: 'it was called off',
};

export function createTimeStamps(parts: TimeStampParts): TimeStamps {
  return {
    async stamp(bytes, signal) {
      const { url, allowPrivate, caFile } = parts.settings().timeStamp;
      if (url.trim() === '') return { kind: 'off' };
      const at = URL.parse(url);
      if (
        at === null ||
        (at.protocol !== 'https:' && at.protocol !== 'http:') ||
        at.username !== '' ||
        at.password !== ''
      ) {
        return failed('its address is no web address such as http://timestamp.example.com');
      }
      const trusted = caFile === null ? [] : await certificatesIn(caFile);
      if (trusted === null) return failed('the file of the certificates to check it by can’t be read, or holds none');

      // What reads certificates is loaded with the first stamp: it would take its part of every start.
      const [{ answersQuery, timeStampQuery }, { checkTimeStamp }] = await Promise.all([
        import('./timeStampQuery.ts'),
        import('#pack/timeStamp.ts'),
      ]);
      const query = timeStampQuery(bytes);
      const result = await guardedPost({
        url: at,
        headers: { 'content-type': 'application/timestamp-query', 'user-agent': `Porchlight/${parts.version}` },
        ...{ body: query.der, allowPrivate, signal, mostAnswerBytes, milliseconds: parts.milliseconds ?? 15_000 },
        ...(parts.lookup ? { lookup: parts.lookup } : {}),
      });
      if (result.kind === 'failed') return failed(failures[result.why]);
      if (result.status >= 300 && result.status < 400) {
        return failed(
          'its address sends on to another one, and nobody is followed; enter the last address in the settings',
        );
      }
      if (result.status !== 200) return failed(`it answered with an error (${result.status})`);

      const checked = await checkTimeStamp(result.bytes, bytes, trusted);
      if (!checked.ok) return failed(`what it sent ${checked.words.replace(/\.$/, '')}`);
      if (!answersQuery(result.bytes, query)) return failed('what it sent is the answer to another question');
      return { kind: 'stamped', response: result.bytes, ...checked.facts };
    },
  };
}

const failed = (why: string): StampResult => ({
  kind: 'failed',
  message: `The time stamp authority gave no time stamp: ${why}.`,
});

/** DER of all certificates in a PEM file; null: there is none that can be read. */
async function certificatesIn(file: string): Promise<Uint8Array[] | null> {
  const { readPem } = await import('#pack/signature.ts');
  try {
    const found = readPem(await readFile(file, 'utf8'), 'CERTIFICATE').map((der) => new X509Certificate(der).raw);
    return found.length > 0 ? found : null;
  } catch {
    return null;
  }
}
