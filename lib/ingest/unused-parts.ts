type Path = readonly (string | number)[]

/** Remembers which values of a JSON document were used, to tell at its end what was not. */
export class UsedValues {
  #used = new Set<string>()

  use(...path: Path): void {
    this.#used.add(keyOf(path))
  }

  /**
   * What was not used, with the same paths as in the document: members that were used are left out, a used place of a
   * list is null. `paths` counts the values by their path, places of lists as `[*]`, except positions of `payloads`, which
   * are different quantities. Undefined where all was used.
   */
  rest(document: unknown): { rest: unknown; paths: Map<string, number> } | undefined {
    const paths = new Map<string, number>()
    const rest = this.#rest(document, [], '', paths)
    return paths.size === 0 ? undefined : { rest, paths }
  }

  #rest(value: unknown, path: Path, pattern: string, paths: Map<string, number>): unknown {
    if (this.#used.has(keyOf(path))) return undefined
    if (typeof value !== 'object' || value === null) {
      paths.set(pattern, (paths.get(pattern) ?? 0) + 1)
      return value
    }
    const before = totalOf(paths)
    const isColumns = path.at(-1) === 'payloads'
    const rest = Array.isArray(value)
      ? value.map((item, at) => this.#rest(item, [...path, at], `${pattern}[${isColumns ? at : '*'}]`, paths) ?? null)
      : Object.fromEntries(
          Object.entries(value).flatMap(([name, item]) => {
            const kept = this.#rest(item, [...path, name], `${pattern}${member(name)}`, paths)
            return kept === undefined ? [] : [[name, kept]]
          }),
        )
    return totalOf(paths) === before ? undefined : rest
  }
}

const keyOf = (path: Path) => path.join('\u0000')
const member = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`)
const totalOf = (paths: ReadonlyMap<string, number>) => {
  let total = 0
  for (const count of paths.values()) total += count
  return total
}

/** As a person writes the path: `intervals[2].payloads[0]`. */
export const pathText = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : member(key)))
    .join('')
    .replace(/^\./, '')
