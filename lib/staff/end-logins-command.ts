import { runCommand } from '#lib/platform/command.ts'
import { endAllLogins, WHOSE } from './end-all-logins.ts'

const USAGE = `Usage: npm run end-logins -- --consumers | --officers | --all

Logs out all consumers, all officers, or both, everywhere and from their next request on; the portals may run meanwhile. Codes
that were sent open nothing any more. Devices that were set up to log in without a code, and keys for programs, stay: of one
person the desk removes them too (docs/incidents.md).
`

await runCommand(async (services) => {
  const [given, ...more] = process.argv.slice(2)
  const whose = WHOSE.find((name) => given === `--${name}`)
  if (!whose || more.length > 0) {
    process.stdout.write(USAGE)
    return 1
  }
  const ended = await endAllLogins(services, { kind: 'system', name: 'end-logins command' }, whose)
  process.stdout.write(`${ended.consumers} logins of consumers and ${ended.officers} of officers ended.\n`)
  return 0
})
