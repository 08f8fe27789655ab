/** People or systems that do one thing after another, and can be held still while somebody looks at what they left. */
export type Workers = {
  /** Does the next piece of somebody's work, once nobody looks. */
  piece: <T>(work: () => Promise<T>) => Promise<T>
  /** Looks at something once every piece that was begun has ended; none begins meanwhile. */
  atRest: <T>(look: () => Promise<T>) => Promise<T>
}

export function workers(): Workers {
  let looking: Promise<unknown> | null = null
  const begun = new Set<Promise<unknown>>()
  return {
    piece: async (work) => {
      while (looking) await looking
      const piece = work()
      begun.add(piece)
      try {
        return await piece
      } finally {
        begun.delete(piece)
      }
    },
    atRest: async (look) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      looking = promise
      try {
        await Promise.allSettled(begun)
        return await look()
      } finally {
        looking = null
        resolve()
      }
    },
  }
}
