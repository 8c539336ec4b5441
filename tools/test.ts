/**
 * `npm test`: types, lint, build, unit and integration tests, browser tests. Every step runs, whatever came of the one
 * before; the last line says `N passed, N failed`, where a step that is no test counts as one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './building.ts';
import { readPlaywrightReport, readVitestReport, type TestCounts } from './testCounts.ts';

const reports = join(repositoryRoot, 'test-results');
const total: TestCounts = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];

mkdirSync(reports, { recursive: true });
check('types of main, tools and tests', 'typescript/bin/tsc', ['-p', 'tsconfig.json']);
check('types of the screens', 'typescript/bin/tsc', ['-p', 'tsconfig.renderer.json']);
check('types of the screens’ tests', 'typescript/bin/tsc', ['-p', 'tsconfig.screenTests.json']);
check('format, lint and walls', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']);
check('build', null, [join('tools', 'build.ts')]);
tests('unit tests', 'vitest/vitest.mjs', vitestFlags('unit'), 'unit.json', readVitestReport);
tests('integration tests', 'vitest/vitest.mjs', vitestFlags('integration'), 'integration.json', readVitestReport);
tests('browser tests', null, [join('tools', 'endToEnd.ts'), '--reporter=list,json'], 'e2e.json', readPlaywrightReport);

if (total.skipped > 0) process.stdout.write(`\n${total.skipped} skipped\n`);
if (failures.length > 0) process.stdout.write(`\nFailed: ${failures.join(', ')}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function vitestFlags(project: string): string[] {
  const report = join(reports, `${project}.json`);
  return ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}

/** A step that passes or fails as a whole. */
function check(name: string, program: string | null, programArguments: string[]): void {
  const passed = runStep(name, program, programArguments);
  total[passed ? 'passed' : 'failed'] += 1;
  if (!passed) failures.push(name);
}

/** A step whose report counts its tests. A step that failed must show in the sum even if its report is silent about it. */
function tests(
  name: string,
  program: string | null,
  programArguments: string[],
  reportName: string,
  read: (content: string) => TestCounts,
): void {
  const report = join(reports, reportName);
  rmSync(report, { force: true });
  const passed = runStep(name, program, programArguments, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  const counts = existsSync(report) ? read(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  if (!passed && counts.failed === 0) counts.failed = 1;
  if (passed && counts.passed === 0) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (counts.failed > 0) failures.push(name);
}

/** Runs a package's program, or a file of ours, on this Node. */
function runStep(
  name: string,
  program: string | null,
  programArguments: string[],
  env: NodeJS.ProcessEnv = {},
): boolean {
  process.stdout.write(`\n── ${name}\n`);
  const startedAt = performance.now();
  const file = program === null ? [] : [join(repositoryRoot, 'node_modules', program)];
  const run = spawnSync(process.execPath, [...file, ...programArguments], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  process.stdout.write(`   ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  return run.status === 0;
}
