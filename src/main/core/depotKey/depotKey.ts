/**
 * The depot's Ed25519 key, which signs claim packs. It is made at first use; its public part is an entry of the ledger, and the
 * latest such entry names the key that counts. A key that the ledger names and nobody has is said to be lost: another one is made
 * only where somebody asks for it.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Answer, fail, ok } from '#core/api/bind.ts';
import { type LedgerBody, type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import type { SigningKeyView } from '#shared/claims.ts';
import { fingerprintOf, type KeptKey, type KeyPlaces, publicDer } from './keyPlaces.ts';
import {
  keyFromEnvironment,
  lostSentence,
  lostSoFar,
  noKeyYet,
  placeSentences,
  troubleSentence,
} from './keySentences.ts';

export interface Signer {
  fingerprint: string;
  /** SPKI, PEM. */
  publicPem: string;
  /** The ledger's entry that names the key. */
  entry: number;
  /** 64 bytes. */
  sign(bytes: Uint8Array): Buffer;
}

export interface DepotKey {
  /** Takes in an entry of the ledger that names a key; the same one again does nothing. */
  remember(entry: LedgerEntry): void;
  view(): Promise<SigningKeyView>;
  /** Makes the first key where the ledger names none. Else a failure in words: 409 `signing-key-lost`, 507. */
  signer(): Promise<Answer<Signer>>;
  /** A new key takes the place of the one before, on purpose. */
  makeNew(): Promise<Answer<SigningKeyView>>;
  /** Looks after the key once the ledger was read, so that a lost one is told before it is needed. Asks for none where none was made. */
  look(): Promise<void>;
  /** Why nothing can be signed, as it was found last; null: all is well, or no key was ever made. */
  trouble(): string | null;
}

interface NamedKey {
  seq: number;
  fingerprint: string;
  madeAt: number;
}

export interface DepotKeyParts {
  places: KeyPlaces;
  /** Appends to the ledger, with who is at the desk, and brings it into the index. Rejects with {@link LedgerWriteError}. */
  record: (body: LedgerBody) => Promise<LedgerEntry>;
  onChanged: () => void;
}

export function createDepotKey(parts: DepotKeyParts): DepotKey {
  const { places, record, onChanged } = parts;
  const named = new Map<number, NamedKey>();
  let found: string | null = null;
  // Two packs at once must not make two first keys.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  const latest = (): NamedKey | undefined => [...named.values()].at(-1);

  function remember({ seq, at, body }: LedgerEntry): void {
    if (body.kind === 'signing-key') named.set(seq, { seq, fingerprint: body.fingerprint, madeAt: at });
  }

  /** The key that counts; `trouble`: why there is none. Null where none was ever made. */
  async function current(): Promise<{ key: KeptKey | null; trouble: string | null }> {
    const { keys, trouble } = await places.read();
    const name = latest();
    const key = name ? keys.find(({ fingerprint }) => fingerprint === name.fingerprint) : keys[0];
    if (name && key?.isNext) await places.adoptNext();
    const before = found;
    if (key) found = null;
    else if (name) found = lostSentence(name.fingerprint, keys[0]?.fingerprint ?? null, trouble);
    else found = trouble ? troubleSentence(trouble) : null;
    if (found !== before) onChanged();
    return { key: key ?? null, trouble: found };
  }

  async function name(key: KeyObject): Promise<void> {
    const publicKey = publicDer(key).toString('base64');
    remember(await record({ kind: 'signing-key', publicKey, fingerprint: fingerprintOf(key) }));
  }

  /** Kept first and named after: between the two the ledger still names the key that is still there. */
  async function makeKey(): Promise<Answer<KeyObject>> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const failure = await places.keepNext(privateKey);
    if (failure !== null) return fail(507, 'signing-key-not-kept', failure);
    try {
      await name(privateKey);
    } catch (error) {
      await places.dropNext();
      return notWritten(error);
    }
    await places.adoptNext();
    return ok(privateKey);
  }

  async function view(): Promise<SigningKeyView> {
    const { key, trouble } = await current();
    const keys = [...named.values()].reverse();
    const [now, ...earlier] = keys;
    const isHere = now !== undefined && key?.fingerprint === now.fingerprint;
    const told = ({ fingerprint, madeAt }: NamedKey) => ({ fingerprint, madeAt });
    const sentence = isHere ? placeSentences[key.place] : now ? lostSoFar : noKeyYet;
    return {
      fingerprint: isHere ? now.fingerprint : null,
      madeAt: isHere ? now.madeAt : null,
      sentence,
      trouble,
      earlier: (isHere ? earlier : keys).map(told),
    };
  }

  return {
    remember,
    view,
    trouble: () => found,
    async look() {
      if (latest()) await current();
    },

    signer: () =>
      inTurn(async () => {
        const { key, trouble } = await current();
        if (!key && trouble !== null) return fail(409, 'signing-key-lost', trouble);
        let signing = key?.key;
        if (!latest()) {
          if (signing) {
            // There, and never named: the environment's, or one whose making was broken off.
            try {
              await name(signing);
            } catch (error) {
              return notWritten(error);
            }
            if (key?.isNext) await places.adoptNext();
          } else {
            const made = await makeKey();
            if (!made.ok) return made;
            signing = made.value;
          }
          onChanged();
        }
        const entry = latest();
        if (!signing || !entry) throw new Error('A key was neither found nor made.');
        return ok(signerOf(signing, entry));
      }),

    makeNew: () =>
      inTurn(async () => {
        const { keys } = await places.read();
        const given = keys.find(({ place }) => place === 'environment');
        if (given && given.fingerprint === latest()?.fingerprint) {
          return fail(409, 'signing-key-from-environment', keyFromEnvironment);
        }
        if (given) {
          try {
            await name(given.key);
          } catch (error) {
            return notWritten(error);
          }
        } else {
          const made = await makeKey();
          if (!made.ok) return made;
        }
        onChanged();
        return ok(await view());
      }),
  };
}

function signerOf(key: KeyObject, { seq, fingerprint }: NamedKey): Signer {
  const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return { fingerprint, publicPem, entry: seq, sign: (bytes) => sign(null, bytes, key) };
}

function notWritten(error: unknown) {
  if (!(error instanceof LedgerWriteError)) throw error;
  return fail(507, 'ledger-not-written', error.message);
}
