import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Threads and processes that tests start read our sources anew each time; what Node made of them is kept between them.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

const measuringMemory = ['tests/integration/manifests/largeFiles.test.ts'] as const;

const onRealThings = {
  environment: 'node',
  globalSetup: 'tests/fixtures/imaging/compiledBefore.ts',
  // Real files, real processes, real pictures on shared machines: slow is not wrong.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // They wait for files to settle more than they compute: two cores carry three of them.
  maxWorkers: 3,
} as const;

/** Short to read, a minute or two to run. */
const long = ['core/killed', 'confirmations/killed', 'core/teaching', 'sample/makeSample', 'core/realDeliveries'];

/** By themselves files begin by their length: at the end all would wait for one that is short and takes long. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      // They run beside the integration tests (tools/test.ts): slow is not wrong there either.
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          exclude: ['tests/unit/electron/**'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Pure rules leave nothing behind: a process for each file would load the same sources a hundred times over.
          isolate: false,
          unstubGlobals: true,
          setupFiles: 'tests/fixtures/sameExamples.ts',
        },
      },
      // Each stands on an Electron of its own making.
      {
        test: {
          name: 'unit-electron',
          include: ['tests/unit/electron/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: [...measuringMemory],
          ...onRealThings,
          // The core is loaded once a worker and not once a file: a second of processor time each.
          isolate: false,
          unstubGlobals: true,
        },
      },
      // What other files left in a shared process would count as theirs.
      { test: { name: 'integration-alone', include: [...measuringMemory], ...onRealThings } },
    ],
  },
});
