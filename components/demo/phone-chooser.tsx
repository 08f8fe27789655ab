import { SubmitButton } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { DemoPhone } from '#lib/messaging/list-demo-phones.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { phones: DemoPhone[]; shown: string | null; typed: string; error?: string; locale: Locale }

/** Whose phone the page shows: one of the demo's people, or any number. */
export function PhoneChooser({ phones, shown, typed, error, locale }: Props) {
  const t = textsFor(locale, 'demo')
  return (
    <section aria-label={t('whose')} className="grid gap-4">
      <div>
        <h2 className="text-h2">{t('phone')}</h2>
        <p className="text-text-2">{t('phoneLead')}</p>
      </div>
      {phones.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {phones.map(({ mobile, holderName }) => (
            <li key={mobile}>
              <a
                href={`/demo?to=${mobile}`}
                aria-current={mobile === shown ? 'true' : undefined}
                className={`flex min-h-11 flex-col justify-center rounded-xl border-[1.5px] bg-surface px-3 py-1 ${mobile === shown ? 'border-primary' : 'border-line'}`}
              >
                <Name locale={locale} className="text-small font-semibold">
                  {holderName}
                </Name>
                <span className="text-fine text-text-2">{mobile}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <form method="get" action="/demo" className="grid max-w-100 gap-3">
        <Field name="to" label={t('mobile')} error={error} defaultValue={typed} inputMode="tel" maxLength={20} />
        <SubmitButton look="outlined">{t('show')}</SubmitButton>
      </form>
    </section>
  )
}
