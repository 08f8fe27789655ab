import type { OfferedLocale } from '#lib/units/locale.ts'
import { en } from './messages/en.ts'
import { hi } from './messages/hi.ts'

/** Every text of the portal: a folder a language, a file a domain. Pages, PDF and messages take theirs from here. */
export const MESSAGES = { hi, en } as const satisfies Record<OfferedLocale, unknown>

export type Namespace = keyof (typeof MESSAGES)['hi']
