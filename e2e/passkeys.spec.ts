import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { axeFaults } from './support/axe.ts'
import { goVia } from './support/go-via.ts'
import { ageLogins, connectionPath, logIn, newestCode, speakEnglish } from './support/log-in.ts'
import { layoutFaults, wordFaults } from './support/page-faults.ts'

test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'charts', viewport: { width: 360, height: 740 } })

/** Nobody else's in the specs of this portal. */
const MEENA = '9000001037'
const LOG_IN = 'Log in with fingerprint or screen lock'

test('a device is set up by a code, logs in by its own key, and no longer once it is removed', async ({
  browser,
  page,
  context,
  portal,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, MEENA)
  const finger = fingerOf(page)
  const profile = `${connectionPath(page)}/profile`
  const main = page.getByRole('main')

  await page.goto(profile)
  await page.getByRole('link', { name: 'Set up on this device' }).click()
  await goVia(page.getByRole('button', { name: 'Send code' }))
  await page.getByRole('textbox').fill(await newestCode(portal, MEENA))
  await page.getByRole('button', { name: 'Continue' }).click()
  await finger(true)
  await page.getByRole('button', { name: 'Finish on this device' }).click()
  await expect(main).toContainText('Done. Next time')
  expect(await faultsOf(page)).toEqual([])
  const told = await portal.messages(MEENA)
  expect(told.some(({ text }) => /without a code from Chrome/.test(text))).toBe(true)

  const scriptless = await browser.newContext({
    ...{ baseURL: portal.url, javaScriptEnabled: false, storageState: await context.storageState() },
  })
  const plain = await scriptless.newPage()
  await plain.goto(profile)
  await expect(plain.locator('#passkeys noscript p')).toHaveText(/This needs a newer browser/)
  await expect(plain.locator('#passkeys noscript p')).toBeVisible()
  await expect(plain.getByRole('link', { name: 'Set up on this device' })).toHaveCount(0)
  await scriptless.close()

  await logOut(page)
  const takeAway = await finger(false)
  await page.getByRole('button', { name: LOG_IN }).click()
  await expect(main).toContainText('That was broken off.')
  await takeAway()
  await finger(true)
  await page.getByRole('button', { name: LOG_IN }).click()
  await page.waitForURL(/\/c\//)

  await page.goto(profile)
  await expect(page.locator('#passkeys')).toContainText('Last used')
  await expect(page.locator('#passkeys')).toContainText('Works until 24 December 2026')
  expect(await faultsOf(page)).toEqual([])
  await ageLogins(portal, MEENA)
  await page
    .locator('#passkeys')
    .getByRole('button', { name: /Remove/ })
    .click()
  await expect(main).toContainText('You want to remove Chrome, Linux, set up')
  expect(await faultsOf(page)).toEqual([])
  await goVia(page.getByRole('button', { name: 'Send code' }))
  await page.getByRole('textbox').fill(await newestCode(portal, MEENA))
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.locator('#passkeys')).toContainText('Removed.')
  await logOut(page)
  await finger(true)
  await page.getByRole('button', { name: LOG_IN }).click()
  await expect(page.getByRole('alert').first()).toContainText('This device is not set up any more. Log in by a code.')
  await expect(page.locator('input[name=who]')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
})

/** A key as Chromium's protocol tells of it. */
type Credential = {
  credentialId: string
  isResidentCredential: boolean
  privateKey: string
  signCount: number
  rpId?: string
  userHandle?: string
}

const faultsOf = async (page: Page) => [
  ...(await layoutFaults(page)),
  ...(await wordFaults(page, 'en')),
  ...(await axeFaults(page)),
]

/** Ends in this browser alone; the button would take the device of the test along. */
async function logOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: 'session' })
  await page.goto('/login')
}

/**
 * A device with a reader of fingers, which knows the finger or not, and the key that it has made. Chromium forgets the device
 * when it gives a page another process, so each step holds it to the page anew.
 */
function fingerOf(page: Page) {
  let credential: Credential | undefined
  return async (isUserVerified: boolean) => {
    const session = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable')
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
        ...{ isUserVerified, automaticPresenceSimulation: true },
      },
    })
    if (credential) await session.send('WebAuthn.addCredential', { authenticatorId, credential })
    session.on('WebAuthn.credentialAdded', (event) => {
      credential = event.credential
    })
    session.on('WebAuthn.credentialAsserted', (event) => {
      credential = event.credential
    })
    return () => session.detach()
  }
}
