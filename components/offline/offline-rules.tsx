import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { dialLink } from '#lib/units/phone.ts'

/** What cannot be done without internet, and when a device erases what it keeps. */
export function OfflineRules({ helpline, locale }: { helpline: string; locale: Locale }) {
  const t = textsFor(locale, 'offline')
  return (
    <>
      <Card title={t('cannotTitle')}>
        <ul className="list-disc pl-5">
          <li>{t('cannotPay')}</li>
          <li>{t('cannotComplain')}</li>
          <li>{t('cannotOther')}</li>
        </ul>
        <p className="mt-3">
          {t.rich('noPower', {
            helpline,
            tel: (text) => (
              <a className="link" href={dialLink(helpline)}>
                {text}
              </a>
            ),
          })}
        </p>
      </Card>
      <Card title={t('erasedTitle')}>
        <ul className="list-disc pl-5">
          <li>{t('erasedLogOut')}</li>
          <li>{t('erasedOther')}</li>
          <li>{t('erasedDays')}</li>
        </ul>
      </Card>
    </>
  )
}
