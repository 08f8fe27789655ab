import { issueBillsCommand } from '#lib/billing/issue-bills-command.ts'
import { runCommand } from '#lib/platform/command.ts'

/** `npm run issue-bills -- --month …` for one month after another, without starting a program for each. */
await runCommand(async (services, signal) => {
  for (const month of process.argv.slice(2)) await issueBillsCommand(services, signal, ['--month', month])
  return 0
})
