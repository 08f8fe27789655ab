import fs from 'node:fs'
import { expect, test } from './fixtures.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, logIn, newestCode, speakEnglish } from './support/log-in.ts'

// On a phone without JavaScript, as every journey.
test.use({ clock: '2026-11-23T10:00:00+05:30', viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

const LEAVES = '9000001053'

test('somebody takes everything that is held about them, and then has it erased', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, LEAVES)
  const home = connectionPath(page)
  await page.goto(`${home}/profile`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /Your data/ })
    .click()
  await expect(page.getByRole('main')).toContainText('Nothing that needs your agreement.')
  await page.getByRole('button', { name: 'Send code' }).click()
  await page.getByRole('textbox').fill('000000')
  await page.getByRole('button', { name: 'Download' }).click()
  await expect(page.getByRole('main')).toContainText('4')
  await page.getByRole('textbox').fill(await newestCode(portal, LEAVES))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('my-data-2026-11-23.json')
  const file = JSON.parse(fs.readFileSync(await download.path(), 'utf8'))
  expect(file.person.rows).toMatchObject([{ mobile: LEAVES }])
  expect(file.days.rows.length + file.bills.rows.length).toBeGreaterThan(0)

  await page.getByRole('link', { name: /End your login/ }).click()
  await expect(page.getByRole('heading', { name: 'What goes' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /What stays/ })).toBeVisible()
  await goVia(page.getByRole('button', { name: 'Send code' }))
  await page.getByRole('textbox').fill(await newestCode(portal, LEAVES))
  await page.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page).toHaveURL(/\/login\?bye=erased$/)
  await expect(page.getByRole('main')).toContainText('Your login has ended')
  expect((await page.goto(home))?.url(), 'the old address asks to log in').toContain('/login')
  expect(await portal.messages(LEAVES)).toEqual([])
})
