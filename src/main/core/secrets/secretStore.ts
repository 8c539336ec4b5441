/**
 * Passwords and keys of the channels. They stand in the environment of the run, or sealed by the system's keychain in a file of
 * the data folder; never in settings, logs, the ledger or an answer of the API.
 */
import { readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Log } from '#core/contract.ts';
import { writeFileAtomically } from '#core/dataFolder/atomicFile.ts';
import { type SecretName, type SecretView, secretNames } from '#shared/confirmations.ts';

/** The system's keychain as the host has it (Electron's safeStorage). */
export interface Keychain {
  /** False where what it seals would not be a secret (a Linux desktop without a password store). */
  isAvailable(): Promise<boolean>;
  seal(text: string): Promise<Buffer>;
  /** Rejects when the bytes were sealed by another user or on another computer. */
  open(sealed: Buffer): Promise<string>;
}

/** Environment variable of each secret, where there is no keychain. */
export const secretVariables: Record<SecretName, string> = {
  'smtp-password': 'PORCHLIGHT_SMTP_PASSWORD',
  'webhook-secret': 'PORCHLIGHT_WEBHOOK_SECRET',
  'opt-out-link-key': 'PORCHLIGHT_OPT_OUT_LINK_KEY',
};

/** Those of the depot's key, which no screen ever puts: `core/depotKey`. */
export const keyVariables = {
  'signing-key': 'PORCHLIGHT_SIGNING_KEY',
  'signing-key-passphrase': 'PORCHLIGHT_SIGNING_KEY_PASSPHRASE',
} as const;

/** The secrets of a run, by name. */
export type GivenSecrets = Partial<Record<SecretName | keyof typeof keyVariables, string>>;

export type SetSecretResult = { ok: true } | { ok: false; code: SecretFailureCode; message: string };
export type SecretFailureCode = 'secret-from-environment' | 'no-keychain' | 'secret-not-kept';

export interface SecretStore {
  /** Null: it is not there. */
  get(name: SecretName): string | null;
  /** What is there, without any value. */
  list(): Promise<SecretView[]>;
  /** Keeps it in the keychain; an empty value forgets it. Nothing changes when it fails. */
  set(name: SecretName, value: string): Promise<SetSecretResult>;
  /** Called after each change. */
  onDidChange(listener: () => void): void;
  /** What is wrong with the file, as a sentence; null when all is well. */
  trouble(): string | null;
}

const fileSchema = z.object({
  porchlightSecrets: z.literal(1),
  /** Base64 of what the keychain made of it. */
  sealed: z.partialRecord(z.enum(secretNames), z.string().max(20_000)),
});
type SealedFile = z.infer<typeof fileSchema>;

/**
 * Opens the secrets of a run: those `given` by the environment come before those that the keychain keeps in `file` (mode 0600).
 * `keychain`: null where the host has none.
 */
export async function openSecrets(options: {
  file: string;
  given: GivenSecrets;
  keychain: Keychain | null;
  log: Log;
}): Promise<SecretStore> {
  const { file, given, keychain, log } = options;
  let trouble: string | null = null;
  let sealed: SealedFile['sealed'] = {};
  const opened = new Map<SecretName, string>();
  const listeners: Array<() => void> = [];
  // One write after the other: two at once could end with the older one on the disk.
  let lastWrite: Promise<unknown> = Promise.resolve();

  const stored = await readSealed(file, log);
  if (stored === 'unreadable') {
    trouble = 'The file with the passwords was damaged and is put aside. Enter them again in the settings.';
  } else if (stored !== null) {
    sealed = stored.sealed;
    await openAll();
  }

  async function openAll(): Promise<void> {
    if (Object.keys(sealed).length === 0) return;
    if (!keychain || !(await keychain.isAvailable().catch(() => false))) {
      trouble = 'Passwords are kept in this computer’s keychain, which can’t be opened now. They are not used.';
      return;
    }
    for (const name of secretNames) {
      const box = sealed[name];
      if (box === undefined) continue;
      try {
        opened.set(name, await keychain.open(Buffer.from(box, 'base64')));
      } catch {
        // What the keychain says of it may hold parts of it: the name is enough.
        log.warn('A secret could not be opened', { secret: name });
        trouble = 'A password was kept by another user or on another computer. Enter it again in the settings.';
      }
    }
  }

  async function keep(name: SecretName, value: string): Promise<SetSecretResult> {
    if (given[name]) {
      const message = `This run has it from the environment (${secretVariables[name]}), which comes first. Change it there.`;
      return { ok: false, code: 'secret-from-environment', message };
    }
    const next = { ...sealed };
    if (value === '') {
      delete next[name];
    } else {
      if (!keychain || !(await keychain.isAvailable().catch(() => false))) {
        const message = `There is no keychain here that could keep it. Set ${secretVariables[name]} in the environment and start Porchlight again.`;
        return { ok: false, code: 'no-keychain', message };
      }
      try {
        next[name] = (await keychain.seal(value)).toString('base64');
      } catch {
        return { ok: false, code: 'secret-not-kept', message: 'This computer’s keychain did not take it.' };
      }
    }
    try {
      const content: SealedFile = { porchlightSecrets: 1, sealed: next };
      if (Object.keys(next).length === 0) await rm(file, { force: true });
      else await writeFileAtomically(file, `${JSON.stringify(content, null, 2)}\n`, 0o600);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
      return { ok: false, code: 'secret-not-kept', message: `It could not be saved (${why}). Is the disk full?` };
    }
    sealed = next;
    if (value === '') opened.delete(name);
    else opened.set(name, value);
    trouble = null;
    for (const listener of listeners) listener();
    return { ok: true };
  }

  return {
    get: (name) => given[name] || opened.get(name) || null,
    async list() {
      const canKeep = keychain !== null && (await keychain.isAvailable().catch(() => false));
      return secretNames.map((name) => ({
        name,
        from: given[name] ? 'environment' : opened.has(name) ? 'keychain' : null,
        variable: secretVariables[name],
        canKeep,
      }));
    },
    set(name, value) {
      const kept = lastWrite.then(() => keep(name, value));
      lastWrite = kept;
      return kept;
    },
    onDidChange(listener) {
      listeners.push(listener);
    },
    trouble: () => trouble,
  };
}

/** Null: there is none. One that can't be understood is put aside: it holds nothing that could be read by hand. */
async function readSealed(file: string, log: Log): Promise<SealedFile | 'unreadable' | null> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    log.warn('The file of the secrets can’t be read');
    await rename(file, `${file}.broken`).catch(() => undefined);
    return 'unreadable';
  }
}

/**
 * Takes the secrets out of an environment: processes that are started later (some of them open strangers' pictures) inherit the
 * rest without them.
 */
export function takeSecrets(environment: NodeJS.ProcessEnv): GivenSecrets {
  const taken: GivenSecrets = {};
  for (const [name, variable] of Object.entries({ ...secretVariables, ...keyVariables })) {
    const value = environment[variable];
    if (value) taken[name as keyof GivenSecrets] = value;
    delete environment[variable];
  }
  return taken;
}
