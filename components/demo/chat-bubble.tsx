import { ChatChoices } from '#components/demo/chat-choices.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { FileNote, fileNote } from '#components/ui/file-link.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Incoming } from '#lib/messaging/chat/chat-events.ts'
import type { ChatEntry } from '#lib/messaging/chat/list-chat.ts'
import { formatTime } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { entry: ChatEntry; mobile: string; locale: Locale }

/** One message: ours on the left with its document, picture or choices, the phone's own on the right. */
export function ChatBubble({ entry, mobile, locale }: Props) {
  const t = textsFor(locale, 'demo')
  const time = (
    <p className="text-right text-fine text-text-2">
      <time dateTime={entry.at.toISOString()}>{formatTime(entry.at, locale)}</time>
    </p>
  )
  if (entry.from === 'ME')
    return (
      <div className="max-w-[85%] justify-self-end rounded-2xl rounded-br-sm border border-line bg-primary-tint px-3.5 py-2.5">
        <p className="wrap-anywhere whitespace-pre-line">
          <span className="sr-only">{t('chatMe')} </span>
          <Name locale={locale}>{spoken(entry.body, { photo: t('chatPhotoSent'), other: t('chatOtherSent') })}</Name>
        </p>
        {time}
      </div>
    )
  const { content, href, upi } = entry
  const text =
    'body' in content && typeof content.body === 'string' ? content.body : 'caption' in content ? content.caption : ''
  return (
    <div className="grid max-w-[92%] gap-2 justify-self-start">
      <div className="rounded-2xl rounded-bl-sm border border-line bg-surface px-3.5 py-2.5">
        {content.type === 'image' && href && upi && (
          // biome-ignore lint/performance/noImgElement: a picture of one payment, that nothing may keep or draw anew
          <img src={href} alt={t('chatQr')} width={232} height={232} className="mb-2 rounded-xl bg-white" />
        )}
        <p className="wrap-anywhere whitespace-pre-line">
          <Name locale={locale}>{text || ' '}</Name>
        </p>
        {content.type === 'document' && href && (
          <p className="mt-1">
            <a href={href} className="inline-flex min-h-11 items-center gap-2 rounded-xl bg-sunken px-3 font-semibold">
              <Icon name="receipt" className="size-5 text-primary" />
              <span className="leading-tight">
                {content.filename}
                <FileNote>{fileNote({ mostKb: MOST_KB.bill }, locale, 'PDF')}</FileNote>
              </span>
            </a>
          </p>
        )}
        {time}
      </div>
      {upi && (
        <LinkButton href={`/demo?to=${mobile}&upi=${encodeURIComponent(upi)}#upi`} look="outlined">
          {t('chatPay')}
        </LinkButton>
      )}
      <ChatChoices content={content} mobile={mobile} locale={locale} />
    </div>
  )
}

function spoken(body: Incoming, words: { photo: string; other: string }): string {
  switch (body.type) {
    case 'TEXT':
      return body.text
    case 'CHOICE':
      return body.title || body.id
    case 'PHOTO':
      return [words.photo, body.caption].filter(Boolean).join(' ')
    case 'OTHER':
      return words.other
  }
}
