import type { Texts } from '#lib/i18n/texts.ts'

const ERRORS = ['wait', 'too-many-codes', 'too-many', 'cooling']

/** Why nothing was sent or given, by the short word in `?error=…`; undefined for what is wrong with a code. */
export function privacyError(t: Texts, error: string | undefined): string | undefined {
  return error && ERRORS.includes(error) ? t(`e_${error.replaceAll('-', '_')}`) : undefined
}
