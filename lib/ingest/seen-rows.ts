const SLOT = 4

/**
 * Remembers which keys a file has named, on which line and with a mark of what was said, to find duplicates over the whole
 * file. A row takes at most 64 bytes in a hash table of typed arrays (a day of 580,000 meters: 32 MB), far less than a Map
 * of texts; keys are told apart by 64 bits of hash.
 */
export class SeenRows {
  #slots = new Uint32Array(SLOT * 1024)
  #count = 0

  /** The line that named the key first, and whether it said the same; null when no line did. */
  find(key: string, mark: number): { line: number; isSame: boolean } | null {
    const at = this.#slotOf(this.#slots, ...hashesOf(key))
    const line = this.#slots[at + 2] as number
    return line === 0 ? null : { line, isSame: this.#slots[at + 3] === mark }
  }

  /** Remembers the line of a key that was not there. */
  add(key: string, mark: number, line: number): void {
    this.#count += 1
    if (2 * this.#count * SLOT > this.#slots.length) this.#grow()
    const hashes = hashesOf(key)
    const at = this.#slotOf(this.#slots, ...hashes)
    this.#slots.set([...hashes, line, mark], at)
  }

  #slotOf(slots: Uint32Array, high: number, low: number): number {
    const last = slots.length / SLOT - 1
    let slot = low & last
    // Lines begin at 1, so a zero there is an empty slot.
    while (slots[slot * SLOT + 2] !== 0 && (slots[slot * SLOT] !== high || slots[slot * SLOT + 1] !== low))
      slot = (slot + 1) & last
    return slot * SLOT
  }

  #grow(): void {
    const grown = new Uint32Array(this.#slots.length * 2)
    for (let at = 0; at < this.#slots.length; at += SLOT) {
      if (this.#slots[at + 2] === 0) continue
      const to = this.#slotOf(grown, this.#slots[at] as number, this.#slots[at + 1] as number)
      grown.set(this.#slots.subarray(at, at + SLOT), to)
    }
    this.#slots = grown
  }
}

const hashesOf = (text: string): [number, number] => [
  mixed(text, 0x811c9dc5, 0x01000193),
  mixed(text, 0x2545f491, 0x5f356495),
]

/** 32 bits of a text, such as of what a row says. */
export const hash = (text: string): number => mixed(text, 0x9e3779b9, 0x01000193)

/** Mixed at the end so that the low bits are as good as the high ones. */
function mixed(text: string, seed: number, factor: number): number {
  let value = seed
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), factor)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
