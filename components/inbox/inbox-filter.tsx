import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, Field } from '#components/ui/field.tsx'
import type { Category } from '#lib/complaints/catalogue.ts'
import { LEVELS } from '#lib/complaints/complaint-states.ts'
import type { InboxFilter } from '#lib/complaints/list-office-complaints.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

export const STATES = ['OPEN', 'PROMISED', 'RESOLVED', 'REJECTED'] as const
export const WHICH = ['ALL', 'MINE', 'NOBODYS', 'OVERDUE'] as const

type Query = Record<string, string | string[] | undefined>

/** What an address asks for; what it does not know, it does not ask. */
export function filterNamed(query: Query): InboxFilter {
  const word = (name: string) => [query[name]].flat()[0] ?? ''
  const oneOf = <T extends string>(known: readonly T[], name: string) => known.find((value) => value === word(name))
  return {
    state: oneOf(STATES, 'state') ?? null,
    level: oneOf(LEVELS, 'level') ?? null,
    which: oneOf(WHICH, 'which') ?? 'ALL',
    category: word('category') || null,
    number: word('number').trim() || null,
    page: Math.max(1, Math.trunc(Number(word('page'))) || 1),
  }
}

/** The address of the inbox with a filter, on a page. */
export function inboxHref(filter: InboxFilter, page: number): string {
  const { state, level, which, category, number } = filter
  const given = Object.entries({ state, level, which, category, number, page: String(page) })
  return `/desk/complaints?${new URLSearchParams(given.flatMap(([name, value]) => (value ? [[name, value]] : [])))}`
}

type Props = { filter: InboxFilter; categories: readonly Category[]; locale: Locale }

/** What to look for, as a form that makes an address. */
export function InboxFilterForm({ filter, categories, locale }: Props) {
  const t = textsFor(locale, 'inbox')
  const complaints = textsFor(locale, 'complaints')
  return (
    <Card title={t('filter')}>
      <form method="get" action="/desk/complaints" className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Choice
          name="state"
          label={t('state')}
          defaultValue={filter.state ?? ''}
          options={[
            { value: '', label: t('state_WAITING') },
            ...STATES.map((value) => ({ value, label: complaints(`state_${value}`) })),
          ]}
        />
        <Choice
          name="which"
          label={t('which')}
          defaultValue={filter.which}
          options={WHICH.map((value) => ({ value, label: t(`which_${value}`) }))}
        />
        <Choice
          name="category"
          label={t('category')}
          defaultValue={filter.category ?? ''}
          options={[
            { value: '', label: t('anyCategory') },
            ...categories.map(({ key, name }) => ({ value: key, label: inLanguage(name, locale) })),
          ]}
        />
        <Choice
          name="level"
          label={t('level')}
          defaultValue={filter.level ?? ''}
          options={[
            { value: '', label: t('anyLevel') },
            ...LEVELS.map((value) => ({ value, label: complaints(`level_${value}`) })),
          ]}
        />
        <div className="sm:col-span-2 lg:col-span-3">
          <Field name="number" label={t('number')} hint={t('numberHint')} defaultValue={filter.number ?? ''} />
        </div>
        <SubmitButton look="outlined">{t('show')}</SubmitButton>
      </form>
    </Card>
  )
}
