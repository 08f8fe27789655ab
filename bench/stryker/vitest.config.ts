import { defineConfig } from 'vitest/config'
import project from '../../vitest.config.ts'

/** The project's tests, of which Stryker runs those that `STRYKER_TESTS` names. */
export default defineConfig({
  test: { ...project.test, include: (process.env.STRYKER_TESTS ?? '').split(' '), maxWorkers: 1 },
})
