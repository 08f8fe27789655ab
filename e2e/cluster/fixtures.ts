import { test as base, expect } from '@playwright/test'
import { buildCluster, type Cluster } from './cluster.ts'

/** All stories are of one cluster; at the end the books must be in order. */
export const test = base.extend<object, { cluster: Cluster }>({
  cluster: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
    async ({}, use) => {
      const cluster = await buildCluster((text) => process.stdout.write(`· ${text}\n`))
      try {
        await use(cluster)
        const { code, output } = await cluster.portals[0].command('lib/payments/verify-ledger-command.ts')
        expect(code, output).toBe(0)
      } finally {
        await cluster.remove()
      }
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ cluster }, use) => use(cluster.url),
})

export { expect }
