import { parseArgs } from 'node:util'
import { runCommand } from '#lib/platform/command.ts'
import type { Services } from '#lib/platform/services.ts'
import { type IstDay, type Month, parseDay, parseMonth } from '#lib/units/ist.ts'
import { type CannotIssue, issueBills } from './issue-bills.ts'
import type { NotBilled } from './issue-page.ts'

/** `npm run issue-bills -- --month 2026-10 [--consumer NO] [--bill-date D]` */
const USAGE = `Usage: npm run issue-bills -- --month YYYY-MM [--consumer NUMBER] [--bill-date YYYY-MM-DD]

Computes and issues the bills of a month. Running it twice issues nothing twice.
Exit code: 0 all connections have their bill, 2 some have none (listed with the reason), 1 nothing done.
`

const CANNOT: Record<CannotIssue['reason'], string> = {
  NOT_ALLOWED: 'Only the system issues bills.',
  MONTH_NOT_OVER: 'The month is not over yet.',
  BILL_DATE_NOT_AFTER_MONTH: 'The bill date must lie after the month.',
  NO_TARIFF: 'No tariff is loaded. Load one with: npm run ingest -- tariffs FILE',
  UNKNOWN_CONSUMER: 'There is no connection with this consumer number.',
}

type Options = { month: Month; consumerNo?: string | undefined; billedOn?: IstDay | undefined }

/** The options of a command line, or what is wrong with it. */
export function readOptions(args: string[]): { ok: true; options: Options } | { ok: false; message: string } {
  let values: { month?: string; consumer?: string; 'bill-date'?: string }
  try {
    const text = { type: 'string' } as const
    values = parseArgs({ args, options: { month: text, consumer: text, 'bill-date': text } }).values
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
  const month = parseMonth(values.month ?? '')
  if (!month) return { ok: false, message: '--month names no month: write it as 2026-10.' }
  const billDate = values['bill-date']
  const billedOn = billDate === undefined ? undefined : parseDay(billDate)
  if (billedOn === null) return { ok: false, message: '--bill-date names no day: write it as 2026-11-02.' }
  return { ok: true, options: { month, consumerNo: values.consumer, billedOn } }
}

/** Why a connection got no bill, for an officer. */
export function reasonText(refusal: NotBilled): string {
  switch (refusal.reason) {
    case 'TWO_MONTHS_WITHOUT_READING':
      return 'no reading for two months'
    case 'TOO_FEW_READINGS':
      return 'fewer than half of the days were read, and no earlier bill on actual readings helps'
    case 'NOT_CONNECTED':
      return 'not connected in this month, or without category and load'
    case 'EARLIER_MONTH_FIRST':
      return `${refusal.month} can be billed and must be billed first`
    case 'LATER_MONTH_BILLED':
      return `${refusal.month} has been billed already`
    case 'BILL_DATE_BEFORE_LAST_BILL':
      return `the bill date lies before the last bill's, ${refusal.on}`
    case 'NO_ORDER':
      return `no tariff order is loaded for ${refusal.on}`
    case 'NO_TERMS':
      return `category and load are not known for ${refusal.on}`
    case 'UNKNOWN_CATEGORY':
      return `the tariff order of ${refusal.on} does not know the category`
    case 'NO_LOAD_IN_KW':
    case 'NO_LOAD_IN_HP':
      return `the sanctioned load is missing that the fixed charge of ${refusal.on} asks for`
  }
}

/** Issues bills and says what it does. Returns the process's exit code. */
export async function issueBillsCommand(
  services: Services,
  signal: AbortSignal,
  args: string[],
  out: { write: (text: string) => void; isTTY?: boolean } = process.stdout,
): Promise<number> {
  const read = readOptions(args)
  if (!read.ok) {
    out.write(`${read.message}\n\n${USAGE}`)
    return 1
  }
  const { options } = read
  const issued = await issueBills(
    services,
    { kind: 'system', name: 'issue-bills' },
    {
      ...options,
      signal,
      onPage: ({ notBilled }, { done, total }) => {
        const clear = out.isTTY ? '\r\u001b[K' : ''
        for (const refusal of notBilled) out.write(`${clear}${refusal.consumerNo}: ${reasonText(refusal)}\n`)
        if (out.isTTY) out.write(`${clear}${done} of ${total} connections`)
      },
    },
  )
  if (!issued.ok) {
    out.write(`${CANNOT[issued.reason]}\n`)
    return 1
  }
  const { issued: fresh, alreadyIssued, billedByUtility, notBilled } = issued
  const elsewhere = billedByUtility > 0 ? `, ${billedByUtility} without a smart meter left to the utility` : ''
  out.write(
    `${out.isTTY ? '\r\u001b[K' : ''}${options.month}: ${fresh} issued, ${alreadyIssued} already issued, ${notBilled} not billed${elsewhere}\n`,
  )
  if (signal.aborted) {
    out.write('Stopped before the end. Run it again to go on.\n')
    return fresh > 0 ? 2 : 1
  }
  if (notBilled > 0) return fresh + alreadyIssued > 0 ? 2 : 1
  return 0
}

if (import.meta.main) await runCommand((services, signal) => issueBillsCommand(services, signal, process.argv.slice(2)))
