import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { runCommand } from '#lib/platform/command.ts'
import { env } from '#lib/platform/env.ts'
import { takeWhole } from './door/take-whole.ts'
import { unpackFile } from './door/unpack-file.ts'
import { INGEST_KINDS, type IngestKind } from './ingest-file.ts'
import type { Ingested, IngestOptions } from './ingestion.ts'
import { rejectionReport } from './rejection-report.ts'

const USAGE = `Usage: npm run ingest -- <kind> <file> [--map ours=theirs,...] [--set ours=VALUE,...] [--shift-days N] [--dry-run]
Kinds: ${INGEST_KINDS.join(', ')}`

// On a machine that serves pages they come first.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)

await runCommand(async (services, signal) => {
  const { kind, file, options } = readArguments()
  const unpacked = await unpackFile(file, env().ingest)
  const bar = new SingleBar({ format: `${kind} {bar} {percentage}% | {rows} rows`, stream: process.stderr })
  if (process.stderr.isTTY) bar.start(Math.max(1, fs.statSync(unpacked.path).size), 0, { rows: 0 })
  let notRead: readonly string[] = []
  const report = rejectionReport(`${file}.rejected.csv`)
  const taken = await takeWhole(services, unpacked.path, {
    ...{ kind, name: path.basename(file), rowCount: null },
    options: {
      ...options,
      signal,
      onHeader: (cells, passedOver = []) => {
        report.header(cells)
        notRead = passedOver
      },
      onRejected: report.add,
      onProgress: ({ bytes, rows }) => bar.update(bytes, { rows }),
    },
  }).finally(() => {
    bar.stop()
    unpacked.remove()
  })
  if (!taken.ok) throw new Error(taken.reasons.join(' '))
  process.stdout.write(
    `${summary(kind, taken, { report: report.finish(), notRead, isDryRun: options.isDryRun ?? false })}\n`,
  )
  if (taken.report) process.stdout.write(taken.report)
  if (taken.rejected === 0 && !taken.isInterrupted) return 0
  return taken.accepted + taken.unchanged > 0 ? 2 : 1
})

function readArguments(): { kind: IngestKind; file: string; options: IngestOptions } {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      map: { type: 'string', default: '' },
      set: { type: 'string', default: '' },
      'shift-days': { type: 'string', default: '0' },
      'dry-run': { type: 'boolean', default: false },
    },
  })
  const kind = INGEST_KINDS.find((known) => known === positionals[0])
  const file = positionals[1]
  if (!kind || !file) throw new Error(USAGE.replaceAll('\n', ' '))
  if (!fs.existsSync(file)) throw new Error(`There is no file ${file}.`)
  if (!/^-?\d{1,5}$/.test(values['shift-days'])) throw new Error('--shift-days takes a whole number of days.')
  const shiftDays = Number(values['shift-days'])
  return {
    kind,
    file,
    options: { map: pairs(values.map), set: pairs(values.set), shiftDays, isDryRun: values['dry-run'] },
  }
}

/** Reads `a=b,c=d`. */
function pairs(text: string): Map<string, string> {
  return new Map(
    text
      .split(',')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=')
        if (at < 1) throw new Error(`"${pair}" is not of the form name=value.`)
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
      }),
  )
}

function summary(
  kind: IngestKind,
  taken: Ingested,
  { report, notRead, isDryRun }: { report: string | null; notRead: readonly string[]; isDryRun: boolean },
): string {
  const { accepted, unchanged, rejected, isInterrupted } = taken
  const counts = `${kind}: ${accepted} accepted, ${unchanged} unchanged, ${rejected} rejected`
  const notes = [
    isDryRun && 'dry run: nothing kept',
    notRead.length > 0 && `columns not read: ${notRead.join(', ')}`,
    report && `see ${report}`,
    isInterrupted && 'stopped early, run it again',
  ]
  const said = notes.filter(Boolean).join('; ')
  return said ? `${counts} (${said})` : counts
}
