import { pseudoMessage } from '../pseudo-message.ts'
import { en } from './en.ts'

/** A namespace is put into disguise when it is first asked for: outside of demo and tests none ever is. */
function disguised<Texts extends Record<string, Record<string, string>>>(original: Texts): Texts {
  const made: Record<string, Record<string, string>> = {}
  const disguise = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudoMessage(text)]))
  const namespaces = Object.entries(original).map(([name, texts]) => [
    name,
    { enumerable: true, get: () => (made[name] ??= disguise(texts)) },
  ])
  return Object.defineProperties({}, Object.fromEntries(namespaces)) as Texts
}

/** English in disguise (docs/languages.md). */
export const pseudo = disguised(en)
