import { expect, test } from './fixtures.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

test('an order is proposed by one officer, seen on real bills by another, agreed, and counts from its day', async ({
  browser,
  portal,
}) => {
  const open = async (officer: string, language: string) => {
    const context = await browser.newContext({
      baseURL: portal.url,
      viewport: { width: 360, height: 740 },
      javaScriptEnabled: false,
    })
    await enterDesk(context, portal, officer, CLOCK)
    await context.addCookies([{ name: 'language', value: language, url: portal.url }])
    return context.newPage()
  }
  const proposer = await open(OFFICERS.BILLING_OFFICER, 'en')
  await proposer.goto('/desk/tariffs')
  await proposer.getByRole('link', { name: 'Tariff order' }).click()
  const energy = proposer.locator('input[name="energy.DS_URBAN"]')
  const held = Number(await energy.inputValue())
  await energy.fill('seven')
  await proposer.locator('input[name=id]').fill('TEST-2028-29')
  await proposer.locator('input[name=from]').fill('2028-04-01')
  await proposer.getByRole('button', { name: 'Propose' }).click()
  await expect(proposer.getByRole('alert')).toContainText('Write a number such as 6.85.')
  // Nothing that was typed is lost.
  await expect(proposer.locator('input[name=id]')).toHaveValue('TEST-2028-29')
  await energy.fill((held + 0.5).toFixed(2))
  await proposer.getByRole('button', { name: 'Propose' }).click()
  await expect(proposer.getByRole('alert')).toContainText('Write where the rates were published.')
  await proposer.locator('input[name=source]').fill('Test order of 20 November 2026')
  await proposer.getByRole('button', { name: 'Propose' }).click()
  await expect(proposer.getByRole('status')).toHaveText('Proposed. Another officer decides now.')
  await expect(proposer.locator('main')).toContainText(/This changes \d+ of \d+ bills, by \+₹[\d,.]+ together\./)
  await expect(proposer.getByRole('row', { name: /DS-Urban\), energy/ })).toContainText(
    `₹${held.toFixed(2)} a unit₹${(held + 0.5).toFixed(2)} a unit`,
  )
  await expect(proposer.getByRole('button', { name: 'Agree' })).toHaveCount(0)
  const proposal = proposer.url().split('?')[0] as string

  const decider = await open(OFFICERS.SUPERVISOR, 'hi')
  await decider.goto(proposal)
  await decider.getByRole('button', { name: 'मंज़ूर करें', exact: true }).click()
  await expect(decider.getByRole('status')).toHaveText('मंज़ूर। यह अपने पहले दिन से लागू होगा।')
  await decider.goto('/desk/tariffs')
  await expect(decider.locator('main')).toContainText('आदेश TEST-2028-29, 1 अप्रैल 2028 से')
  // The calculator is for everybody: up to the day before the old rate holds, from that day on the new one.
  const energyOf500 = async (month: string) => {
    await proposer.goto(`/calculator?units=500&category=DS_URBAN&month=${month}`)
    return proposer.locator('main').textContent()
  }
  const rupees = (amount: number) => `Energy charge₹${amount.toLocaleString('en-IN', { minimumFractionDigits: 2 })}`
  expect(await energyOf500('2028-03')).toContain(rupees(500 * held))
  expect(await energyOf500('2028-04')).toContain(rupees(500 * (held + 0.5)))
  await Promise.all([proposer.context().close(), decider.context().close()])
})
