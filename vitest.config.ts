import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], environment: 'node' } },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          // Real files, real processes, real pictures on shared machines: slow is not wrong.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They wait for files to settle more than they compute: two at a time take a little over half as long.
          maxWorkers: 2,
        },
      },
    ],
  },
});
