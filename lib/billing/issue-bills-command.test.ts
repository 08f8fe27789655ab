import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { issueBillsCommand, readOptions } from './issue-bills-command.ts'
import { connectHome, loadExampleTariff, readMonth } from './test-homes.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

async function run(...args: string[]) {
  let output = ''
  const out = { write: (text: string) => (output += text) }
  const exitCode = await issueBillsCommand(services, new AbortController().signal, args, out)
  return { exitCode, output }
}

describe('npm run issue-bills', () => {
  it('says what is wrong with its options', () => {
    for (const args of [[], ['--month', '2026-13'], ['--month', '2026-10', '--bill-date', '2026-02-30'], ['--all']])
      expect(readOptions(args)).toMatchObject({ ok: false })
  })

  it('exits with 1 without a tariff, 2 where some got no bill, 0 when all have theirs', async () => {
    expect(await run('--month', '2026-10')).toMatchObject({ exitCode: 1, output: expect.stringContaining('No tariff') })
    await loadExampleTariff(services)
    const home = await connectHome(services)
    const unread = await connectHome(services)
    await readMonth(services, home, '2026-10', 4_000)
    const first = await run('--month', '2026-10')
    expect(first.exitCode).toBe(2)
    expect(first.output).toBe(
      `${unread.consumerNo}: no reading for two months\n2026-10: 1 issued, 0 already issued, 1 not billed\n`,
    )
    expect(await run('--month', '2026-10', '--consumer', home.consumerNo)).toEqual({
      exitCode: 0,
      output: '2026-10: 0 issued, 1 already issued, 0 not billed\n',
    })
    expect(await run('--month', '2026-11')).toMatchObject({ exitCode: 1 })
    expect(await run('--month', '2026-10', '--consumer', '000')).toMatchObject({ exitCode: 1 })
  })
})
