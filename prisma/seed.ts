import fs from 'node:fs'
import path from 'node:path'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { saveTariffs } from '#lib/tariff/save-tariffs.ts'
import { parseTariffBook } from '#lib/tariff/tariff-book.ts'

const SEED: SystemActor = { kind: 'system', name: 'seed' }

/** Loads what the demo starts with. Doing it again changes nothing, so it runs at each start of the demo. */
export async function seedDemo(services: Services): Promise<void> {
  const file = path.join(import.meta.dirname, 'seed', 'tariffs.json')
  const read = parseTariffBook(JSON.parse(fs.readFileSync(file, 'utf8')))
  if (!read.ok) throw new Error(`The demo's tariffs are wrong: ${read.reasons.join('; ')}`)
  const saved = await saveTariffs(services, SEED, read.book)
  if (!saved.ok) throw new Error(`The demo's tariffs were refused: ${saved.reasons.join('; ')}`)
}
