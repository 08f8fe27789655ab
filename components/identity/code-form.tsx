import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CodeField } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatTime } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Step 2: the code, and a way to another one. `until` is null once the code no longer works. */
export function CodeForm(props: { minutes: number; until: Date | null; error?: string; locale: Locale }) {
  const { minutes, until, error, locale } = props
  const t = textsFor(locale, 'login')
  const hint = until ? t('codeHintUntil', { minutes, until: formatTime(until, locale) }) : t('codeHint', { minutes })
  return (
    <Card>
      <form method="post" action="/api/login/code" className="grid gap-4">
        <CodeField name="code" label={t('code')} hint={hint} error={error} />
        <SubmitButton wide>{t('logIn')}</SubmitButton>
      </form>
      <form
        method="post"
        action="/api/login/again"
        className="mt-2 flex flex-wrap items-center justify-between gap-x-4"
      >
        <span className="text-text-2">{t('noCode')}</span>
        <SubmitButton look="text">{t('resend')}</SubmitButton>
      </form>
    </Card>
  )
}
