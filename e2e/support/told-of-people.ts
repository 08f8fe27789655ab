import fs from 'node:fs'
import path from 'node:path'
import { ask } from './books.ts'
import type { Portal } from './portal.ts'
import { ROOT } from './run-program.ts'
import { written } from './written.ts'

const CLASSES = path.join(ROOT, 'docs', 'privacy', 'data-classes.json')
/** Shorter ones, such as a name of four letters, stand in other words too. */
const SHORTEST = 6
/** The portal's own ids, by which a fault says where it was. */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** What a portal knows of people, column by column as `docs/privacy/data-classes.json` lists them, and has told its operator. */
export async function toldOfPeople(portal: Portal): Promise<string[]> {
  const text = written(portal)
  const words = await wordsOfPeople(portal.dataDir)
  const codes = (
    await ask(portal.dataDir, `select distinct substring("text" from '^\\d{6}\\y') as "code" from "Message"`)
  )
    .flatMap(({ code }) => code ?? [])
    // Six digits can be part of a longer number, such as a process's.
    .filter((code) => new RegExp(`(?<![\\d.])${code}(?!\\d)`).test(text))
  return [...words.filter((word) => text.includes(word)), ...codes]
}

async function wordsOfPeople(dataDir: string): Promise<string[]> {
  const classes: Record<string, { personal?: string[] }> = JSON.parse(fs.readFileSync(CLASSES, 'utf8'))
  const columns = Object.entries(classes).flatMap(([table, { personal = [] }]) =>
    personal.map((column) => `select "${column}"::text as "word" from "${table}"`),
  )
  const rows = await ask(
    dataDir,
    `select distinct "word" from (${columns.join(' union all ')}) as everything
    where length("word") >= ${SHORTEST}`,
  )
  return rows.map(({ word }) => word as string).filter((word) => !ID.test(word))
}
