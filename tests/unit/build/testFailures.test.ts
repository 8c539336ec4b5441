import { expect, test } from 'vitest';
import { failuresIn } from '#tools/testFailures.ts';

const passed = Array.from({ length: 100 }, (_, n) => ` \u001b[32m✓\u001b[39m test ${n}`).join('\n');

test('of Vitest’s output the failures are told, without colours, from the first heading on', () => {
  const failures = [
    '\u001b[31m⎯⎯⎯⎯\u001b[39m\u001b[1m\u001b[41m Failed Tests 1 \u001b[49m\u001b[22m\u001b[31m⎯⎯⎯⎯\u001b[39m',
    '',
    ' FAIL  a.test.ts > adds',
    '- 1',
    '+ 2',
    '⎯⎯⎯⎯ Unhandled Errors ⎯⎯⎯⎯',
    'Error: later',
  ];
  expect(failuresIn(`${passed}\n\n${failures.join('\n')}\n\n`)).toBe(
    '⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯\n\n FAIL  a.test.ts > adds\n- 1\n+ 2\n⎯⎯⎯⎯ Unhandled Errors ⎯⎯⎯⎯\nError: later',
  );
});

test('of Playwright’s output the failures are told from the first number on', () => {
  const output = `${passed}\n\n\n  1) [browser] › desk.spec.ts › opens\n\n    Error: too late\n\n  2) [browser] › b\n`;
  expect(failuresIn(output)).toBe('  1) [browser] › desk.spec.ts › opens\n\n    Error: too late\n\n  2) [browser] › b');
});

test('of any other program the last forty lines are told, and never more than 100 of anybody', () => {
  expect(failuresIn(`${passed}\nsrc/a.ts(1,8): error\n`).split('\n')).toHaveLength(40);
  expect(failuresIn('')).toBe('');
  const endless = Array.from({ length: 200 }, (_, n) => `line ${n}`).join('\n');
  const told = failuresIn(`${passed}\n⎯⎯ Failed Suites 9 ⎯⎯\n${endless}`).split('\n');
  expect(told.at(-2)).toBe('line 98');
  expect(told.at(-1)).toBe('… and 101 lines more, above.');
});
