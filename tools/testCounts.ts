/** Reads what Vitest and Playwright wrote about a run, so that one line can say how all of it went. */
import { z } from 'zod';

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestReportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Vitest's `json` report. A file that could not even be loaded has no tests to fail: it counts as one. */
export function readVitestReport(content: string): TestCounts {
  const report = vitestReportSchema.parse(JSON.parse(content));
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const playwrightReportSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** Playwright's `json` report. A test that failed and then passed has failed; so has a run with errors outside of tests. */
export function readPlaywrightReport(content: string): TestCounts {
  const { stats, errors } = playwrightReportSchema.parse(JSON.parse(content));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}
