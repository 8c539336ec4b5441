/**
 * Makes out/main/verify.html: the checker of claim packs as one file that needs nothing else, opened from the disk. Its content policy
 * names its own script and style by hash and allows nothing besides, so that no network can be reached from it.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** Under this name it stands beside the bundles, and in every pack. */
export const verifyPageName = 'verify.html';

/** For the build of the main process: whoever runs from out/main finds the page there. */
export function verifyPagePlugin(root: string): Plugin {
  return {
    name: 'porchlight-verify-page',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: verifyPageName, source: await makeVerifyPage(root) });
    },
  };
}

/** The whole page as text, from src/verifyPage. */
export async function makeVerifyPage(root: string): Promise<string> {
  const folder = join(root, 'src', 'verifyPage');
  const [template, script, style] = await Promise.all([
    readFile(join(folder, 'page.html'), 'utf8'),
    bundle(root, join(folder, 'page.ts')),
    readFile(join(folder, 'page.css'), 'utf8'),
  ]);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts: Record<string, string> = { policy, style, script };
  return template.replace(/\/\* (policy|style|script) \*\//g, (_, name: string) => parts[name] ?? '');
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The program as one classic script: modules can't be loaded from the disk. */
async function bundle(root: string, entry: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: true,
      // DecompressionStream is there from these on (docs/claim-pack.md).
      target: ['chrome103', 'firefox113', 'safari16.4'],
      rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  const [chunk, ...more] = outputs;
  if (chunk?.type !== 'chunk' || more.length > 0) throw new Error('verify.html is to be made of one script');
  // What would end the script early, or make it a comment, in HTML; both may only stand in its strings.
  return chunk.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '\\x3C!--');
}
