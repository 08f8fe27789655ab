import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import { RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { whyAlways } from '#lib/notifications/kinds.ts'
import type { NoticeChoices } from '#lib/notifications/notice-centre.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The channel, and a box for each kind that may be switched off; of the others it says why they may not. */
export function ChoicesForm({ choices, locale }: { choices: NoticeChoices; locale: Locale }) {
  const t = textsFor(locale, 'notifications')
  const always = choices.kinds.filter(({ kind }) => whyAlways(kind) !== null)
  const optional = choices.kinds.filter(({ kind }) => whyAlways(kind) === null)
  return (
    <form method="post" action="/api/account/notices/choices" className="grid gap-4 lg:gap-5">
      <Card>
        <RadioGroup
          name="channel"
          label={t('channel')}
          hint={t('channelHint')}
          defaultValue={choices.byWhatsApp ? 'WHATSAPP' : 'SMS'}
          options={[
            { value: 'SMS', label: 'SMS' },
            { value: 'WHATSAPP', label: 'WhatsApp' },
          ]}
        />
      </Card>
      <Card title={t('optionalTitle')}>
        <p className="mb-3 text-text-2">{t('optionalText')}</p>
        <div className="grid gap-2">
          {optional.map(({ kind, isOn }) => (
            <CheckBox key={kind} name="on" value={kind} id={`on-${kind}`} defaultChecked={isOn}>
              {t(`kind_${kind}`)}
            </CheckBox>
          ))}
        </div>
      </Card>
      <Card title={t('alwaysTitle')}>
        <ul className="grid gap-2">
          {always.map(({ kind }) => (
            <li key={kind}>
              <span className="font-semibold">{t(`kind_${kind}`)}</span>
              <span className="block text-small text-text-2">{t(`why_${whyAlways(kind)}`)}</span>
            </li>
          ))}
        </ul>
      </Card>
      <SubmitButton wide>{t('save')}</SubmitButton>
    </form>
  )
}
