import { runCommand } from '#lib/platform/command.ts'
import { replayErasures } from './replay-erasures.ts'

const USAGE = `Usage: npm run replay-erasures -- FILE

After a backup was restored: erases again whom it brought back. FILE is the list that a portal kept (ERASURES_FILE,
docs/deploy.md). A portal does this by itself at its start, with its own list. There is no way back.
`

await runCommand(async (services) => {
  const [file] = process.argv.slice(2)
  if (!file) {
    process.stdout.write(USAGE)
    return 1
  }
  const replayed = await replayErasures(services, file)
  if (!replayed) {
    process.stdout.write(`There is no file ${file}.\n`)
    return 1
  }
  process.stdout.write(`Erased again: ${replayed.erased}.\n`)
  if (replayed.strange === 0) return 0
  process.stdout.write(`Passed over, since no AUTH_SECRET of this portal signed them: ${replayed.strange} lines.\n`)
  return 2
})
