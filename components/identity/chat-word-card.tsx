import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { word: string; number: string; locale: Locale }

/**
 * What the phone on record writes to us on WhatsApp for a code, where none came or others have used up the number's. `number` is
 * ours, ten digits.
 */
export function ChatWordCard({ word, number, locale }: Props) {
  const t = textsFor(locale, 'login')
  const message = t('chatMessage', { word })
  return (
    <Card title={t('chatTitle')}>
      <p className="text-text-2">{t('chatText', { number: `+91\u00a0${number}` })}</p>
      <p className="my-3 text-h2 font-semibold">{message}</p>
      <LinkButton look="outlined" wide href={`https://wa.me/91${number}?text=${encodeURIComponent(message)}`}>
        <Icon name="chat" className="size-5" />
        {t('chatButton')}
      </LinkButton>
      <p className="mt-3 text-text-2">{t('chatThen', { minutes: CODE_LIVES_SECONDS / 60 })}</p>
    </Card>
  )
}
