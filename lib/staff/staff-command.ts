import fs from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { SystemActor } from '#lib/identity/actor.ts'
import { runCommand } from '#lib/platform/command.ts'
import { env } from '#lib/platform/env.ts'
import { PlainError } from '#lib/platform/errors.ts'
import type { Services } from '#lib/platform/services.ts'
import { cleanText } from '#lib/units/clean-text.ts'
import { addStaff } from './add-staff.ts'
import { STAFF_ROLES } from './permissions.ts'
import { saveOffices } from './save-offices.ts'

const USAGE = `Usage: npm run staff -- offices FILE.csv | add MOBILE NAME ROLE OFFICE | list

offices  takes the tree of offices from a file with the columns circle, division, subdivision
add      gives an officer an account; the first login enrols an authenticator
         ROLE is one of ${STAFF_ROLES.join(', ')}
         OFFICE is the name of a circle, a division or a sub-division
list     shows the accounts that there are
`
const COMMAND: SystemActor = { kind: 'system', name: 'staff command' }

await runCommand(async (services) => {
  const [verb, ...words] = process.argv.slice(2)
  if (verb === 'offices' && words.length === 1) return offices(services, words[0] as string)
  if (verb === 'add' && words.length === 4) return add(services, words as [string, string, string, string])
  if (verb === 'list' && words.length === 0) return list(services)
  process.stdout.write(USAGE)
  return 1
})

async function offices(services: Services, file: string): Promise<number> {
  const rows: Record<string, string>[] = parse(fs.readFileSync(file), { bom: true, columns: true, trim: true })
  const paths = rows.map((row, index) => {
    // As the master file's names are kept, or a connection of the sub-division would belong to no office.
    const [circle, division, subdivision] = [row.circle, row.division, row.subdivision].map((name) =>
      cleanText(name ?? ''),
    )
    if (!circle || !division || !subdivision)
      throw new PlainError(`Line ${index + 2} lacks one of circle, division, subdivision.`)
    return { circle, division, subdivision }
  })
  const changed = await saveOffices(services, COMMAND, paths)
  process.stdout.write(`${paths.length} sub-divisions read, ${changed} offices new or moved\n`)
  return 0
}

async function add(
  services: Services,
  [mobile, name, role, office]: [string, string, string, string],
): Promise<number> {
  const found = await services.db.office.findMany({ where: { name: office }, orderBy: { kind: 'asc' } })
  const [first, another] = found
  if (!first) throw new PlainError(`No office is named ${office}. Load them first: npm run staff -- offices FILE.csv`)
  // A circle and its town's sub-division may share a name; the wider one must be meant, or it is said by another name.
  if (another) process.stderr.write(`${found.length} offices are named ${office}: taken is the ${first.kind}.\n`)
  const added = await addStaff(services, COMMAND, { mobile, name, role, officeId: first.id })
  if (!added.ok) throw new PlainError(`Not added: ${added.reason}`)
  process.stdout.write(
    `Added ${name} as ${role} of the ${first.kind} ${first.name}. Log in at ${env().deskUrl}/desk/login\n`,
  )
  return 0
}

async function list({ db }: Services): Promise<number> {
  const accounts = await db.staffAccount.findMany({ include: { office: true }, orderBy: { createdAt: 'asc' } })
  for (const { name, mobile, role, office, disabledAt } of accounts)
    process.stdout.write(`${mobile}  ${role.padEnd(15)} ${office.name}  ${name}${disabledAt ? '  disabled' : ''}\n`)
  process.stdout.write(`${accounts.length} accounts\n`)
  return 0
}
