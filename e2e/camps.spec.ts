import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, logIn, newestCode, speakEnglish } from './support/log-in.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'
import { slowDown } from './support/slowly.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
/** With `SLOW=1` one walk goes at slow 3G on a processor four times slower. */
const SLOW = Boolean(process.env.SLOW)
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 } })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('anybody finds the camps, in Hindi: fourteen places, up to the last working day of January', async ({
    page,
  }) => {
    await page.goto('/')
    await page.getByRole('link', { name: 'नज़दीकी शिविर' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('शिविर')
    await expect(page.getByRole('main').locator('section h2')).toHaveCount(15)
    await expect(page.getByRole('main')).toContainText('30 जनवरी 2027 तक')
    await expect(page.getByRole('main')).not.toContainText('रविवार')
    const map = await page.getByRole('link', { name: 'नक्शा खोलें' }).first().getAttribute('href')
    expect(map).toMatch(/^https:\/\/www\.openstreetmap\.org\//)
    await page.goto('/link')
    await expect(page.getByRole('main')).toContainText(/अगला शिविर 23\sनवंबर\s2026 को/)
  })

  test('at a camp a number is given and called, a complaint settled on the spot, and its slip shown', async ({
    page,
    browser,
    portal,
  }) => {
    await speakEnglish(page)
    await enterDesk(page.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
    await page.goto('/desk/camps')
    const today = page.getByRole('listitem').filter({ hasText: 'Today' })
    await today.getByRole('link').click()
    await page.getByRole('button', { name: 'Give a token' }).click()
    await expect(page.getByRole('status')).toHaveText('Token 1')

    const neighbour = await (await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })).newPage()
    await neighbour.goto('/camps')
    await expect(neighbour.getByText('अभी 1 व्यक्ति कतार में')).toBeVisible()
    await neighbour.context().close()

    await page.getByRole('button', { name: 'Call the next' }).click()
    await expect(page.getByRole('status')).toHaveText('Next: token 1')
    await page.getByLabel('Consumer number').fill('1000 4428 0047')
    await page.getByLabel('Mobile of whoever complains').fill('9000007702')
    await page.getByLabel('Category').selectOption('MOBILE')
    await page.getByLabel('Since when?').fill('always')
    await page.getByLabel('Settled on the spot').check()
    await page.getByRole('button', { name: 'Take down' }).click()
    // Something was done, but nobody said what.
    await expect(page.locator('main [role=alert]')).toContainText('Write something, or choose a saved reply.')
    await expect(page.getByLabel('Settled on the spot')).toBeChecked()
    await expect(page.getByRole('main')).toContainText('Nobody waits, called token 1, newest token 1')
    await page.getByLabel('Saved reply').selectOption('MOBILE_LINKED')
    await page.getByRole('button', { name: 'Take down' }).click()
    await expect(page.getByRole('status')).toContainText('Taken down. Number: C-2611-')
    await expect(page.getByText('Of 1 registered, 1 settled, 0 promised, 0 not accepted, 0 open')).toBeVisible()
    const told = (await portal.messages('9000007702')).map(({ text }) => text)
    expect(told[0]).toContain('निपट गई')

    await page.getByRole('link', { name: 'Print a slip' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('शिविर में दर्ज शिकायत')
    await expect(page.getByRole('main')).toContainText(/C-2611-\d{5}/)
    await expect(page.getByRole('main')).not.toContainText('9000007702')
    const csv = await (await page.request.get('/desk/camps/csv')).text()
    expect(csv.split('\r\n').filter((line) => /,1,1,1,0,0,0,0$/.test(line))).toHaveLength(1)
  })

  test('a mobile is linked on the spot by the code on it, and its owner logs in', async ({ page, browser, portal }) => {
    const mobile = '9000007704'
    await enterDesk(page.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
    await speakEnglish(page)
    await page.goto('/desk/search')
    await page.locator('input[name=number]').fill('1000 4428 0047')
    await page.locator('form[action="/api/desk/search"] button').click()
    await page.getByRole('link', { name: 'Link a mobile number' }).click()
    await page.getByLabel('Mobile to link').fill('90000')
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page.locator('main [role=alert]')).toContainText('A mobile number has 10 digits.')
    await page.getByLabel('Mobile to link').fill(mobile)
    await page.getByRole('button', { name: 'Send code' }).click()
    await page.getByLabel('Code on the phone').fill('000000')
    await page.getByRole('button', { name: 'Link the number' }).click()
    await expect(page.locator('main [role=alert]')).toContainText('The code is not right.')
    await page.getByLabel('Code on the phone').fill(await newestCode(portal, mobile))
    await page.getByRole('button', { name: 'Link the number' }).click()
    await expect(page.getByRole('status')).toContainText('The number is linked.')
    expect(page.url()).not.toContain(mobile)

    const owner = await (await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })).newPage()
    await logIn(owner, portal, mobile)
    await owner.goto(`${connectionPath(owner)}/consumption`)
    await expect(owner.getByRole('heading', { level: 1 })).toBeVisible()
    await owner.context().close()
  })

  test('a camp’s counter on a phone, in Hindi: poster, token, complaint settled, mobile linked, and back', async ({
    page,
    browser,
    portal,
  }) => {
    const mobile = '9000007709'
    const walk = (on: Page, name: string) => on.getByRole('link', { name }).first().click()
    const visitor = await (await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })).newPage()
    if (SLOW) await slowDown(visitor, { processor: 4 })
    await visitor.goto('/p/222222')
    await walk(visitor, 'पास का शिविर')
    await expect(visitor.getByRole('main')).toContainText('क्या लाएँ')
    await visitor.context().close()

    await enterDesk(page.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
    if (SLOW) await slowDown(page, { processor: 4 })
    await page.goto('/desk')
    await walk(page, 'शिविर')
    await goVia(page.getByRole('listitem').filter({ hasText: 'आज' }).getByRole('link'))
    const camp = new URL(page.url()).pathname
    await goVia(page.getByRole('button', { name: 'टोकन दें' }))
    await page.getByRole('button', { name: 'अगले को बुलाएँ' }).click()
    await expect(page.getByRole('status')).toContainText('अगला: टोकन')

    // Sent empty first: what is missing stands where the officer looks, with the keys of a number.
    await page.getByRole('button', { name: 'दर्ज करें' }).click()
    await expect(page.locator('main [role=alert]')).toContainText('पूछें कि समस्या कब से है।')
    await expect(page.locator('main [role=alert]')).toBeInViewport()
    await expect(page.getByLabel('उपभोक्ता संख्या')).toHaveAttribute('inputmode', 'numeric')
    await page.getByLabel('उपभोक्ता संख्या').fill('1000 4428 0049')
    await page.getByLabel('शिकायत करने वाले का मोबाइल').fill(mobile)
    await page.getByLabel('किस बारे में').selectOption('MOBILE')
    await page.getByLabel('समस्या कब से है?').fill('हमेशा से')
    await page.getByLabel('यहीं निपट गई').check()
    await page.getByLabel('तैयार जवाब').selectOption('MOBILE_LINKED')
    await page.getByRole('button', { name: 'दर्ज करें' }).click()
    await expect(page.getByRole('status')).toContainText(/दर्ज हो गई। संख्या: C-2611-\d{5}/)

    await page.getByRole('status').getByRole('link', { name: 'मोबाइल नंबर जोड़ें' }).click()
    await page.getByLabel('जोड़ा जाने वाला मोबाइल').fill(mobile)
    await goVia(page.getByRole('button', { name: 'कोड भेजें' }))
    await page.getByLabel('फ़ोन पर आया कोड').fill(await newestCode(portal, mobile))
    await page.getByRole('button', { name: 'नंबर जोड़ें' }).click()
    await expect(page.getByRole('status')).toContainText('नंबर जुड़ गया।')
    await walk(page, 'शिविर पर लौटें')
    expect(new URL(page.url()).pathname).toBe(camp)
    await expect(page.getByRole('button', { name: 'अगले को बुलाएँ' })).toBeVisible()
  })

  test('a supervisor announces a camp, and not on a Sunday', async ({ page, portal }) => {
    await speakEnglish(page)
    await enterDesk(page.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
    await page.goto('/desk/camps')
    const fill = async (fields: Record<string, string>) => {
      for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
      await page.getByRole('button', { name: 'Announce' }).click()
    }
    await fill({
      'Place, in Hindi': 'नमूना मैदान',
      'Place, in English': 'Example Ground',
      'How to find it, in Hindi': 'स्कूल के सामने',
      'How to find it, in English': 'Opposite the school',
      Day: '2026-11-29',
    })
    await expect(page.locator('main [role=alert]')).toContainText('Camps are held from Monday to Saturday')
    await expect(page.getByLabel('Place, in English')).toHaveValue('Example Ground')
    await fill({ Day: '2026-11-30' })
    await expect(page.getByRole('status')).toHaveText('The camp is announced.')
    await page.goto('/camps')
    await expect(page.getByRole('heading', { name: 'Example Ground' })).toBeVisible()
  })
})
