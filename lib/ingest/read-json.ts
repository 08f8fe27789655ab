import { pipeline, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ContentMeter } from './content-meter.ts'
import type { NotIngested } from './ingestion.ts'

/**
 * Reads a JSON file as a whole; `meaning` is what changes what the same content says. Refuses, with reasons, a file that
 * is larger than `mostBytes`, and one that is no JSON.
 */
export async function readJson(
  source: Readable,
  { mostBytes, meaning }: { mostBytes: number; meaning: unknown },
): Promise<{ ok: true; json: unknown; content: string; contentHash: string } | NotIngested> {
  const meter = new ContentMeter({ mostBytes })
  pipeline(source, meter, () => undefined)
  let content: string
  try {
    // Editors put a byte order mark in front; JSON knows none.
    content = (await text(meter)).replace(/^\ufeff/, '')
  } catch (error) {
    if (meter.bytes <= mostBytes) throw error
    return { ok: false, reasons: [`the file is larger than ${mostBytes} bytes`] }
  }
  try {
    return { ok: true, json: JSON.parse(content), content, contentHash: meter.digest(meaning) }
  } catch (error) {
    return { ok: false, reasons: [`the file is no JSON: ${(error as Error).message}`] }
  }
}

/** The lines, counted from 1, on which the items of an array begin, or the one value; the content must be JSON. */
export function itemLines(content: string): number[] {
  const lines: number[] = []
  let [line, depth, isText, isAwaited] = [1, 0, false, true]
  const isArray = content.trimStart().startsWith('[')
  for (let at = 0; at < content.length; at += 1) {
    const character = content[at] as string
    if (character === '\n') line += 1
    if (isText) {
      if (character === '\\') at += 1
      else if (character === '"') isText = false
      continue
    }
    if (/\s/.test(character)) continue
    const isOuter = isArray ? depth === 1 : depth === 0
    if (isOuter && isAwaited && character !== ']') {
      lines.push(line)
      isAwaited = false
    }
    if (character === '"') isText = true
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    else if (character === ',' && isOuter) isAwaited = true
  }
  return lines
}
