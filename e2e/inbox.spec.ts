import { expect, test } from './fixtures.ts'
import { makeComplaint } from './support/complain.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

/** Complains, and reads what the desk does about it. */
const SUNIL = '9000001031'

test('a complaint goes from the consumer to an officer, is promised, settled, and rated', async ({
  browser,
  portal,
}) => {
  const open = async () => (await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })).newPage()
  const [sunil, supervisor, clerk] = [await open(), await open(), await open()]
  await logIn(sunil, portal, SUNIL)
  await makeComplaint(sunil, connectionPath(sunil), {
    category: 'METER',
    since: 'सोमवार',
    detail: 'मीटर की स्क्रीन बंद है।',
  })
  const thread = sunil.url().replace('?sent', '')
  const number = /C-2611-\d{5}/.exec((await sunil.locator('h1').textContent()) ?? '')?.[0] ?? ''

  // The supervisor looks for what nobody has, and gives it to somebody, who here is the supervisor.
  await enterDesk(supervisor.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
  await supervisor.goto(`/desk/complaints?which=NOBODYS&number=${number}`)
  await supervisor.getByRole('checkbox', { name: `${number} चुनें` }).check()
  await supervisor.getByRole('button', { name: 'दें', exact: true }).click()
  await expect(supervisor.getByRole('status')).toContainText('1 शिकायत दी गई।')

  // A clerk promises a day, first without saying which.
  await enterDesk(clerk.context(), portal, OFFICERS.CLERK, CLOCK)
  await clerk.goto('/desk/complaints')
  await clerk.getByRole('link', { name: number }).click()
  await expect(clerk.getByText('मीटर की स्क्रीन बंद है।')).toBeVisible()
  await expect(clerk.getByRole('main')).not.toContainText(SUNIL)
  await clerk.getByLabel('तारीख दें').check()
  await clerk.getByLabel('तैयार जवाब').selectOption('VISIT')
  await clerk.getByRole('button', { name: 'भेजें' }).click()
  await expect(clerk.locator('main [role=alert]')).toContainText('तारीख चुनें।')
  // What was chosen is still there.
  await expect(clerk.getByLabel('तारीख दें')).toBeChecked()
  await expect(clerk.getByLabel('तैयार जवाब')).toHaveValue('VISIT')
  await clerk.getByLabel('किस तारीख तक').fill('2026-11-25')
  await clerk.getByRole('button', { name: 'भेजें' }).click()
  await expect(clerk.getByRole('status')).toContainText('हो गया')
  expect((await portal.messages(SUNIL))[0]?.text).toContain(`${number}`)

  await clerk.getByLabel('निपटाएँ').check()
  await clerk.getByLabel('अपने शब्द').fill('मीटर बदल दिया गया।')
  await clerk.getByRole('button', { name: 'भेजें' }).click()
  await expect(clerk.locator('#timeline')).toContainText('मीटर बदल दिया गया।')

  await sunil.goto(thread)
  await expect(sunil.locator('#timeline')).toContainText('हमारे कर्मचारी आपके यहाँ आकर देखेंगे।')
  await expect(sunil.locator('#timeline')).toContainText('मीटर बदल दिया गया।')
  await sunil.getByLabel('और कुछ?').fill('जल्दी आए, धन्यवाद।')
  await sunil.getByRole('button', { name: 'राय भेजें' }).click()
  await expect(sunil.locator('main [role=alert]')).toContainText('चुनें कि काम कैसा रहा')
  await expect(sunil.getByLabel('और कुछ?')).toHaveValue('जल्दी आए, धन्यवाद।')
  await sunil.getByLabel('बहुत अच्छा').check()
  await sunil.getByRole('button', { name: 'राय भेजें' }).click()
  await expect(sunil.locator('#timeline')).toContainText('आपकी राय: 5 में से 5')
  await sunil.getByLabel('क्या रह गया?').fill('स्क्रीन फिर बंद है।')
  await sunil.getByRole('button', { name: 'फिर से खोलें' }).click()
  await expect(sunil.getByRole('main')).toContainText('काम चल रहा है')
  await Promise.all([sunil, supervisor, clerk].map((page) => page.context().close()))
})

test('a complaint is taken down at the counter, in English, with nothing typed twice', async ({ page, portal }) => {
  await speakEnglish(page)
  await enterDesk(page.context(), portal, OFFICERS.CLERK, CLOCK)
  await page.goto('/desk/complaints/new')
  await page.getByLabel('Consumer number').fill('100044280031')
  await page.getByLabel('Mobile of whoever complains').fill('90000')
  await page.getByLabel('Since when?').fill('October')
  await page.getByRole('button', { name: 'Take down' }).click()
  await expect(page.locator('main [role=alert]')).toContainText('A mobile number has 10 digits.')
  await expect(page.getByLabel('Since when?')).toHaveValue('October')
  expect(page.url()).not.toContain('90000&')
  await page.getByLabel('Mobile of whoever complains').fill('90000 07701')
  await page.getByRole('button', { name: 'Take down' }).click()
  await expect(page.getByRole('status')).toContainText('Taken down. Number: C-2611-')
  expect((await portal.messages('9000007701'))[0]?.text).toMatch(/शिकायत C-2611-\d{5} दर्ज हुई/)
})
