import file from './event-sets.json' with { type: 'json' }

/** What the numbers of meter events mean. Head ends differ, so each meter names the set that its numbers are from. */
export type EventSet = keyof typeof file.sets
export type EventKind = keyof typeof file.kinds
/** `supply` is what the utility delivers; `load`, `service` and `meter` concern use, contract and device. */
export type EventClass = 'supply' | 'load' | 'service' | 'meter' | 'tamper'
export type EventEdge = 'OCCURS' | 'RESTORED'
export type EventMeaning = {
  kind: EventKind
  edge: EventEdge
  /** R, Y or B where the event concerns one phase. */
  phase: string | null
  /** For the utility's vigilance alone: it may be nothing, and nobody is accused by a number. */
  isTamper: boolean
}

type Entry = { kind: string; occurs: number; restored?: number; phase?: string }

export const EVENT_SETS = Object.keys(file.sets) as EventSet[]
const MEANINGS = new Map(EVENT_SETS.map((set) => [set, meaningsOf(file.sets[set].events)]))

/** Null where the set is unknown or does not name the number: such an event is kept and stays nameless. */
export function meaningOf(set: string, eventId: number): EventMeaning | null {
  return MEANINGS.get(set as EventSet)?.get(eventId) ?? null
}

/** The numbers by which a set tells a kind of event, in the order in which it occurs and is restored. */
export function numbersOf(set: string, kind: EventKind): { occurs: number[]; restored: number[] } {
  const meanings = [...(MEANINGS.get(set as EventSet) ?? [])].filter(([, meaning]) => meaning.kind === kind)
  const numbers = (edge: EventEdge) => meanings.flatMap(([id, meaning]) => (meaning.edge === edge ? [id] : []))
  return { occurs: numbers('OCCURS'), restored: numbers('RESTORED') }
}

export function classOf(kind: EventKind): EventClass {
  return file.kinds[kind] as EventClass
}

function meaningsOf(entries: readonly Entry[]): Map<number, EventMeaning> {
  return new Map(
    entries.flatMap(({ kind: name, occurs, restored, phase = null }) => {
      const kind = name as EventKind
      const meaning = (edge: EventEdge): EventMeaning => ({ kind, edge, phase, isTamper: classOf(kind) === 'tamper' })
      return [
        [occurs, meaning('OCCURS')] as const,
        ...(restored === undefined ? [] : [[restored, meaning('RESTORED')] as const]),
      ]
    }),
  )
}
