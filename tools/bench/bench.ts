/**
 * `npm run --silent bench -- NAME [flags]`: one JSON object on stdout, progress on stderr and only on a terminal. What each
 * prints is a promise (`contracts.md`, "Bench"); docs/performance.md says what is measured and how.
 * Exit 2: unusable arguments, one sentence on stderr.
 */
import type { BenchResult } from './benchResult.ts';

const benches: Record<string, () => Promise<{ bench: (argv: string[]) => Promise<BenchResult> }>> = {
  intake: () => import('./intake.ts'),
  rescan: () => import('./rescan.ts'),
  latency: () => import('./latency.ts'),
  scale: () => import('./scale.ts'),
  ui: () => import('./ui.ts'),
  'claim-list': () => import('./claimList.ts'),
  claims: () => import('./claims.ts'),
  matching: () => import('./matching.ts'),
};

const [name = '', ...argv] = process.argv.slice(2);
const load = benches[name];
if (load) {
  const result = await (await load()).bench(argv);
  if (result.ok) process.stdout.write(`${JSON.stringify({ bench: name, ...result.figures })}\n`);
  else refuse(result.message);
} else {
  refuse(`“${name}” is not a bench; choose ${Object.keys(benches).join(', ')}.`);
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
