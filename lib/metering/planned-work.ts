import type { Interruption } from './interruptions.ts'

/** A time for which the utility announced that supply to an area would be off. */
export type AnnouncedWork = { id: string; from: Date; to: Date }

export type Classified<T extends Interruption> = T & {
  /** The announcement that it falls into; null for a breakdown. */
  work: AnnouncedWork | null
}

/**
 * Tells planned work from breakdowns: an interruption is planned where it overlaps an announced time. One that only
 * touches it is not; one whose end is not known counts by its beginning.
 */
export function classify<T extends Interruption>(interruption: T, announced: readonly AnnouncedWork[]): Classified<T> {
  const { from, to } = interruption
  const end = to === null || to.getTime() === from.getTime() ? new Date(from.getTime() + 1) : to
  const work = announced.find((one) => from < one.to && end > one.from) ?? null
  return { ...interruption, work }
}
