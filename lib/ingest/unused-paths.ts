import type { Ingested } from './ingestion.ts'

const [MOST_KNOWN, MOST_NAMED] = [10_000, 500]

/** JSON paths of what a file says without being used, with how many values stood at each. */
export class UnusedPaths {
  #counts = new Map<string, number>()

  /** Adds those of a part of the file, which stands at `place`. */
  add(place: string, counts: ReadonlyMap<string, number>): void {
    for (const [pattern, count] of counts) {
      const path = `${place}${pattern}`
      if (this.#counts.size >= MOST_KNOWN && !this.#counts.has(path)) continue
      this.#counts.set(path, (this.#counts.get(path) ?? 0) + count)
    }
  }

  /** What is said of them when the file was taken; nothing where all was used. */
  said(): Pick<Ingested, 'unused' | 'report'> {
    if (this.#counts.size === 0) return {}
    const unused = [...this.#counts].map(([path, count]) => ({ path, count }))
    const named = unused.slice(0, MOST_NAMED)
    const more = unused.length - named.length
    const lines = named.map(({ path, count }) => `  ${path} (${count})`)
    if (more > 0) lines.push(`  and ${more} more paths`)
    return { unused: named, report: `Kept, and not used by the portal:\n${lines.join('\n')}\n` }
  }
}
