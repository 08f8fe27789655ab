import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { ALL, type NoticeWords } from '#lib/notices/read-notice.ts'
import { formatPeriod } from '#lib/units/display.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { NoticeAlert } from './notice-alert.tsx'

type Props = { id: string; notice: NoticeWords; consumers: number; discom: string; locale: Locale }

/** A notice as it will look in both languages, how many consumers it reaches, and the press that tells it. */
export function NoticePreview({ id, notice, consumers, discom, locale }: Props) {
  const t = textsFor(locale, 'notices')
  const { textHi, textEn, subdivision, fromOn, untilOn } = notice
  const fields = { id, textHi, textEn, subdivision: subdivision ?? ALL, fromOn, untilOn }
  return (
    <Card title={t('previewTitle')}>
      <div className="grid gap-3">
        {LOCALES.map((language) => (
          <div key={language} lang={language}>
            <NoticeAlert
              text={language === 'hi' ? textHi : textEn}
              untilOn={untilOn}
              discom={discom}
              locale={language}
            />
          </div>
        ))}
        <p>{t('reach', { count: consumers, period: formatPeriod(fromOn, untilOn, locale) })}</p>
        <form method="post" action="/api/desk/notices/publish">
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SubmitButton>{t('publish')}</SubmitButton>
        </form>
      </div>
    </Card>
  )
}
