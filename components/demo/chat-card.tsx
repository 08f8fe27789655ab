import { ChatBubble } from '#components/demo/chat-bubble.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { BOX } from '#components/ui/field.tsx'
import { FileField } from '#components/ui/file-field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ChatEntry } from '#lib/messaging/chat/list-chat.ts'
import type { Locale } from '#lib/units/locale.ts'

/** How many stand open; what was said before is folded away. */
const NEWEST = 8

type Props = { entries: ChatEntry[]; mobile: string; owner: string; refreshHref: string; locale: Locale }

/** The chat of the demo's phone: plain forms, so that it works without scripts. Plainly ours: it imitates no app. */
export function ChatCard({ entries, mobile, owner, refreshHref, locale }: Props) {
  const t = textsFor(locale, 'demo')
  const earlier = entries.slice(0, -NEWEST)
  return (
    <section
      id="chat"
      aria-labelledby="chat-title"
      className="card min-w-0 overflow-hidden rounded-2xl border border-line bg-surface lg:rounded-[18px]"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line p-4 md:px-6">
        <div>
          <h2 id="chat-title" className="text-h2">
            {owner}
          </h2>
          <p className="text-small text-text-2">{t('chatOf')}</p>
        </div>
        <a href={refreshHref} className="link inline-flex min-h-11 items-center">
          {t('refresh')}
        </a>
      </div>
      <div className="grid gap-3 bg-sunken p-4 md:px-6">
        {entries.length === 0 && <p>{t('chatEmpty')}</p>}
        {earlier.length > 0 && (
          <details className="group">
            <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg text-small font-semibold text-primary [&::-webkit-details-marker]:hidden">
              {t('earlier', { count: earlier.length })}
              <Icon name="down" className="size-5 group-open:rotate-180" />
            </summary>
            <Thread entries={earlier} mobile={mobile} locale={locale} />
          </details>
        )}
        <Thread entries={entries.slice(-NEWEST)} mobile={mobile} locale={locale} newest />
      </div>
      <div className="grid gap-3 border-t border-line p-4 md:px-6">
        <form method="post" action="/demo/chat" encType="multipart/form-data" className="grid gap-2">
          <input type="hidden" name="to" value={mobile} />
          <label htmlFor="chat-text" className="text-label">
            {t('chatWrite')}
          </label>
          <div className="flex gap-3">
            <input
              id="chat-text"
              name="text"
              maxLength={1000}
              autoComplete="off"
              className={`${BOX} border-line-strong`}
            />
            <SubmitButton>{t('chatSend')}</SubmitButton>
          </div>
        </form>
        <details>
          <summary className="inline-flex min-h-11 items-center rounded-lg text-small font-semibold text-primary">
            {t('chatAttach')}
          </summary>
          <form method="post" action="/demo/chat" encType="multipart/form-data" className="mt-2 grid gap-3">
            <input type="hidden" name="to" value={mobile} />
            <FileField name="photo" label={t('chatPhoto')} accept="image/*,application/pdf" />
            <SubmitButton look="outlined">{t('chatSendPhoto')}</SubmitButton>
          </form>
        </details>
      </div>
    </section>
  )
}

function Thread(props: { entries: ChatEntry[]; mobile: string; locale: Locale; newest?: boolean }) {
  const { entries, mobile, locale, newest = false } = props
  return (
    <ol className="grid gap-3">
      {entries.map((entry, index) => (
        <li
          key={entry.id}
          id={newest && index === entries.length - 1 ? 'newest' : undefined}
          className="grid scroll-mt-4"
        >
          <ChatBubble entry={entry} mobile={mobile} locale={locale} />
        </li>
      ))}
    </ol>
  )
}
