import { runCommand } from '#lib/platform/command.ts'
import { env } from '#lib/platform/env.ts'
import { readDemoLog } from './gateway/demo-log.ts'
import { verifiedText, verifyPatiently } from './verify-ledger.ts'

await runCommand(async (services) => {
  const verified = await verifyPatiently(services, env().mode === 'demo' ? readDemoLog() : null)
  process.stdout.write(verifiedText(verified))
  return verified.every(({ broken }) => broken.length === 0) ? 0 : 1
})
