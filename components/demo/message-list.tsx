import { Card } from '#components/ui/card.tsx'
import { FileLink, fileNote } from '#components/ui/file-link.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { SentMessage } from '#lib/messaging/list-messages.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** How many stand open; a year of bills and receipts would push the UPI app off the screen. */
const NEWEST = 4

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
      <Messages messages={messages.slice(0, NEWEST)} locale={locale} />
      {messages.length > NEWEST && (
        <details className="group mt-2">
          <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg text-small font-semibold text-primary [&::-webkit-details-marker]:hidden">
            {t('earlier', { count: messages.length - NEWEST })}
            <Icon name="down" className="size-5 group-open:rotate-180" />
          </summary>
          <Messages messages={messages.slice(NEWEST)} locale={locale} />
        </details>
      )}
    </Card>
  )
}

function Messages({ messages, locale }: { messages: SentMessage[]; locale: Locale }) {
  const t = textsFor(locale, 'demo')
  return (
    <ol className="grid gap-3">
      {messages.map((message) => (
        // Two messages of one instant differ in their text; the list is never reordered.
        <li key={`${message.at.toISOString()} ${message.text}`} className="rounded-[14px] bg-sunken p-3.5">
          <p className="wrap-anywhere whitespace-pre-line">
            <Name locale={locale}>{message.text}</Name>
          </p>
          {message.document && (
            <p className="mt-1">
              <FileLink
                {...{ href: message.document, icon: 'receipt', name: t('document') }}
                note={fileNote({ mostKb: MOST_KB.bill }, locale)}
              />
            </p>
          )}
          <p className="mt-1 flex justify-between gap-3 text-fine text-text-2">
            <span>{message.channel === 'SMS' ? 'SMS' : 'WhatsApp'}</span>
            <time dateTime={message.at.toISOString()}>{formatInstant(message.at, locale)}</time>
          </p>
        </li>
      ))}
    </ol>
  )
}
