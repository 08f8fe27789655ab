import { runCommand } from '#lib/platform/command.ts'
import { verifyAudit } from './verify-audit.ts'

await runCommand(async ({ db }) => {
  const { entries, broken, head } = await verifyAudit(db)
  for (const found of broken) process.stdout.write(`BROKEN ${found}\n`)
  process.stdout.write(`${entries} entries, ${broken.length} broken\nHead ${head}\n`)
  return broken.length === 0 ? 0 : 1
})
