import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'

/** Owes a bill; nothing is paid in her name here. */
const PHULMANI = '9000001053'
test.use({ clock: '2026-11-05T12:00:00+05:30', apart: 'tour', viewport: { width: 360, height: 740 } })

declare global {
  interface Window {
    /** What was handed to another app. */
    shared: { name: string; type: string; head: string; text: string }[]
    /** How the next sharing ends, if not well. */
    refusal: DOMException | undefined
  }
}

const FAILED = 'The bill could not be shared. Download the PDF instead.'

test('a bill is handed to another app as paper, and who thinks better of it is told nothing', async ({
  page,
  context,
  portal,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, PHULMANI)
  const home = connectionPath(page)
  await page.goto(`${home}/bills`)
  const bill = (await page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''
  const share = page.getByRole('button', { name: 'Share bill (PDF)' })
  await test.step('a browser that hands no files on opens WhatsApp with a sentence', async () => {
    await page.goto(bill)
    const link = page.getByRole('link', { name: 'Tell by WhatsApp' })
    expect(decodeURIComponent((await link.getAttribute('href')) ?? '')).toMatch(
      /^https:\/\/wa\.me\/\?text=Electricity bill of October 2026/,
    )
    await expect(share).toHaveCount(0)
  })

  await page.addInitScript(sharesFiles)
  await page.goto(bill)
  await share.click()
  await expect.poll(() => shared(page)).toHaveLength(1)
  expect((await shared(page))[0]).toMatchObject({ name: 'bill-2026-10.pdf', type: 'application/pdf', head: '%PDF-' })
  expect((await shared(page))[0]?.text).toMatch(/^Electricity bill of October 2026/)

  await test.step('closing the list of apps is no failure, an app that fails is one', async () => {
    await refuse(page, 'AbortError')
    await share.click()
    await expect.poll(() => page.evaluate(() => window.refusal)).toBeUndefined()
    await expect(page.getByText(FAILED)).toHaveCount(0)
    await refuse(page, 'NotAllowedError')
    await share.click()
    await expect(page.getByText(FAILED)).toBeVisible()
    await share.click()
    await expect.poll(() => shared(page)).toHaveLength(2)
    await expect(page.getByText(FAILED)).toHaveCount(0)
  })

  await test.step('after the login has ended, its page is not handed on as a bill', async () => {
    await context.clearCookies({ name: 'session' })
    await share.click()
    await expect(page.getByText(FAILED)).toBeVisible()
    expect(await shared(page)).toHaveLength(2)
  })
})

const shared = (page: Page) => page.evaluate(() => window.shared)

const refuse = (page: Page, name: string) =>
  page.evaluate((name) => {
    window.refusal = new DOMException('', name)
  }, name)

/** A phone's sharing of files, which Chromium on a server has not. */
function sharesFiles(): void {
  window.shared = []
  navigator.canShare = (data) => data?.files?.length === 1
  navigator.share = async ({ files, text = '' } = {}) => {
    const { refusal } = window
    window.refusal = undefined
    if (refusal) throw refusal
    const [file] = files ?? []
    if (!file) throw new TypeError()
    window.shared.push({ name: file.name, type: file.type, head: await file.slice(0, 5).text(), text })
  }
}
