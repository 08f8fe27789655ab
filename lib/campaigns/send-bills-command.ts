import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { runCommand } from '#lib/platform/command.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Month, parseMonth } from '#lib/units/ist.ts'
import { beginCampaign } from './begin-campaign.ts'
import { campaignProgress } from './campaign-progress.ts'
import { planPage } from './plan-campaign.ts'

/** `npm run send-bills -- --month 2026-10 [--office NAME] [--plan-only]` */
const USAGE = `Usage: npm run send-bills -- --month YYYY-MM [--office NAME] [--plan-only]

Sends the bills of the month that has just ended to everybody who is linked and was not told yet: by WhatsApp with the
bill as PDF to those who agreed to it, else by SMS. NAME is a circle, division or sub-division. The portal sends them at
its providers' pace; this command writes them down, then shows how far it is. Run again it goes on where it was, or
looks for bills that came since.
Exit code: 0 all were sent, 2 some failed or are still to be sent, 1 nothing done.
`
const LOOK_EVERY_MS = 2_000

type Options = { month: Month; office?: string | undefined; planOnly: boolean }

/** The options of a command line, or what is wrong with it. */
export function readOptions(args: string[]): { ok: true; options: Options } | { ok: false; message: string } {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args,
      options: { month: text, office: text, 'plan-only': { type: 'boolean', default: false } },
    })
    const month = parseMonth(values.month ?? '')
    if (!month) return { ok: false, message: '--month names no month: write it as 2026-10.' }
    return { ok: true, options: { month, office: values.office, planOnly: values['plan-only'] } }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

const CANNOT = {
  NOT_THE_NEWEST_MONTH: 'Only the bills of the month that has just ended are sent.',
  UNKNOWN_OFFICE: 'There is no office with sub-divisions of this name.',
}

/** Plans a campaign and says how it goes. Returns the process's exit code. */
export async function sendBillsCommand(
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
  const { month, office, planOnly } = read.options
  const begun = await beginCampaign(services, { kind: 'system', name: 'send-bills' }, { month, office })
  if (!begun.ok) {
    out.write(`${CANNOT[begun.reason]}\n`)
    return 1
  }
  const tell = (text: string) => out.isTTY && out.write(`\r\u001b[K${text}`)
  let [bills, written] = [0, 0]
  while (!signal.aborted) {
    const page = await planPage(services, begun)
    bills += page.bills
    written += page.written
    tell(`${bills} bills, ${written} messages written`)
    if (page.isDone) break
  }
  out.write(`${out.isTTY ? '\r\u001b[K' : ''}${month}: ${bills} bills looked at, ${written} messages written\n`)
  if (signal.aborted) {
    out.write('Stopped before the end. Run it again to go on.\n')
    return 2
  }
  for (;;) {
    const progress = await campaignProgress(services.db, begun.campaignId)
    if (!progress) return 1
    const { messages, open, byState, failures } = progress
    const failed = byState.FAILED ?? 0
    const unclear = byState.UNCLEAR ?? 0
    const line = `${messages - open - failed - unclear} of ${messages} taken by a provider, ${open} to be sent, ${failed} failed, ${unclear} unclear`
    if (open === 0 || planOnly || signal.aborted) {
      out.write(`${out.isTTY ? '\r\u001b[K' : ''}${line}\n`)
      for (const { failure, channel, count } of failures) out.write(`  ${channel} ${failure}: ${count}\n`)
      return open + failed + unclear === 0 ? 0 : 2
    }
    tell(line)
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
}

if (import.meta.main) await runCommand((services, signal) => sendBillsCommand(services, signal, process.argv.slice(2)))
