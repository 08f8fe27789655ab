import type { StagedFile } from './take-staged.ts'

type Turn = Pick<StagedFile, 'source' | 'kind'>
const nameOf = ({ source, kind }: Turn) => `${source} ${kind}`

// Routes are bundled apart; what they share stands on the process.
const held = globalThis as typeof globalThis & {
  /** The end of the last file of each system and kind. */
  portalTurns?: Map<string, Promise<unknown>>
}

/** Whether somebody has, or waits for, the turn of a system's files of a kind. */
export const isTurnTaken = (of: Turn): boolean => held.portalTurns?.has(nameOf(of)) ?? false

/**
 * Works when the work before on files of the same system and kind has ended, however it did. Nobody may wait for another
 * turn within one: two that did would wait for each other.
 */
export function inTurnOf<T>(of: Turn, work: () => Promise<T>): Promise<T> {
  held.portalTurns ??= new Map()
  const turns = held.portalTurns
  const name = nameOf(of)
  const before = (turns.get(name) ?? Promise.resolve()).catch(() => undefined)
  // Whoever waits for this one finds the turn free.
  const mine: Promise<T> = before.then(work).finally(() => {
    if (turns.get(name) === mine) turns.delete(name)
  })
  turns.set(name, mine)
  return mine
}
