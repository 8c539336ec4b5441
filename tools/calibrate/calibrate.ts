/**
 * `npm run --silent calibrate -- NAME [flags]`: how often a verdict is right, on pictures of which the truth is known, as
 * tables of text on stdout; progress on stderr and only on a terminal. docs/quality.md shows what each printed last.
 * Exit 2: unusable arguments, one sentence on stderr.
 */
export type Calibration = { ok: true; report: string } | { ok: false; message: string };

const calibrations: Record<string, () => Promise<{ calibrate: (argv: string[]) => Promise<Calibration> }>> = {
  labels: () => import('./labels.ts'),
  people: () => import('./people.ts'),
  quality: () => import('./quality.ts'),
  reuse: () => import('./reuse.ts'),
};

const [name = '', ...argv] = process.argv.slice(2);
const load = calibrations[name];
if (load) {
  const result = await (await load()).calibrate(argv);
  if (result.ok) process.stdout.write(`${result.report}\n`);
  else refuse(result.message);
} else {
  refuse(`“${name}” is not a calibration; choose ${Object.keys(calibrations).join(', ')}.`);
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
