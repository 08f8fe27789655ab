import { templateText } from '#lib/messaging/template-text.ts'
import { readAnnouncedWork } from '#lib/metering/announced-work.ts'
import type { AnnouncedWork } from '#lib/metering/planned-work.ts'
import { formatInstant } from '#lib/units/display.ts'
import { type Finding, type LookedAt, type Page, shortNo } from './finding.ts'

/** Until the evening of the next day, so that the day's look before it is in time. */
export const AHEAD_MS = 36 * 3_600_000

/** Work that was announced for the place of a connection and begins today or tomorrow. */
export async function findPlannedWork({ tx, at, connections }: Page): Promise<Finding[]> {
  const found: Finding[] = []
  const span = { from: at, to: new Date(at.getTime() + AHEAD_MS) }
  for (const [, homes] of Map.groupBy(connections, placeKey)) {
    const work = await readAnnouncedWork(tx, homes[0] as LookedAt, span)
    for (const one of work.filter(({ from }) => from > at))
      for (const connection of homes) found.push({ ...workNotice(connection, one), part: 'BILLS' })
  }
  return found
}

/** What one home is told of work, by whichever look finds it first. */
export function workNotice(
  connection: Pick<LookedAt, 'id' | 'consumerNo'>,
  { id, from, to }: AnnouncedWork,
): Omit<Finding, 'part'> {
  return {
    ...{ kind: 'PLANNED_WORK', cause: `${id} ${connection.id}`, connectionId: connection.id },
    href: `/c/${connection.id}`,
    words: (language) =>
      templateText(language, 'notifications', 'smsPlannedWork', {
        connection: shortNo(connection),
        ...{ from: formatInstant(from, language), to: formatInstant(to, language) },
      }),
  }
}

const placeKey = ({ feeder, subdivision }: LookedAt): string => `${feeder ?? ''}\u0000${subdivision}`
