import { Card } from '#components/ui/card.tsx'
import { FileLink, fileNote } from '#components/ui/file-link.tsx'
import { Name } from '#components/ui/name.tsx'
import type { Category } from '#lib/complaints/catalogue.ts'
import type { ThreadEvent } from '#lib/complaints/get-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  kind: Category['kind']
  events: readonly ThreadEvent[]
  filesHref: string
  isAtDesk?: boolean
  locale: Locale
}

const PICTURES: Record<string, string> = { 'image/jpeg': 'JPG', 'image/png': 'PNG' }

/** What happened in a thread, oldest first, with the words and photos of both sides. */
export function Timeline({ kind, events, filesHref, isAtDesk = false, locale }: Props) {
  const t = textsFor(locale, 'complaints')
  return (
    <Card title={t('thread_timeline')} id="timeline">
      <ol>
        {events.map((event) => (
          <li key={event.id} className="relative border-l-2 border-line pb-4 pl-4 last:pb-0">
            <span
              aria-hidden="true"
              className="absolute top-2 -left-[7px] size-3 rounded-full border-2 border-primary bg-primary"
            />
            <p className="font-semibold">{titleOf(event, { kind, isAtDesk }, locale)}</p>
            <p className="text-small text-text-2">
              {t(isAtDesk && event.by === 'CONSUMER' ? 'by_COMPLAINANT' : `by_${event.by}`)} ·{' '}
              {formatInstant(event.at, locale)}
            </p>
            {event.text && (
              <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">
                <Name locale={locale}>{event.text}</Name>
              </p>
            )}
            {event.files.length > 0 && (
              <ul className="mt-1 flex flex-wrap gap-x-4">
                {event.files.map(({ id, contentType, bytes }, index) => (
                  <li key={id}>
                    <FileLink
                      href={`${filesHref}/${id}`}
                      name={t(contentType === 'application/pdf' ? 'file_pdf' : 'file_picture', { index: index + 1 })}
                      note={fileNote({ bytes }, locale, PICTURES[contentType])}
                    />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function titleOf(
  { kind: what, promisedOn, level, rating }: ThreadEvent,
  { kind, isAtDesk }: { kind: Category['kind']; isAtDesk: boolean },
  locale: Locale,
): string {
  const t = textsFor(locale, 'complaints')
  const asked = what === 'REGISTERED' && kind === 'SERVICE' ? '_SERVICE' : ''
  return t(isAtDesk && what === 'RATED' ? 'event_RATED_desk' : `event_${what}${asked}`, {
    day: promisedOn ? formatDay(promisedOn, locale) : '',
    level: level ? t(`level_${level}`) : '',
    rating: rating ?? '',
  })
}
