import sharp from 'sharp'
import { TestClamd } from '#lib/files/test-clamd.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { layoutFaults, wordFaults } from './support/page-faults.ts'
import { type Portal, startPortal } from './support/portal.ts'

/** A portal of its own, whose settings name a scanner of files. */
const SAYS = {
  hi: {
    mobile: '9000001045',
    infected: 'इस फ़ाइल में वायरस मिला।',
    notScanned: 'अभी फ़ाइलें नहीं ली जा सकतीं।',
    photo: 'इस फ़ोटो में वायरस मिला।',
    noPhoto: 'अभी फ़ोटो नहीं ली जा सकतीं।',
  },
  en: {
    mobile: '9000001039',
    infected: 'A virus was found in this file.',
    notScanned: 'Files cannot be taken just now.',
    photo: 'A virus was found in this photo.',
    noPhoto: 'Photos cannot be taken just now.',
  },
}
const clamd = new TestClamd()
let portal: Portal

test.beforeAll('a portal with a scanner', async () => {
  test.setTimeout(240_000)
  portal = await startPortal({ clock: '2026-11-05T12:00:00+05:30', env: { CLAMD: await clamd.listen() } })
})
test.afterAll(async () => {
  await portal.stop()
  await clamd.close()
})

for (const locale of LOCALES)
  test(`a file with a virus is refused in plain words, and one that nobody could scan too, in ${locale}`, async ({
    browser,
  }) => {
    const { mobile, ...says } = SAYS[locale]
    const context = await browser.newContext({
      ...{ baseURL: portal.url, javaScriptEnabled: false, viewport: { width: 360, height: 740 } },
    })
    await context.addCookies([{ name: 'language', value: locale, url: portal.url }])
    const page = await context.newPage()
    const buffer = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#446688' } })
      .jpeg()
      .toBuffer()
    const picture = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer }
    const isWell = async () => [...(await layoutFaults(page)), ...(await wordFaults(page, locale))]
    const scanner = async () => (await (await page.request.get('/api/ready')).json()).scanner

    await page.goto('/link')
    const sendPhoto = async () => {
      const form = page.locator('form[action="/api/link/photo"]')
      await form.locator('input[name=photo]').setInputFiles(picture)
      await form.locator('button').click()
    }
    clamd.manner = 'found'
    await sendPhoto()
    await expect(page.getByRole('alert')).toContainText(says.photo)
    expect(await isWell()).toEqual([])
    clamd.manner = 'error'
    await sendPhoto()
    await expect(page.getByRole('alert')).toContainText(says.noPhoto)

    await logIn(page, portal, mobile)
    await page.goto(`${connectionPath(page)}/complaints/new`)
    await page.locator('input[name=category][value=OTHER]').check()
    await page.locator('input[name=since]').fill('2')
    const send = async () => {
      await page.locator('input[name=photos]').setInputFiles(picture)
      await page.locator('form[action="/api/complaints"] button').click()
    }
    clamd.manner = 'found'
    await send()
    await expect(page.getByRole('alert')).toContainText(says.infected)
    expect(await isWell()).toEqual([])
    clamd.manner = 'breaks off'
    await send()
    await expect(page.getByRole('alert')).toContainText(says.notScanned)
    expect(await isWell()).toEqual([])
    clamd.manner = 'clean'
    await send()
    await page.waitForURL(/\/complaints\/[0-9a-f-]{36}/)
    await expect(page.locator('main a[href*="/files/"]')).toHaveCount(1)
    expect(clamd.files.at(-1)?.equals(buffer)).toBe(true)
    expect(await scanner()).toBe(true)
    await context.close()
  })

test('whoever asks how the portal is hears that its scanner is silent, and that it serves all the same', async () => {
  clamd.manner = 'hangs'
  const ready = await fetch(`${portal.url}/api/ready`)
  expect([ready.status, (await ready.json()).scanner]).toEqual([200, false])
})
