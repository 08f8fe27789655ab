import fs from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** What holds in every test file, whoever runs it. */
export const OF_EACH = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Tests that want a gateway bring their own.
  env: { AUTH_SECRET: 'a-secret-for-tests-only-0123456789abcdef', PORTAL_MODE: 'demo', PAYMENT_GATEWAY: 'vpa' },
}

/**
 * What a test file leaves behind in its process: other modules, another environment, spies, counts of what was refused.
 * Such a file has a process of its own. All others share two, in which what they import is loaded once.
 */
const LEAVES_SOMETHING =
  /vi\.(?:mock|doMock|resetModules|hoisted|stub\w+|spyOn|useFakeTimers)\(|globalThis\b|process\.env[.[]\S+ = |Object\.assign\(process\.env|countedRefusals|process-metrics/

const inRoot = (file: string) => path.join(import.meta.dirname, file)
const files = ['app', 'components', 'lib', 'prisma', 'scripts']
  .flatMap((folder) => fs.readdirSync(inRoot(folder), { recursive: true }).map((file) => `${folder}/${file}`))
  .filter((file) => /\.test\.tsx?$/.test(file))
const leavesSomething = (file: string) => LEAVES_SOMETHING.test(fs.readFileSync(inRoot(file), 'utf8'))
/** As patterns: the brackets of a route are letters of its file's name. */
const named = (chosen: readonly string[]) => chosen.map((file) => file.replaceAll(/[[\]()]/g, '\\$&'))

export default defineConfig({
  test: {
    globalSetup: './lib/platform/test-server.ts',
    // Two cores: more workers only wait for each other, and the database is one.
    maxWorkers: 2,
    // The portal's own lines of traces, thousands of them.
    silent: 'passed-only',
    projects: [
      {
        test: {
          ...OF_EACH,
          name: 'together',
          include: named(files.filter((file) => !leavesSomething(file))),
          isolate: false,
          setupFiles: './lib/platform/test-together.ts',
        },
      },
      {
        test: { ...OF_EACH, name: 'alone', include: named(files.filter(leavesSomething)), sequence: { groupOrder: 1 } },
      },
    ],
  },
})
