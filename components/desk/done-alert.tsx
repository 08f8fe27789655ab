import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Says what was just done, by the word that the action put into the address; nothing for any other word. */
export function DoneAlert({ done, locale }: { done: unknown; locale: Locale }) {
  const t = textsFor(locale, 'desk')
  if (typeof done !== 'string' || !/^[a-z]+$/.test(done) || !t.has(`done_${done}`)) return null
  return (
    <Alert kind="ok" status>
      {t(`done_${done}`)}
    </Alert>
  )
}
