import { type BrowserContext, test as base, type ConsoleMessage, expect } from '@playwright/test'
import { type Portal, startPortal } from './support/portal.ts'
import { toldOfPeople } from './support/told-of-people.ts'

/** News by push can be turned on; whoever does in a test has a browser that subscribes to nothing (push.spec.ts). */
const PUSH = { PUSH_KEY: Buffer.alloc(32, 7).toString('base64url'), PUSH_CONTACT: 'mailto:it@khata.example' }

/** How Chromium says that a page broke its content security policy, or put text where that policy wants none. */
const BREACH = /Content Security Policy|requires 'Trusted/i

/**
 * Tests with a portal of their own: `test.use({ clock: '…' })` holds its clock. Spec files that hold it at the same instant
 * share one, and must not get into each other's way. Those that would name a portal `apart` from it: the demo of the
 * instant is theirs as well, and need not be loaded again. No page of any test may break its content security policy; a test
 * that has one do so takes the `breaches` away.
 */
export const test = base.extend<
  { breaches: string[] },
  { clock: string | undefined; apart: string | undefined; portal: Portal }
>({
  clock: [undefined, { option: true, scope: 'worker' }],
  apart: [undefined, { option: true, scope: 'worker' }],
  portal: [
    async ({ clock }, use) => {
      const portal = await startPortal({ clock, env: PUSH })
      await use(portal)
      // No page, payment or repeat may have left the books in disorder.
      const { code, output } = await portal.command('lib/payments/verify-ledger-command.ts')
      const told = await toldOfPeople(portal)
      await portal.stop()
      expect(code, output).toBe(0)
      // Whatever was done here, its operator reads of nobody.
      expect(told).toEqual([])
      // Nor has anything in it called somebody whom no setting names.
      expect(portal.output()).not.toContain('OUTBOUND_REFUSED')
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  breaches: [
    async ({ browser }, use) => {
      const breaches: string[] = []
      const note = (message: ConsoleMessage) => {
        if (BREACH.test(message.text())) breaches.push(`${message.page()?.url()}: ${message.text()}`)
      }
      const watch = (context: BrowserContext) => context.on('console', note)
      for (const context of browser.contexts()) watch(context)
      browser.on('context', watch)
      await use(breaches)
      browser.off('context', watch)
      for (const context of browser.contexts()) context.off('console', note)
      expect(breaches).toEqual([])
    },
    { auto: true },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
})

export { expect }
