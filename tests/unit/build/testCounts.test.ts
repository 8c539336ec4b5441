import { expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport } from '#tools/testCounts.ts';

const vitestReport = (more: object) =>
  JSON.stringify({
    numPassedTests: 10,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...more,
  });

test('passed, failed and skipped tests are counted', () => {
  const report = vitestReport({ numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
  expect(readVitestReport(report)).toEqual({ passed: 10, failed: 2, skipped: 2 });
});

test('a file that could not be loaded counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [] },
  ];
  expect(readVitestReport(vitestReport({ numFailedTests: 1, testResults }))).toMatchObject({ failed: 2 });
});

test('a browser test that failed and then passed has failed, and so has a run with errors outside of tests', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 3 };
  expect(readPlaywrightReport(JSON.stringify({ stats, errors: [{ message: 'no browser' }] }))).toEqual({
    passed: 5,
    failed: 3,
    skipped: 3,
  });
});
