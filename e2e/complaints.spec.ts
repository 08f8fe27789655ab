import { expect, test } from './fixtures.ts'
import { ask } from './support/books.ts'
import { makeComplaint } from './support/complain.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, logIn, newestCode, speakEnglish, speakHindi } from './support/log-in.ts'

test.use({ clock: '2026-11-23T10:00:00+05:30' })

const KAVITA = '9000001045'
const RAJESH = '9000001039'
const ANIL = '9000001049'

test.describe('without JavaScript, at 360 px, in Hindi', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('somebody complains about the voltage with the meter’s evidence, and reads what became of it', async ({
    page,
    portal,
  }) => {
    await logIn(page, portal, KAVITA)
    await speakHindi(page)
    const home = connectionPath(page)
    await page.goto(`${home}/complaints/new?evidence=quality.2026-11-15.2026-11-22`)
    await expect(page.getByRole('radio', { name: 'वोल्टेज कम या ज़्यादा' })).toBeChecked()
    await expect(page.getByText('मीटर का सबूत साथ जाएगा')).toBeVisible()

    // Nothing is lost by forgetting something.
    await page.getByLabel('और कुछ बताना चाहें तो').fill('शाम को पंखा धीमा चलता है।')
    const photo = { name: 'bulb.png', mimeType: 'image/png', buffer: await page.screenshot() }
    await page.getByLabel('फ़ोटो या PDF जोड़ें').setInputFiles(photo)
    await page.getByRole('button', { name: 'शिकायत भेजें' }).click()
    await expect(page).toHaveTitle(/^गड़बड़ी:/)
    await expect(page.getByRole('alert').getByRole('link', { name: 'बताएँ कि समस्या कब से है' })).toBeVisible()
    await expect(page.getByLabel('और कुछ बताना चाहें तो')).toHaveValue('शाम को पंखा धीमा चलता है।')
    await expect(page.getByText('1 फ़ाइल पहले से जुड़ी है।')).toBeVisible()

    await page.getByLabel('समस्या कब से है?').fill('एक हफ़्ते से')
    await page.getByRole('button', { name: 'शिकायत भेजें' }).click()
    await page.waitForURL(/complaints\/[0-9a-f-]{36}\?sent$/)
    const number = /C-2611-\d{5}/.exec((await page.getByRole('status').textContent()) ?? '')?.[0]
    const [message] = await portal.messages(KAVITA)
    expect(message?.text).toContain(`शिकायत ${number} दर्ज हुई`)
    const picture = await page.request.get((await page.locator('main a[href*="/files/"]').getAttribute('href')) ?? '')
    expect(picture.headers()['content-type']).toBe('image/jpeg')

    await page.getByLabel('कुछ और लिखें').fill('आज फिर हुआ।')
    const statement = await page.request.get(`${home}/payments/statement/pdf`)
    const paper = { name: 'paper.pdf', mimeType: 'application/pdf', buffer: await statement.body() }
    await page.getByLabel('फ़ोटो या PDF जोड़ें').setInputFiles(paper)
    await page.getByRole('button', { name: 'भेजें', exact: true }).click()
    await expect(page.locator('#timeline')).toContainText('आज फिर हुआ।')
    const kept = await page.request.get((await page.getByRole('link', { name: 'PDF 1' }).getAttribute('href')) ?? '')
    expect(kept.headers()['content-type']).toBe('application/pdf')
    expect(kept.headers()['content-disposition']).toMatch(/^attachment; filename="paper-[0-9a-f]{8}\.pdf"$/)
    expect((await kept.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await page.getByRole('link', { name: 'सभी शिकायतें' }).click()
    await expect(page.getByRole('main')).toContainText(number ?? 'no number')
  })
})

test('in English a photo that is none is refused, and nothing else is lost', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, KAVITA)
  const home = connectionPath(page)
  await page.goto(`${home}/complaints/new`)
  await page.getByLabel('Something else').check()
  await page.getByLabel('Since when?').fill('yesterday')
  const file = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') }
  await page.getByLabel('Add photos or PDFs').setInputFiles(file)
  await page.getByRole('button', { name: 'Send complaint' }).click()
  await expect(page.locator('main [role=alert]')).toContainText(
    'Choose a photo taken with a phone’s camera, or a PDF without a password.',
  )
  await page.getByRole('button', { name: 'Send complaint' }).click()
  await expect(page.getByRole('status')).toContainText('Complaint sent.')
})

test('what was written is there again when the login has rested too long meanwhile', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, ANIL)
  const home = connectionPath(page)
  // The clock is held: what rests is set back instead.
  const rest = () =>
    ask(
      portal.dataDir,
      `update "Session" set "lastSeenAt" = "lastSeenAt" - interval '31 minutes'
        where "consumerId" = (select "id" from "Consumer" where "mobile" = $1)`,
      [ANIL],
    )
  const logInAgain = async () => {
    await expect(page.getByText('You were logged out for safety.')).toBeVisible()
    await page.locator('input[name=who]').fill(ANIL)
    await goVia(page.locator('form[action="/api/login"] button'))
    await page.locator('input[name=code]').fill(await newestCode(portal, ANIL))
    await goVia(page.locator('form[action="/api/login/code"] button'))
  }
  await page.goto(`${home}/complaints/new`)
  await page.getByLabel('Something else').check()
  await page.getByLabel('Since when?').fill('since Diwali')
  const photo = { name: 'pole.png', mimeType: 'image/png', buffer: await page.screenshot() }
  const broken = { name: 'lines.png', mimeType: 'image/png', buffer: photo.buffer.subarray(0, 100) }
  await page.getByLabel('Add photos or PDFs').setInputFiles([photo, broken])
  await rest()
  await goVia(page.getByRole('button', { name: 'Send complaint' }))
  await logInAgain()
  await expect(page.getByLabel('Since when?')).toHaveValue('since Diwali')
  await expect(page.getByLabel('Something else')).toBeChecked()
  await expect(page.getByText('1 file is attached already.')).toBeVisible()
  await expect(page.locator('main [role=alert]')).toContainText('This file could not be opened.')
  await page.getByRole('button', { name: 'Send complaint' }).click()
  await page.waitForURL(/complaints\/[0-9a-f-]{36}\?sent$/)

  await page.locator('textarea[name=text]').fill('The pole leans more.')
  await rest()
  await goVia(page.getByRole('button', { name: 'Send', exact: true }))
  await logInAgain()
  await expect(page.locator('textarea[name=text]')).toHaveValue('The pole leans more.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.locator('#timeline')).toContainText('The pole leans more.')
})

test('a complaint of others cannot be read under an address of one’s own', async ({ page, browser, portal }) => {
  await logIn(page, portal, KAVITA)
  await makeComplaint(page, connectionPath(page), { category: 'METER', since: 'Monday' })
  const complaint = new URL(page.url()).pathname.split('/').at(-1)
  const stranger = await (await browser.newContext({ baseURL: portal.url })).newPage()
  await logIn(stranger, portal, ANIL)
  const answer = await stranger.goto(`${connectionPath(stranger)}/complaints/${complaint}`)
  expect(answer?.status()).toBe(404)
  await stranger.context().close()
})

test.describe('without a login, without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('a complaint is followed by its number and the code on its mobile', async ({ page, browser, portal }) => {
    const rajesh = await (await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })).newPage()
    await logIn(rajesh, portal, RAJESH)
    await makeComplaint(rajesh, connectionPath(rajesh), {
      category: 'PAYMENT',
      since: 'Monday',
      photo: await rajesh.screenshot(),
    })
    const number = /C-2611-\d{5}/.exec((await rajesh.locator('h1').textContent()) ?? '')?.[0] ?? ''
    await rajesh.context().close()

    await page.goto('/')
    await page.getByRole('link', { name: 'शिकायत की स्थिति देखें' }).click()
    await page.getByRole('button', { name: 'कोड भेजें' }).click()
    await expect(page.locator('main [role=alert]')).toContainText('शिकायत संख्या लिखें')
    await page.getByLabel('शिकायत संख्या').fill(number.toLowerCase().replaceAll('-', ' '))
    await goVia(page.getByRole('button', { name: 'कोड भेजें' }))
    await page.getByLabel('SMS में आया कोड').fill(await newestCode(portal, RAJESH))
    await page.getByRole('button', { name: 'शिकायत देखें' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(number)
    expect(page.url()).not.toContain(number)

    const photo = (await page.locator('main a[href*="/files/"]').getAttribute('href')) ?? ''
    expect((await page.request.get(photo)).status()).toBe(200)
    await page.getByRole('button', { name: 'भेजें', exact: true }).click()
    await expect(page).toHaveTitle(/^गड़बड़ी: /)
    const wrong = page.getByRole('alert').getByRole('link', { name: 'कुछ लिखें या फ़ोटो या PDF जोड़ें' })
    await expect(wrong).toHaveAttribute('href', '#text')
    await page.getByLabel('कुछ और लिखें').fill('पैसा कट चुका है।')
    await page.getByRole('button', { name: 'भेजें', exact: true }).click()
    await expect(page.locator('#timeline')).toContainText('पैसा कट चुका है।')

    await goVia(page.getByRole('button', { name: 'बंद करें' }))
    await page.goto('/track/complaint')
    await expect(page).toHaveURL(/\/track$/)
  })
})
