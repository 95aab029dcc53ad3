import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['haigang-source'] };
const ssr = { resolve: { conditions: ['haigang-source'], externalConditions: ['haigang-source'] } };

/** One kind after the other: browsers and media beside the rest would make a small machine stand still for seconds. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['{shared,certs,sfu,command-ui,field-client}/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: ['**/*.media.test.ts', '**/node_modules/**', '**/dist/**'],
          testTimeout: 20_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'media',
          sequence: { groupOrder: 1 },
          include: ['sfu/src/**/*.media.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['e2e/src/**/*.e2e.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          // What is looked for again and again comes when a busy machine has got to it; only a wrong one takes this long.
          expect: { poll: { timeout: 30_000 } },
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
