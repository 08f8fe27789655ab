import { type Locale, PSEUDO_LOCALE } from '#lib/units/locale.ts'
import { en } from './messages/en.ts'
import { pseudo } from './messages/en-XA.ts'
import { hi } from './messages/hi.ts'

/** Every text of the portal: a folder a language, a file a domain. Pages, PDF and messages take theirs from here. */
export const MESSAGES = { hi, en, [PSEUDO_LOCALE]: pseudo } as const satisfies Record<
  Locale,
  Record<keyof typeof hi, Record<string, string>>
>

export type Namespace = keyof (typeof MESSAGES)['hi']
