import { IntlMessageFormat } from 'intl-messageformat'
import { createTranslator } from 'use-intl/core'
import { env } from '#lib/platform/env.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import type { Namespace } from './messages.ts'
import { wordingsOf } from './wordings.ts'

type Value = string | number
type Node = ReturnType<ReturnType<typeof createTranslator>['rich']>

/**
 * The texts of one namespace: `t('key', { name: value })`. Values come formatted (lib/units); nothing here formats
 * numbers or dates. `t.rich` fills tags such as `<number>…</number>` with elements, `t.markup` with text.
 */
export type Texts = {
  (key: string, values?: Record<string, Value>): string
  rich(key: string, values: Record<string, Value | ((children: Node) => Node)>): Node
  markup(key: string, values: Record<string, Value | ((children: string) => string)>): string
  has(key: string): boolean
}

const made = new Map<string, Texts>()

/** The texts of one namespace in one language. Kept, because making a translator costs more than using it. */
export function textsFor(locale: Locale, namespace: Namespace): Texts {
  const name = `${locale}/${namespace}`
  const known = made.get(name)
  if (known) return known
  const messages = wordingsOf(locale, namespace)
  const named = { portal: inLanguage(env().portalName, locale) }
  const translate = createTranslator({
    locale,
    messages,
    timeZone: 'Asia/Kolkata',
    // A missing text is a mistake of ours and loud while we work; a reader is better served by a page with a hole.
    onError: (error) => {
      if (process.env.NODE_ENV !== 'production') throw error
    },
    getMessageFallback: ({ key }) => key,
  })
  const texts = quickly(withNames(translate as Texts, named), { messages, locale, named })
  made.set(name, texts)
  return texts
}

/** The portal's own name is known in every text as `{portal}`. */
function withNames(translate: Texts, named: Record<string, string>): Texts {
  const texts = (key: string, values?: Record<string, Value>) => translate(key, { ...named, ...values })
  return Object.assign(texts, {
    rich: ((key, values) => translate.rich(key, { ...named, ...values })) satisfies Texts['rich'],
    markup: ((key, values) => translate.markup(key, { ...named, ...values })) satisfies Texts['markup'],
    has: translate.has,
  })
}

/**
 * The same texts, each message bound to its formats once: the translator does that anew at every call, for more than
 * ten times the price, and a page has hundreds of texts. What goes wrong is left to the translator, which reports it.
 */
function quickly(
  translate: Texts,
  { messages, locale, named }: { messages: Record<string, string>; locale: Locale; named: Record<string, string> },
): Texts {
  const formats = new Map<string, IntlMessageFormat>()
  const formatOf = (key: string) => {
    const message = messages[key]
    const format = formats.get(key) ?? (message === undefined ? undefined : new IntlMessageFormat(message, locale))
    if (format) formats.set(key, format)
    return format
  }
  const texts = (key: string, values?: Record<string, Value>): string => {
    try {
      const text = formatOf(key)?.format({ ...named, ...values })
      return typeof text === 'string' ? text : translate(key, values)
    } catch {
      return translate(key, values)
    }
  }
  return Object.assign(texts, { rich: translate.rich, markup: translate.markup, has: translate.has })
}
