import { text } from 'node:stream/consumers'
import { runCommand } from '#lib/platform/command.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { eraseByNumber } from './erase-person.ts'

const USAGE = `Usage: npm run erase-person < FILE

Ends the login of a mobile number and erases what the portal collected of its person; the utility's own records stay
(docs/privacy.md). The number is read from the input, so that it stands in no history of the shell. There is no way back.
`

await runCommand(async (services) => {
  const mobile = process.stdin.isTTY ? null : parseMobile(await text(process.stdin))
  if (!mobile) {
    process.stdout.write(USAGE)
    return 1
  }
  const isErased = await eraseByNumber(services, { kind: 'system', name: 'erase-person command' }, mobile)
  process.stdout.write(isErased ? 'Erased.\n' : 'Nobody logs in with this number.\n')
  return isErased ? 0 : 1
})
