import { afterAll, expect } from 'vitest'

// Runs before each of the test files that share a process (vitest.config.ts). What the file before it has put on the process
// is taken away: modules keep there what Next.js, which bundles routes apart, would give each of them anew.
for (const name of Object.keys(globalThis)) if (name.startsWith('portal')) Reflect.deleteProperty(globalThis, name)

/** The library that reads pictures notes for itself where it lies. */
const environment = () => ({ ...process.env, VIPSHOME: undefined })
const found = environment()
afterAll(() => expect(environment(), 'vi.stubEnv changes the environment').toEqual(found))
