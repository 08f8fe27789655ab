/**
 * Takes an ICU message apart: the names of its arguments and tags, and the words a reader sees. Branches of plurals
 * and selects are messages of their own.
 */
export function readMessage(message: string): { names: Set<string>; words: string } {
  const names = new Set<string>()
  let words = ''
  let at = 0
  const until = (ends: string) => {
    const start = at
    while (at < message.length && !ends.includes(message[at] as string)) at += 1
    return message.slice(start, at).trim()
  }
  const readText = () => {
    while (at < message.length && message[at] !== '}') {
      const tag = /^<(\/?)(\w+)>/.exec(message.slice(at))
      if (tag) {
        names.add(`<${tag[2]}>`)
        at += tag[0].length
      } else if (message[at] === '{') {
        at += 1
        readArgument()
      } else {
        words += message[at]
        at += 1
      }
    }
  }
  const readArgument = () => {
    names.add(until(',}'))
    if (message[at] === ',') {
      at += 1
      until(',}')
      while (message[at] === ',' || (message[at] !== '}' && at < message.length)) {
        at += 1
        until('{}')
        if (message[at] !== '{') break
        at += 1
        words += ' '
        readText()
        at += 1
        while (/\s/.test(message[at] ?? '')) at += 1
        if (message[at] !== '}') at -= 1
      }
    }
    words += ' '
    at += 1
  }
  readText()
  return { names, words }
}

/** Names of what a message is filled with: arguments, and tags as `<b>`. */
export const argumentsOf = (message: string): string[] => [...readMessage(message).names].sort()
