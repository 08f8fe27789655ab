/** A column of a table or query of a statement: the number of the one, a dot, the name of the other. */
export type Column = `${number}.${string}`

/** Which tables a condition may say something of: those with numbers from `from` on, before `to`. */
export type Reach = { from: number; to: number }

/** Which columns of a statement are held to values that came along, and which therefore are too. */
export class Bindings {
  readonly #bound = new Set<Column>()
  readonly #follows: { all: readonly Column[]; so: Column }[] = []

  /** The column is held to a value, where the condition that says so reaches it. */
  hold(column: Column, reach?: Reach): void {
    if (!reach || reaches(column, reach)) this.#bound.add(column)
  }

  /** If all of these are held, so is that. */
  follows(all: readonly Column[], so: Column, reach?: Reach): void {
    if (!reach || reaches(so, reach)) this.#follows.push({ all, so })
  }

  /** Whether a column is held, by all that was said. */
  isHeld(column: Column): boolean {
    for (let grown = true; grown; ) {
      grown = false
      for (const { all, so } of this.#follows)
        if (!this.#bound.has(so) && all.every((each) => this.#bound.has(each))) {
          this.#bound.add(so)
          grown = true
        }
    }
    return this.#bound.has(column)
  }
}

function reaches(column: Column, { from, to }: Reach): boolean {
  const number = Number(column.split('.')[0])
  return number >= from && number < to
}
