import { defineConfig } from 'vitest/config'
import project, { OF_EACH } from '../../vitest.config.ts'

/** The project's tests, of which Stryker runs those that `STRYKER_TESTS` names, each file in a process of its own. */
export default defineConfig({
  test: {
    ...project.test,
    ...OF_EACH,
    projects: undefined,
    include: (process.env.STRYKER_TESTS ?? '').split(' '),
    maxWorkers: 1,
  },
})
