import type { Browser, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'
import type { Portal } from './support/portal.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

type Fixtures = { browser: Browser; portal: Portal }

async function openDesk({ browser, portal }: Fixtures, officer: string, language: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: portal.url,
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: false,
  })
  await enterDesk(context, portal, officer, CLOCK)
  await context.addCookies([{ name: 'language', value: language, url: portal.url }])
  return context.newPage()
}

test('an order is proposed by one officer, seen on real bills by another, agreed, and counts from its day', async ({
  browser,
  portal,
}) => {
  const proposer = await openDesk({ browser, portal }, OFFICERS.BILLING_OFFICER, 'en')
  await proposer.goto('/desk/tariffs')
  await proposer.getByRole('link', { name: 'Tariff order' }).click()
  const energy = proposer.locator('input[name="energy.DS_URBAN"]')
  const held = Number(await energy.inputValue())
  await energy.fill('seven')
  await proposer.locator('input[name=id]').fill('TEST-2028-29')
  await proposer.locator('input[name=from]').fill('2028-04-01')
  await proposer.getByRole('button', { name: 'Propose' }).click()
  await expect(proposer.getByRole('alert')).toContainText(/DS-Urban\), Energy, a unit: Write a number such as 6\.85\./)
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

  const decider = await openDesk({ browser, portal }, OFFICERS.SUPERVISOR, 'hi')
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

test('rebates change from a day: seen on real bills, agreed by another officer, offered from that day on', async ({
  browser,
  portal,
}) => {
  const proposer = await openDesk({ browser, portal }, OFFICERS.BILLING_OFFICER, 'hi')
  const rebatesOf = async (month: string, days: number) => {
    const data = { category: 'DS_URBAN', from: `${month}-01`, to: `${month}-${days}`, units: '500' }
    const answer = await proposer.request.post('/api/tariff/calculate', { data })
    const { promptRebatePaise, digitalRebatePaise } = await answer.json()
    return [promptRebatePaise, digitalRebatePaise]
  }
  const held = await rebatesOf('2029-03', 31)
  await proposer.goto('/desk/tariffs')
  await proposer.getByRole('link', { name: 'छूट', exact: true }).click()
  await proposer.locator('input[name=from]').fill('2029-04-01')
  await proposer.locator('input[name=promptPercent]').fill('0')
  await proposer.locator('input[name=digitalPercent]').fill('0')
  await proposer.locator('input[name=source]').fill('Test order of 21 November 2026')
  await proposer.getByRole('button', { name: 'प्रस्ताव दें' }).click()
  await expect(proposer.locator('main')).toContainText('हर बिल तुरंत और ऑनलाइन भरा हुआ गिना गया है।')
  await expect(proposer.getByRole('row', { name: /ऑनलाइन भुगतान पर/ })).toContainText('1%0%')
  const proposal = proposer.url().split('?')[0] as string

  const decider = await openDesk({ browser, portal }, OFFICERS.SUPERVISOR, 'en')
  await decider.goto(proposal)
  await decider.getByRole('button', { name: 'Agree', exact: true }).click()
  await expect(decider.getByRole('status')).toHaveText('Agreed. It counts from its first day.')
  await decider.goto('/desk/tariffs')
  await expect(decider.locator('main')).toContainText('From 1 April 2029')
  expect(held.every((amount) => amount > 0)).toBe(true)
  expect(await rebatesOf('2029-03', 31)).toEqual(held)
  expect(await rebatesOf('2029-04', 30)).toEqual([0, 0])
  await Promise.all([proposer.context().close(), decider.context().close()])
})

test('days of a month of delay and hours of supply change from a day, each after another officer has seen it', async ({
  browser,
  portal,
}) => {
  const proposer = await openDesk({ browser, portal }, OFFICERS.BILLING_OFFICER, 'en')
  const decider = await openDesk({ browser, portal }, OFFICERS.SUPERVISOR, 'hi')
  const propose = async (link: string, fields: Record<string, string>) => {
    await proposer.goto('/desk/tariffs')
    await proposer.getByRole('link', { name: link, exact: true }).click()
    for (const [name, value] of Object.entries(fields)) await proposer.locator(`input[name=${name}]`).fill(value)
    await proposer.locator('input[name=source]').fill('Test order of 22 November 2026')
    await proposer.getByRole('button', { name: 'Propose' }).click()
  }
  const agree = async () => {
    await decider.goto(proposer.url().split('?')[0] as string)
    await decider.getByRole('button', { name: 'मंज़ूर करें', exact: true }).click()
    await expect(decider.getByRole('status')).toHaveText('मंज़ूर। यह अपने पहले दिन से लागू होगा।')
  }

  await propose('Delayed payment surcharge', { from: '2030-04-01', monthDays: 'fifteen' })
  await expect(proposer.getByRole('alert')).toContainText('Write how many days, from 1 to 99.')
  await proposer.locator('input[name=monthDays]').fill('15')
  await proposer.getByRole('button', { name: 'Propose' }).click()
  await expect(proposer.locator('main')).toContainText('Each bill is counted as paid 61 days after its due date.')
  await expect(proposer.getByRole('row', { name: /A month of delay has/ })).toContainText('30 days, one begun counts15')
  await agree()

  const fixedOf = async (month: string, days: number) => {
    const question = { category: 'DS_URBAN', sanctionedLoadKw: '2', supplyHoursPerDay: '12', units: '500' }
    const data = { ...question, from: `${month}-01`, to: `${month}-${days}` }
    const { lines } = await (await proposer.request.post('/api/tariff/calculate', { data })).json()
    return lines.find(({ code }: { code: string }) => code === 'FIXED').amountPaise
  }
  const held = await fixedOf('2030-03', 31)
  await propose('Hours of supply', { from: '2030-04-01', LT: '12' })
  await expect(proposer.getByRole('row', { name: /low voltage/ })).toContainText('21 hours a day12 hours a day')
  await agree()
  await decider.goto('/desk/tariffs')
  await expect(decider.locator('main')).toContainText('दिन में 12 घंटे')
  // 12 of 21 hours, then 12 of 12.
  expect(await fixedOf('2030-03', 31)).toBe(held)
  expect(await fixedOf('2030-04', 30)).toBe(Math.round((held * 21) / 12))
  await Promise.all([proposer.context().close(), decider.context().close()])
})
