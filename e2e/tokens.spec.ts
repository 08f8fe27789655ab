import { expect, test } from './fixtures.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, logIn, newestCode, speakEnglish } from './support/log-in.ts'

test.use({ clock: '2026-11-23T10:00:00+05:30', viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

const MEENA = '9000001037'

test('somebody makes a key, a program reads with it, and once it is ended it reads nothing', async ({
  page,
  portal,
  playwright,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, MEENA)
  const connection = connectionPath(page).slice(3)
  await page.goto(`/c/${connection}/profile`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /Keys for programs/ })
    .click()
  const form = page.locator('form[action="/api/account/tokens"]')
  await form.getByLabel('What is it for?').fill('Solar app')
  await form.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('main')).toContainText('Tick at least one thing')

  await expect(form.getByLabel('What is it for?')).toHaveValue('Solar app')
  await form.getByLabel('What is it for?').fill(' ')
  await form.getByRole('checkbox', { name: /Bills/ }).check()
  await form.getByRole('button', { name: 'Continue' }).click()
  await expect(form.getByRole('checkbox', { name: /Bills/ })).toBeChecked()

  await form.getByLabel('What is it for?').fill('Solar app')
  await form.getByRole('checkbox', { name: /Consumption/ }).check()
  await goVia(form.getByRole('button', { name: 'Continue' }))
  await page.getByRole('textbox').fill(await newestCode(portal, MEENA))
  await goVia(page.getByRole('button', { name: 'Make key' }))
  const token = (await page.locator('#token').textContent()) ?? ''
  expect(token).toMatch(/^bk_[\w-]{65}$/)
  await page.reload()
  await expect(page.locator('#token')).toHaveCount(0)
  expect(await page.content()).not.toContain(token)

  // A program has no cookies and comes from elsewhere.
  const program = await playwright.request.newContext({ baseURL: portal.url })
  const read = (address: string) => program.get(address, { headers: { Authorization: `Bearer ${token}` } })
  const days = await read(`/api/v1/connections/${connection}/days?from=2026-10-01&to=2026-10-31`)
  expect(days.status()).toBe(200)
  expect((await days.json()).data).toHaveLength(31)
  expect(days.headers()['cache-control']).toBe('no-store')
  expect((await read(`/api/v1/connections/${connection}/bills`)).status()).toBe(200)
  expect((await read(`/api/v1/connections/${connection}/payments`)).status()).toBe(403)
  const described = await (await program.get('/api/openapi.json')).json()
  expect(described.openapi).toBe('3.1.1')
  // A login is no token.
  expect((await page.request.get('/api/v1/connections')).status()).toBe(401)

  await page.reload()
  await expect(page.getByRole('main')).toContainText('Last used')
  await page.getByRole('button', { name: /End/ }).click()
  await expect(page.getByRole('status')).toContainText('The key is ended')
  expect((await read(`/api/v1/connections/${connection}/days`)).status()).toBe(401)
  const told = await portal.messages(MEENA)
  expect(told.some(({ text }) => /A key .* was made/.test(text))).toBe(true)
  await program.dispose()
})
