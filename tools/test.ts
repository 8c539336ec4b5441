/**
 * `npm test`: types, lint, build, unit and integration tests, browser tests. Every step runs, whatever came of the one
 * before; the last line says `N passed, N failed`, where a step that is no test counts as one. What failed is said again
 * right before it: who reads only the end of a long log, as a CI's page shows it, has the cause.
 *
 * Integration tests wait for files, processes and clocks as much as they compute: the steps that only compute run beside
 * them, and tell what they have to say when they are done.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './building.ts';
import { readPlaywrightReport, readVitestReport, type TestCounts } from './testCounts.ts';
import { failuresIn } from './testFailures.ts';

const reports = join(repositoryRoot, 'test-results');
const total: TestCounts = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];
const vitest = 'vitest/vitest.mjs';
const typescript = 'typescript/bin/tsc';

mkdirSync(reports, { recursive: true });
await check('build', null, [join('tools', 'build.ts')]);
const beside = checkBeside();
await tests('integration tests', vitest, vitestFlags('integration'), 'integration.json', readVitestReport);
await beside;
const endToEnd = [join('tools', 'endToEnd.ts'), '--reporter=list,json'];
await tests('browser tests', null, endToEnd, 'e2e.json', readPlaywrightReport);

if (total.skipped > 0) process.stdout.write(`\n${total.skipped} skipped\n`);
for (const failure of failures) process.stdout.write(`\n── failed: ${failure}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function checkBeside(): Promise<void> {
  await check('types of main, tools and tests', typescript, ['-p', 'tsconfig.json'], true);
  await check('types of the screens', typescript, ['-p', 'tsconfig.renderer.json'], true);
  await check('types of the screens’ tests', typescript, ['-p', 'tsconfig.screenTests.json'], true);
  await check('format, lint and walls', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], true);
  await tests('unit tests', vitest, vitestFlags('unit'), 'unit.json', readVitestReport, true);
}

/** @param kind the beginning of its projects' names in vitest.config.ts. */
function vitestFlags(kind: string): string[] {
  const report = join(reports, `${kind}.json`);
  return ['run', '--project', `${kind}*`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}

/** A step that passes or fails as a whole. */
async function check(
  name: string,
  program: string | null,
  programArguments: string[],
  isBeside = false,
): Promise<void> {
  const { passed, said } = await runStep(name, program, programArguments, isBeside);
  total[passed ? 'passed' : 'failed'] += 1;
  if (!passed) failures.push(`${name}\n${failuresIn(said)}`);
}

/** A step whose report counts its tests. A step that failed must show in the sum even if its report is silent about it. */
async function tests(
  name: string,
  program: string | null,
  programArguments: string[],
  reportName: string,
  read: (content: string) => TestCounts,
  isBeside = false,
): Promise<void> {
  const report = join(reports, reportName);
  rmSync(report, { force: true });
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const { passed, said } = await runStep(name, program, programArguments, isBeside, env);
  const counts = existsSync(report) ? read(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  if (!passed && counts.failed === 0) counts.failed = 1;
  if (passed && counts.passed === 0) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (counts.failed > 0) failures.push(`${name}\n${failuresIn(said)}`);
}

/**
 * Runs a package's program, or a file of ours, on this Node.
 * @param isBeside it runs beside another: what it says is held back until it ends, and shown in one piece.
 */
async function runStep(
  name: string,
  program: string | null,
  programArguments: string[],
  isBeside: boolean,
  env: NodeJS.ProcessEnv = {},
): Promise<{ passed: boolean; said: string }> {
  const heading = `\n── ${name}\n`;
  if (!isBeside) process.stdout.write(heading);
  const startedAt = performance.now();
  const file = program === null ? [] : [join(repositoryRoot, 'node_modules', program)];
  const run = spawn(process.execPath, [...file, ...programArguments], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its output passes through us, and still ends in a terminal where ours does.
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...env },
  });
  const said: Buffer[] = [];
  for (const stream of [run.stdout, run.stderr])
    stream.on('data', (bytes: Buffer) => {
      said.push(bytes);
      if (!isBeside) process.stdout.write(bytes);
    });
  const [code] = (await once(run, 'close')) as [number | null];
  if (isBeside) process.stdout.write(Buffer.concat([Buffer.from(heading), ...said]));
  process.stdout.write(`   ${name}: ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  return { passed: code === 0, said: Buffer.concat(said).toString('utf8') };
}
