/** From this line on the text is no list of JSON objects. */
export class UnreadableJson extends Error {
  readonly line: number
  constructor(line: number, reason: string) {
    super(reason)
    this.line = line
  }
}

/** An object of the file; `path` is where it stands, `line` where it begins, counted from 1. */
export type JsonItem = { line: number; path: string; text: string }

// A meter's month of quarter hours with all quantities has about a million characters.
const MOST_CHARACTERS = 8_000_000
const [SPACE, QUOTE, BACKSLASH, NEWLINE, COMMA] = [0x20, 0x22, 0x5c, 0x0a, 0x2c]
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE, MARK] = [0x5b, 0x5d, 0x7b, 0x7d, 0xfeff]

/**
 * The objects of a file as they are asked for, one at a time in memory: of an array, of one object, or of one object
 * after the other (JSON lines). Throws `UnreadableJson` where the text is none of these, or ends within an object.
 */
export async function* jsonItems(source: AsyncIterable<Uint8Array>): AsyncGenerator<JsonItem> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let [line, depth, isText, isEscaped, startLine, count] = [1, 0, false, false, 1, 0]
  let parts: string[] = []
  let length = 0
  let awaits: 'ROOT' | 'ITEM' | 'FIRST' | 'COMMA' | 'NEXT' | 'NOTHING' = 'ROOT'
  let isList = false
  const wrong = (reason: string) => new UnreadableJson(line, reason)

  async function* read(text: string): AsyncGenerator<JsonItem> {
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code === NEWLINE) line += 1
      if (depth > 0) {
        if (isText) {
          if (isEscaped) isEscaped = false
          else if (code === BACKSLASH) isEscaped = true
          else if (code === QUOTE) isText = false
        } else if (code === QUOTE) isText = true
        else if (code === OPEN || code === OPEN_LIST) depth += 1
        else if (code === CLOSE || code === CLOSE_LIST) depth -= 1
        if (depth > 0) continue
        yield { line: startLine, path: isList ? `$[${count}]` : '$', text: parts.join('') + text.slice(from, at + 1) }
        ;[parts, length, count] = [[], 0, count + 1]
        awaits = isList ? 'COMMA' : 'NEXT'
        continue
      }
      if (code <= SPACE || (code === MARK && awaits === 'ROOT')) continue
      if (code === OPEN && ['ROOT', 'ITEM', 'FIRST', 'NEXT'].includes(awaits)) {
        ;[depth, from, startLine] = [1, at, line]
      } else if (code === OPEN_LIST && awaits === 'ROOT') [isList, awaits] = [true, 'FIRST']
      else if (code === COMMA && awaits === 'COMMA') awaits = 'ITEM'
      else if (code === CLOSE_LIST && (awaits === 'COMMA' || awaits === 'FIRST')) awaits = 'NOTHING'
      else throw wrong(`${isList ? `$[${count}]` : '$'} is no object, or no comma stands before it`)
    }
    if (depth === 0) return
    parts.push(text.slice(from))
    length += text.length - from
    if (length > MOST_CHARACTERS) throw wrong(`the object has more than ${MOST_CHARACTERS} characters`)
  }

  for await (const chunk of source) yield* read(decoder.decode(chunk, { stream: true }))
  yield* read(decoder.decode())
  if (awaits === 'ROOT') throw wrong('the file is empty')
  if (depth > 0 || (isList && awaits !== 'NOTHING')) throw wrong('the file ends in the middle')
}
