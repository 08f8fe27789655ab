import type { Tx } from '#lib/platform/db.ts'
import type { Profile } from './meter-data-schema.ts'
import type { Target } from './meter-data-series.ts'

type ProfileType = Profile['profileType']

/** Of what kinds a profile's rows may be. A bill is booked after its file, in transactions of its own. */
const TARGETS_OF = {
  DESCRIPTOR: [],
  CUSTOMER: ['customers'],
  INTERVAL: ['blocks', 'registers'],
  DAILY: ['days', 'registers'],
  MONTHLY: ['registers'],
  BILL_DETAILS: ['registers', 'balances', 'bills'],
  INSTANTANEOUS: ['registers'],
  EVENT: ['events'],
  ALARM: [],
} as const satisfies Record<ProfileType, readonly Target[]>

/**
 * What the verbs that store a kind take turns at. Whole days of blocks, and registers of two midnights, make days. Customers
 * and events both change rows of meters, in whatever order, so each waits for both.
 */
const TURNS_OF: Record<Target, readonly Turn[]> = {
  customers: ['master file', 'meter events'],
  blocks: ['block days', 'meter days'],
  days: ['meter days'],
  registers: ['meter days', 'registers'],
  events: ['master file', 'meter events'],
  balances: ['prepaid balances'],
  bills: [],
}

/** In the one order in which they are taken. Files of profiles wait for each other: what they keep unused may be the same. */
const TURNS = [
  'meter data',
  'master file',
  'block days',
  'meter days',
  'registers',
  'meter events',
  'prepaid balances',
] as const
type Turn = (typeof TURNS)[number]

/** What an item of a file may become; nothing where it is no profile. */
export function targetsOf(item: unknown): readonly Target[] {
  const type = (item as { profileType?: unknown } | null)?.profileType
  return typeof type === 'string' && Object.hasOwn(TARGETS_OF, type) ? TARGETS_OF[type as ProfileType] : []
}

/**
 * Takes the turns of all that a file may become, each until its transaction ends, and leaves the others to files of tables.
 * Profiles come in any order: one that took each turn with the first row that needs it could wait for a file that waits for
 * it.
 */
export async function waitForTurns(tx: Tx, targets: ReadonlySet<Target>): Promise<void> {
  const needed = new Set<Turn>(['meter data', ...[...targets].flatMap((target) => TURNS_OF[target])])
  for (const turn of TURNS) if (needed.has(turn)) await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${turn}))`
}
