import { pseudoText } from '#lib/units/pseudo-text.ts'

/**
 * A message of ICU in the pseudo-language: its words in disguise and the whole in «…», so that a cut end is seen. What the
 * translator fills or chooses by (`{amount}`, `{count, plural, one {…} other {…}}`, `<b>`, `#`) stays as it is.
 */
export function pseudoMessage(message: string): string {
  let at = 0

  function text(): string {
    let out = ''
    while (at < message.length && message[at] !== '}') out += message[at] === '{' ? argument() : words()
    return out
  }

  function words(): string {
    const [taken = ''] = /^(<\/?\w+>|[^{}<]+|<)/.exec(message.slice(at)) ?? []
    at += taken.length
    return /^<\/?\w+>$/.test(taken) ? taken : pseudoText(taken)
  }

  /** From its brace to its brace; braces within it hold messages of their own. */
  function argument(): string {
    let out = message[at++] as string
    while (at < message.length && message[at] !== '}') {
      const letter = message[at++] as string
      out += letter
      if (letter !== '{') continue
      out += `${text()}}`
      at += 1
    }
    at += 1
    return `${out}}`
  }

  return `«${text()}»`
}
