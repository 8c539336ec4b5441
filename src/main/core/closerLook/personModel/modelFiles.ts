/**
 * The files that the model is made of. They ship inside npm packages and are found from the sources, from out/ and from the
 * installed app's archive alike. Nothing of them is ever fetched.
 */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PersonModelFiles } from './contract.ts';

interface Expected {
  folder: keyof PersonModelFiles;
  name: string;
  bytes: number;
  sha256: string;
}

/** Of `@vladmandic/human` 3.3.6 and `@tensorflow/tfjs-backend-wasm` 4.22.0, both pinned: `sha256sum` in their folders. */
const expectedFiles: readonly Expected[] = [
  {
    folder: 'models',
    name: 'centernet.json',
    bytes: 201_673,
    sha256: 'bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05',
  },
  {
    folder: 'models',
    name: 'centernet.bin',
    bytes: 4_030_290,
    sha256: '1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef',
  },
  {
    folder: 'models',
    name: 'blazeface.json',
    bytes: 79_038,
    sha256: 'cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f',
  },
  {
    folder: 'models',
    name: 'blazeface.bin',
    bytes: 538_928,
    sha256: 'dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72',
  },
  {
    folder: 'runtime',
    name: 'tfjs-backend-wasm-simd.wasm',
    bytes: 424_594,
    sha256: '77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b',
  },
  {
    folder: 'runtime',
    name: 'tfjs-backend-wasm.wasm',
    bytes: 311_123,
    sha256: '70a5d516060464e5269f01c74bac1772d6b8ab6cb612acf16b5cdaf61f78d892',
  },
];

const packages = createRequire(import.meta.url);

/** Where the packages' files lie; a package that is not there leads to a folder that is not there. */
export function shippedModelFiles(): PersonModelFiles {
  return {
    models: join(packageFolder('@vladmandic/human'), 'models'),
    runtime: join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'dist'),
  };
}

/** By looking for it: the package of the models lets nobody ask for its files by name. */
function packageFolder(name: string): string {
  const places = (packages.resolve.paths(name) ?? []).map((place) => join(place, name));
  return places.find((place) => existsSync(place)) ?? join(dirname(import.meta.filename), name);
}

/** The first file that is not there or has another size, as a sentence; null when all are there. Cheap: nothing is read. */
export function lackingModelFile(files: PersonModelFiles): string | null {
  for (const { folder, name, bytes } of expectedFiles) {
    const facts = statSync(join(files[folder], name), { throwIfNoEntry: false });
    if (!facts?.isFile()) return `its file ${name} is missing`;
    if (facts.size !== bytes) return `its file ${name} is damaged`;
  }
  return null;
}

/** The same by every byte. For the model's own process. */
export async function damagedModelFile(files: PersonModelFiles): Promise<string | null> {
  for (const { folder, name, sha256 } of expectedFiles) {
    const content = await readFile(join(files[folder], name)).catch(() => null);
    if (content === null) return `its file ${name} can’t be read`;
    if (createHash('sha256').update(content).digest('hex') !== sha256) return `its file ${name} is damaged`;
  }
  return null;
}
