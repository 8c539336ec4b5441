/** Manifests imported from elsewhere and saved column profiles: told by the ledger at each start, kept in memory. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '#core/ledger/contract.ts';
import type { ImportProfile } from '#shared/importing.ts';
import type { ManifestSource } from './manifestLayers.ts';

/** An imported manifest: its copy in the data folder, under its hash. */
export type ImportedSource = Omit<ManifestSource, 'fileTime' | 'path'> & {
  fileTime: number;
  sha256: string;
  entries: readonly number[];
};

export interface ImportMemory {
  /** Takes in an entry, if it is about an import or a profile; the latest of a name or hash holds. */
  remember(entry: LedgerEntry): void;
  /** By name. */
  profiles(): ImportProfile[];
  /** By the hash of the file. */
  sources: ReadonlyMap<string, ImportedSource>;
  /** The copy was replaced by its rows without erased customers, which lie at {@link keptFile}. */
  replaced(sha256: string): void;
}

/** Stands for a file name that was erased. */
export const namelessManifest = 'manifest';

/** Where the rows of an imported manifest lie after its copy was taken away. */
export const keptFile = (manifests: string, sha256: string): string => join(manifests, `${sha256}.kept`);

/** @param manifests folder of the copies, absolute. */
export function createImportMemory(manifests: string): ImportMemory {
  const profiles = new Map<string, ImportProfile>();
  const sources = new Map<string, ImportedSource>();
  return {
    sources,
    replaced(sha256) {
      const known = sources.get(sha256);
      if (known) sources.set(sha256, { ...known, file: keptFile(manifests, sha256), isKept: true });
    },
    profiles: () => [...profiles.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    remember({ body, at, seq }) {
      if (body.kind === 'save-profile') {
        const { name, headers, mapping, serviceDate } = body;
        profiles.set(name, { name, headers, mapping, serviceDate });
      }
      if (body.kind === 'import-manifest') {
        const copy = join(manifests, body.sha256);
        // A copy beside the rows was imported once more since, and tells all of it.
        const isKept = !existsSync(copy) && existsSync(keptFile(manifests, body.sha256));
        sources.set(body.sha256, {
          sha256: body.sha256,
          entries: [...(sources.get(body.sha256)?.entries ?? []), seq],
          file: isKept ? keptFile(manifests, body.sha256) : copy,
          isKept,
          name: body.fileName || namelessManifest,
          fileTime: at,
          ...(body.mapping ? { mapping: body.mapping } : {}),
          serviceDate: body.serviceDate,
        });
      }
    },
  };
}
