import type { Readable } from 'node:stream'
import { isKeepableJson } from '#lib/units/clean-text.ts'

// A bill has a few thousand characters; a file without line breaks would otherwise be taken into memory whole.
const MOST_CHARACTERS = 200_000

export type JsonLine = { line: number; text: string } & ({ ok: true; json: unknown } | { ok: false; reason: string })

/** A file of one JSON value a line, as it is asked for; blank lines are passed over. Lines are counted from 1. */
export async function* jsonLines(source: Readable): AsyncGenerator<JsonLine> {
  const decoder = new TextDecoder('utf-8')
  let [rest, line, isTooLong] = ['', 0, false]
  const read = (text: string): JsonLine | null => {
    line += 1
    const wasTooLong = isTooLong
    isTooLong = false
    if (wasTooLong) return { line, text: '', ok: false, reason: `is longer than ${MOST_CHARACTERS} characters` }
    // Editors put a byte order mark in front; JSON knows none.
    const plain = text.replace(/^\ufeff/, '').trim()
    return plain === '' ? null : { line, text: plain, ...parsed(plain) }
  }
  for await (const chunk of source) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      const found = read(text)
      if (found) yield found
    }
    if (rest.length > MOST_CHARACTERS) [rest, isTooLong] = ['', true]
  }
  const last = read(rest + decoder.decode())
  if (last) yield last
}

function parsed(text: string): { ok: true; json: unknown } | { ok: false; reason: string } {
  try {
    const json: unknown = JSON.parse(text)
    return isKeepableJson(json) ? { ok: true, json } : { ok: false, reason: 'has a character that is none' }
  } catch {
    return { ok: false, reason: 'is no JSON' }
  }
}
