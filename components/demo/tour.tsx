import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { DemoPhone } from '#lib/messaging/list-demo-phones.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Whose accounts show most in two minutes, in this order; everybody else comes after them. */
const TOUR = ['9000001035', '9000000028', '9000001039', '9000001031', '9000001033']

/** A year in the life of the demo's people: who they are, what to look at, and the way in. */
export function Tour({ phones, locale }: { phones: DemoPhone[]; locale: Locale }) {
  const t = textsFor(locale, 'demo')
  const told = phones.filter(({ mobile }) => t.has(`story_${mobile}`))
  const stops = TOUR.flatMap((mobile) => told.find((phone) => phone.mobile === mobile) ?? [])
  const others = told.filter(({ mobile }) => !TOUR.includes(mobile))
  if (stops.length === 0) return null
  return (
    <Card title={t('tour')}>
      <p className="mb-3 text-text-2">{t('tourLead')}</p>
      <ol className="grid gap-3 md:grid-cols-2">
        {stops.map((phone, index) => (
          <Story key={phone.mobile} phone={phone} number={index + 1} locale={locale} />
        ))}
        <li className="rounded-[14px] bg-sunken p-3.5">
          <h3 className="text-label">{t('tourDesk', { number: stops.length + 1 })}</h3>
          <p>{t('tourDeskText')}</p>
          <a href="#desk" className="link mt-1 inline-flex min-h-11 items-center">
            {t('tourDeskLink')}
          </a>
        </li>
      </ol>
      {others.length > 0 && (
        <details className="mt-3">
          <summary className="inline-flex min-h-11 items-center rounded-lg text-small font-semibold text-primary">
            {t('moreStories', { count: others.length })}
          </summary>
          <ul className="mt-2 grid gap-3 md:grid-cols-2">
            {others.map((phone) => (
              <Story key={phone.mobile} phone={phone} locale={locale} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

/** One person's year. The login opens beside this page, which shows the code that it asks for. */
function Story({ phone, number, locale }: { phone: DemoPhone; number?: number; locale: Locale }) {
  const t = textsFor(locale, 'demo')
  const { mobile, holderName } = phone
  return (
    <li className="rounded-[14px] bg-sunken p-3.5">
      <h3 className="text-label">
        {number && `${number}. `}
        <Name locale={locale}>{holderName}</Name>
      </h3>
      <p>{t(`story_${mobile}`)}</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <form method="post" action="/api/login" target="_blank" rel="noopener">
          <input type="hidden" name="who" value={mobile} />
          <SubmitButton look="outlined">{t('storyLogIn')}</SubmitButton>
        </form>
        <a href={`/demo?to=${mobile}#phone`} className="link inline-flex min-h-11 items-center">
          {t('storyPhone')}
        </a>
      </div>
    </li>
  )
}
