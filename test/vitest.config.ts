/** All tests. What needs a whole cloud or a browser runs a few files at a time, after everything that is quick. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Tests that boot a local cloud or start Chromium. */
const heavy = ['journeys', 'faults', 'browser', 'local'].map((folder) => `test/${folder}/**/*.test.{ts,tsx}`)

export default defineConfig({
  root,
  test: {
    env: { CDK_VALIDATION: 'false' },
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: heavy,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: heavy,
          globalSetup: ['test/infra/assembly-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
