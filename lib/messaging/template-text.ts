import type { Namespace } from '#lib/i18n/messages.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import type { Locale } from '#lib/units/locale.ts'
import { templateName } from './template-name.ts'
import { TEMPLATES } from './templates.ts'
import type { Template } from './whatsapp/content.ts'

/** A text of ours as channels need it: written out, and as an approved template with its values in order. */
export type TemplateText = { text: string; content: Template }

/** The utility's short name is part of each wording, under one of these names. */
const sender = () => ({ sender: env().discom.shortName, discom: env().discom.shortName })

/**
 * Writes one of `TEMPLATES`. Providers of SMS (DLT) and WhatsApp know each by its name and language, and are given the
 * values alone, in the order in which the text has them. `variant` picks a wording and is part of the name, for a
 * template has one wording. Throws for a text that is not in the list: nobody would have approved it.
 */
export function templateText(
  language: Locale,
  namespace: Namespace,
  key: string,
  values: Record<string, string | number>,
  variant: Record<string, string> = {},
): TemplateText {
  const name = templateName(namespace, key, Object.values(variant))
  if (!TEMPLATES.has(name)) throw new Error(`${name} is no template; add it to lib/messaging/templates.ts`)
  const t = textsFor(language, namespace)
  const marked = t(key, { ...markedAs(Object.keys(values)), ...sender(), ...variant })
  const body = [...marked.matchAll(MARK)].map(([, value]) => String(values[value ?? '']))
  return {
    text: t(key, { ...values, ...sender(), ...variant }),
    content: { type: 'template', name, language, body },
  }
}

/** The wording that is to be approved, with `slot(1)`, `slot(2)` … where the values go. */
export function templateWording(name: string, language: Locale, slot: (index: number) => string): string {
  const template = TEMPLATES.get(name)
  if (!template) throw new Error(`${name} is no template`)
  const { namespace, key, values, variant } = template
  let index = 0
  const marked = textsFor(language, namespace)(key, { ...markedAs(values), ...sender(), ...variant })
  return marked.replaceAll(MARK, () => slot(++index))
}

const markedAs = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `${OPEN}${name}${CLOSE}`]))

// Signs of private use, which no text and no value has.
const OPEN = '\uE000'
const CLOSE = '\uE001'
const MARK = new RegExp(`${OPEN}([^${CLOSE}]+)${CLOSE}`, 'g')
