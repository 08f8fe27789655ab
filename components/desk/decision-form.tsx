import { SubmitButton } from '#components/ui/button.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Agree or refuse: the two answers to one thing that waits. */
export function DecisionForm(props: { action: string; name: string; id: string; locale: Locale }) {
  const { action, name, id, locale } = props
  const t = textsFor(locale, 'desk')
  return (
    <form method="post" action={action} className="mt-3 flex flex-wrap gap-3">
      <input type="hidden" name={name} value={id} />
      <SubmitButton look="outlined" name="agree" value="yes">
        {t('agree')}
      </SubmitButton>
      <SubmitButton look="outlined" name="agree" value="no">
        {t('refuse')}
      </SubmitButton>
    </form>
  )
}
