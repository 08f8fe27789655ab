import type { Page } from '@playwright/test'
import { PROOF_HOLDS_SECONDS } from '#lib/identity/otp-policy.ts'
import { expect } from '../fixtures.ts'
import { ask } from './books.ts'
import type { Portal } from './portal.ts'

/**
 * Logs in with the code that came to `mobile`, as a person does. `who` is what they type: the number itself, or a
 * consumer number that leads to it. Ends on the page that the login leads to.
 */
export async function logIn(page: Page, portal: Portal, mobile: string, who = mobile): Promise<void> {
  await page.goto('/login')
  await page.locator('input[name=who]').fill(who)
  await page.locator('form[action="/api/login"] button').click()
  await page.waitForURL('**/login/code')
  await page.locator('input[name=code]').fill(await newestCode(portal, mobile))
  await page.locator('form[action="/api/login/code"] button').click()
  await page.waitForURL(/\/(c\/|connections)/)
}

/** The code of the newest message to a mobile. */
export async function newestCode(portal: Portal, mobile: string): Promise<string> {
  // News may have come since.
  const codes = (await portal.messages(mobile)).map(({ text }) => /^\d{6}\b/.exec(text)?.[0])
  const code = codes.find((one) => one !== undefined)
  expect(code, `a code for ${mobile}`).toBeTruthy()
  return code as string
}

/**
 * Makes somebody's logins, and the codes given in them, so many seconds older, since the clock of a portal is held: without
 * more words too old to end others by.
 */
export async function ageLogins(portal: Portal, mobile: string, seconds = PROOF_HOLDS_SECONDS): Promise<void> {
  await ask(
    portal.dataDir,
    `update "Session" set "createdAt" = "createdAt" - $1::interval, "provenAgainAt" = "provenAgainAt" - $1::interval
      where "consumerId" = (select "id" from "Consumer" where "mobile" = $2)`,
    [`${seconds} seconds`, mobile],
  )
}

/** Makes the browsers that somebody has logged in with theirs for long: no refund waits for them. */
export async function knowBrowsers(portal: Portal, mobile: string): Promise<void> {
  await ask(
    portal.dataDir,
    'update "Session" set "isNewDevice" = false where "consumerId" = (select "id" from "Consumer" where "mobile" = $1)',
    [mobile],
  )
}

/** The path of the connection that the page shows, `/c/<id>`. */
export function connectionPath(page: Page): string {
  const path = /^\/c\/[0-9a-f-]{36}/.exec(new URL(page.url()).pathname)?.[0]
  expect(path, `the address of a connection in ${page.url()}`).toBeTruthy()
  return path as string
}

/** Chooses English, as a visitor does before logging in. */
export async function speakEnglish(page: Page): Promise<void> {
  await page.goto('/login')
  await page.getByRole('button', { name: 'English' }).first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/)
}

/** The record keeps the language that somebody chose last, in whichever browser. */
export async function speakHindi(page: Page): Promise<void> {
  const choice = page.getByRole('button', { name: 'हिन्दी' })
  if (await choice.first().isVisible()) await choice.first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', /^hi/)
}
