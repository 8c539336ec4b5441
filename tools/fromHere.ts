import { resolve } from 'node:path';

/** A path as it was typed: npm runs scripts in the project's folder and tells in INIT_CWD where it was called from. */
export function fromHere(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
