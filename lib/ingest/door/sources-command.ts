import { runCommand } from '#lib/platform/command.ts'
import { formatInstant } from '#lib/units/display.ts'
import { INGEST_KINDS } from '../ingest-file.ts'
import { addSource, endSource, type Refused, rotateToken } from './manage-sources.ts'

const USAGE = `Usage: npm run ingest-source -- add NAME KIND,… | rotate NAME | end NAME | list
Prints the token that NAME sends as Authorization: Bearer … to /api/ingest/KIND. It is shown this once.
After rotate the token before holds for a day more. Kinds: ${INGEST_KINDS.join(', ')}`

const REASONS = {
  NO_NAME: 'A source is named by up to 60 letters, digits, dots and dashes.',
  NO_KINDS: 'Say which kinds it may send, separated by commas.',
  UNKNOWN_KIND: `Kinds are ${INGEST_KINDS.join(', ')}.`,
  NAME_TAKEN: 'There is a source of this name already.',
  UNKNOWN_SOURCE: 'There is no such source that has not ended.',
} as const

await runCommand(async (services) => {
  const [verb, name = '', kinds = ''] = process.argv.slice(2)
  const actor = { kind: 'system', name: 'ingest-source' } as const
  const print = (text: string) => process.stdout.write(`${text}\n`)
  if (verb === 'list') {
    for (const source of await services.db.ingestSource.findMany({ orderBy: { name: 'asc' } })) {
      const end = source.endedAt ? `, ended ${formatInstant(source.endedAt, 'en')}` : ''
      print(`${source.name}: ${source.kinds.join(', ')}${end}`)
    }
    return 0
  }
  const acts: Record<string, () => Promise<{ ok: true; token?: string } | Refused>> = {
    add: () => addSource(services, actor, { name, kinds: kinds.split(',').filter(Boolean) }),
    rotate: () => rotateToken(services, actor, name),
    end: () => endSource(services, actor, name),
  }
  const act = acts[verb ?? '']
  if (!act) throw new Error(USAGE)
  const done = await act()
  if (!done.ok) throw new Error(REASONS[done.reason])
  print(done.token ?? `${name} has ended.`)
  return 0
})
