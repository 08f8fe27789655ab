import { SeenRows } from './seen-rows.ts'

const KEYS_IN_CHUNK = 1024
const MARK_BITS = 0xffff

/**
 * As `SeenRows`, for kinds whose keys have places: a meter's day of blocks takes two bytes a place. The line is forgotten,
 * and of the mark only 16 bits are kept, which is enough for the report: the row that came first counts in any case.
 */
export class SeenPlaces {
  #places: number
  #keys = new SeenRows()
  #count = 0
  #chunks: Uint16Array[] = []

  constructor(places: number) {
    this.#places = places
  }

  find(key: string, mark: number, place: number): { line: null; isSame: boolean } | null {
    const index = this.#keys.find(key, 0)?.line
    if (index === undefined) return null
    const { chunk, at } = this.#at(index - 1, place)
    return chunk[at] === 0 ? null : { line: null, isSame: chunk[at] === shortened(mark) }
  }

  /** Whether anything was said of the key. */
  has(key: string): boolean {
    return this.#keys.find(key, 0) !== null
  }

  add(key: string, mark: number, _line: number, place: number): void {
    const { chunk, at } = this.#at(this.#indexOf(key), place)
    chunk[at] = shortened(mark)
  }

  /** Marks of a key at places that lie evenly. */
  addAll(key: string, marks: Uint32Array): void {
    const { chunk, at } = this.#at(this.#indexOf(key), 0)
    const step = this.#places / marks.length
    for (let index = 0; index < marks.length; index += 1) chunk[at + index * step] = shortened(marks[index] as number)
  }

  #indexOf(key: string): number {
    const known = this.#keys.find(key, 0)?.line
    if (known !== undefined) return known - 1
    if (this.#count % KEYS_IN_CHUNK === 0) this.#chunks.push(new Uint16Array(KEYS_IN_CHUNK * this.#places))
    this.#count += 1
    this.#keys.add(key, 0, this.#count)
    return this.#count - 1
  }

  #at(index: number, place: number): { chunk: Uint16Array; at: number } {
    const chunk = this.#chunks[Math.floor(index / KEYS_IN_CHUNK)] as Uint16Array
    return { chunk, at: (index % KEYS_IN_CHUNK) * this.#places + place }
  }
}

/** Never zero, which is a place that nobody named. */
const shortened = (mark: number): number => mark & MARK_BITS || 1
