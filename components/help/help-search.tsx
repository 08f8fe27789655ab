import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { Field } from '#components/ui/field.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { LONGEST_QUESTION } from '#lib/information/find-help.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { ShownEntry } from './help-entries.ts'

const ICONS: Record<ShownEntry['kind'], IconName> = { term: 'search', answer: 'help', page: 'right' }

/** Asks for a word or a question; the glossary’s page answers. */
export function HelpSearchForm({ asked = '', error, locale }: { asked?: string; error?: string; locale: Locale }) {
  const t = textsFor(locale, 'glossary')
  return (
    <Card>
      <search>
        <form method="post" action="/api/help" className="grid items-end gap-4 sm:grid-cols-[1fr_auto]">
          <Field
            name="asked"
            label={t('search')}
            hint={t('searchHint')}
            error={error}
            defaultValue={asked}
            maxLength={LONGEST_QUESTION}
          />
          <SubmitButton look="outlined">{t('find')}</SubmitButton>
        </form>
      </search>
    </Card>
  )
}

/** What was found, or that nothing was and who else can be asked. */
export function HelpFound({ found, helpline, locale }: { found: ShownEntry[]; helpline: string; locale: Locale }) {
  const t = textsFor(locale, 'glossary')
  if (found.length === 0)
    return (
      <EmptyCard icon="search" lead={t('noneFound')} way={<a href="/about/site-map">{t('noneFoundWay')}</a>}>
        {t('noneFoundText', { helpline })}
      </EmptyCard>
    )
  return (
    <Card title={t('found', { count: found.length })}>
      <LinkList items={found.map(({ kind, href, title, note }) => ({ href, icon: ICONS[kind], title, note }))} />
    </Card>
  )
}
