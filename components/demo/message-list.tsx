import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { SentMessage } from '#lib/messaging/list-messages.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What came to the phone, newest first. Plainly ours: it imitates no app. */
export function MessageList(props: { messages: SentMessage[]; refreshHref: string; locale: Locale }) {
  const { messages, refreshHref, locale } = props
  const t = textsFor(locale, 'demo')
  return (
    <Card
      title={t('messages')}
      aside={
        <a href={refreshHref} className="link inline-flex min-h-11 items-center">
          {t('refresh')}
        </a>
      }
    >
      {messages.length === 0 && (
        <p>
          {t('noMessages')} {t('noMessagesMore')}
        </p>
      )}
      <ol className="grid gap-3">
        {messages.map((message) => (
          // Two messages of one instant differ in their text; the list is never reordered.
          <li key={`${message.at.toISOString()} ${message.text}`} className="rounded-[14px] bg-sunken p-3.5">
            <p className="wrap-anywhere whitespace-pre-line">{message.text}</p>
            {message.document && (
              <p className="mt-1">
                <a href={message.document} className="link inline-flex min-h-11 items-center gap-2">
                  <Icon name="receipt" className="size-5" />
                  {t('document')}
                </a>
              </p>
            )}
            <p className="mt-1 flex justify-between gap-3 text-fine text-text-2">
              <span>{message.channel === 'SMS' ? 'SMS' : 'WhatsApp'}</span>
              <time dateTime={message.at.toISOString()}>{formatInstant(message.at, locale)}</time>
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
