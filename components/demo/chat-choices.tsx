import type { ReactNode } from 'react'
import { SubmitButton } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import type { ListRow, WhatsAppContent } from '#lib/messaging/whatsapp/content.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { content: WhatsAppContent; mobile: string; locale: Locale }

/** The buttons or the list of a message, as a form: an old one can be tapped again, as in any chat. */
export function ChatChoices({ content, mobile, locale }: Props) {
  if (content.type === 'buttons')
    return (
      <ChoiceForm mobile={mobile}>
        <div className="flex flex-wrap gap-2">
          {content.buttons.map(({ id, title }) => (
            <SubmitButton key={id} look="outlined" name="choice" value={`${id} ${title}`}>
              <Name locale={locale}>{title}</Name>
            </SubmitButton>
          ))}
        </div>
      </ChoiceForm>
    )
  if (content.type !== 'list') return null
  return (
    <details className="group rounded-xl border border-line bg-surface">
      <summary className="flex min-h-11 list-none items-center justify-center gap-2 rounded-xl px-3 font-bold text-primary [&::-webkit-details-marker]:hidden">
        <Icon name="menu" className="size-5" />
        <Name locale={locale}>{content.button}</Name>
      </summary>
      <ChoiceForm mobile={mobile}>
        {content.sections.map((section) => (
          <div key={section.title} className="grid border-t border-line px-3.5 py-2">
            {section.title && (
              <p className="text-small font-semibold text-text-2">
                <Name locale={locale}>{section.title}</Name>
              </p>
            )}
            {section.rows.map((row) => (
              <Row key={row.id} row={row} locale={locale} />
            ))}
          </div>
        ))}
      </ChoiceForm>
    </details>
  )
}

function ChoiceForm({ mobile, children }: { mobile: string; children: ReactNode }) {
  return (
    <form method="post" action="/demo/chat" encType="multipart/form-data">
      <input type="hidden" name="to" value={mobile} />
      {children}
    </form>
  )
}

function Row({ row: { id, title, description }, locale }: { row: ListRow; locale: Locale }) {
  return (
    <button
      type="submit"
      name="choice"
      value={`${id} ${title}`}
      className="min-h-11 py-1.5 text-left hover:text-primary"
    >
      <span className="block font-semibold">
        <Name locale={locale}>{title}</Name>
      </span>
      {description && (
        <span className="block text-small text-text-2">
          <Name locale={locale}>{description}</Name>
        </span>
      )}
    </button>
  )
}
