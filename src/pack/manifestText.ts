/** The text of manifest.json: what is signed, byte by byte, and what `grep` and `sha256sum` can check without us. */
import type { Manifest } from './format.ts';

/** JSON with a line for each file, each picture and each file of the claim (docs/claim-pack.md relies on it), ending in a line break. */
export function manifestText(manifest: Manifest): string {
  const files = manifest.files.map(({ path, bytes, sha256, role }) => ({ path, bytes, sha256, role }));
  // A depot called `"files": []` has its quotes escaped, so each of these stands in the text once.
  const lists = { files: [], pictures: [], ...(manifest.attachments && { attachments: [] }) };
  return `${JSON.stringify({ ...manifest, ...lists }, null, 2)}\n`
    .replace('"files": []', () => `"files": ${lines(files)}`)
    .replace('"pictures": []', () => `"pictures": ${lines(manifest.pictures)}`)
    .replace('"attachments": []', () => `"attachments": ${lines(manifest.attachments ?? [])}`);
}

function lines(list: readonly object[]): string {
  return list.length === 0 ? '[]' : `[\n${list.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`;
}
