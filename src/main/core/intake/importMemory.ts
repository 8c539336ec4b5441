/** Manifests imported from elsewhere and saved column profiles: told by the ledger at each start, kept in memory. */
import { join } from 'node:path';
import type { LedgerEntry } from '#core/ledger/contract.ts';
import type { ImportProfile } from '#shared/importing.ts';
import type { ManifestSource } from './manifestLayers.ts';

/** An imported manifest: its copy in the data folder, under its hash. */
export type ImportedSource = Omit<ManifestSource, 'fileTime' | 'path'> & { fileTime: number };

export interface ImportMemory {
  /** Takes in an entry, if it is about an import or a profile; the latest of a name or hash holds. */
  remember(entry: LedgerEntry): void;
  /** By name. */
  profiles(): ImportProfile[];
  /** By the hash of the file. */
  sources: ReadonlyMap<string, ImportedSource>;
}

/** @param manifests folder of the copies, absolute. */
export function createImportMemory(manifests: string): ImportMemory {
  const profiles = new Map<string, ImportProfile>();
  const sources = new Map<string, ImportedSource>();
  return {
    sources,
    profiles: () => [...profiles.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    remember({ body, at }) {
      if (body.kind === 'save-profile') {
        const { name, headers, mapping, serviceDate } = body;
        profiles.set(name, { name, headers, mapping, serviceDate });
      }
      if (body.kind === 'import-manifest') {
        sources.set(body.sha256, {
          file: join(manifests, body.sha256),
          name: body.fileName,
          fileTime: at,
          ...(body.mapping ? { mapping: body.mapping } : {}),
          serviceDate: body.serviceDate,
        });
      }
    },
  };
}
