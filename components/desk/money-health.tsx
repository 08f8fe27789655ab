import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { MoneyHealth } from '#lib/payments/money-health.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Of<Key extends keyof MoneyHealth> = Pick<MoneyHealth, Key> & { locale: Locale }

/** The last check of the invariants, and money that is nobody's. */
export function BooksCard({ verdict, suspensePaise, locale }: Of<'verdict' | 'suspensePaise'>) {
  const t = textsFor(locale, 'desk')
  return (
    <Card title={t('books')}>
      {verdict && verdict.broken.length > 0 && (
        <div className="mb-3">
          <Alert kind="bad" lead={t('booksBroken')}>
            <span lang="en">{verdict.broken.join(', ')}</span>
          </Alert>
        </div>
      )}
      {verdict && verdict.broken.length === 0 && (
        <div className="mb-3">
          <Alert kind="ok">{t('booksHold', { count: verdict.passed })}</Alert>
        </div>
      )}
      <DefinitionList
        rows={[
          { label: t('lastCheck'), value: verdict ? formatInstant(verdict.at, locale) : t('noCheck') },
          { label: t('suspense'), value: formatRupees(suspensePaise), note: t('suspenseNote') },
        ]}
      />
    </Card>
  )
}

/** What somebody must look into, by kind. */
export function AlarmsCard({ alarms, locale }: Of<'alarms'>) {
  const t = textsFor(locale, 'desk')
  return (
    <Card title={t('alarms')}>
      {alarms.length === 0 ? (
        <p className="text-text-2">{t('noAlarms')}</p>
      ) : (
        <DataTable
          caption={t('alarms')}
          captionHidden
          columns={[
            { key: 'kind', title: t('colAlarm'), look: 'strong' },
            { key: 'since', title: t('colSince') },
            { key: 'count', title: t('colCount'), align: 'right' },
          ]}
          rows={alarms.map(({ kind, count, oldestAt }) => ({
            key: kind,
            cells: { kind: t(`alarm_${kind}`), since: formatInstant(oldestAt, locale), count: String(count) },
          }))}
        />
      )}
    </Card>
  )
}

/** What settlement files and books say of each other. */
export function SettlementsCard({ settlements, locale }: Of<'settlements'>) {
  const t = textsFor(locale, 'desk')
  return (
    <Card title={t('settlements')}>
      {settlements.length === 0 ? (
        <p className="text-text-2">{t('noSettlements')}</p>
      ) : (
        <DataTable
          caption={t('settlements')}
          captionHidden
          columns={[
            { key: 'bucket', title: t('colState'), look: 'strong' },
            { key: 'count', title: t('colCount'), align: 'right' },
            { key: 'amount', title: t('colAmount'), align: 'right' },
          ]}
          rows={settlements.map(({ bucket, count, paise }) => ({
            key: bucket,
            cells: { bucket: t(`bucket_${bucket}`), count: String(count), amount: formatRupees(paise) },
          }))}
        />
      )}
    </Card>
  )
}

/** What waits, and since when. */
export function QueuesCard({ queues, locale }: Of<'queues'>) {
  const t = textsFor(locale, 'desk')
  return (
    <Card title={t('queues')}>
      <DefinitionList
        rows={Object.entries(queues).map(([name, { count, oldestAt, failed }]) => ({
          label: t(`queue_${name}`),
          value: count === 0 ? t('queueEmpty') : t('queueCount', { count }),
          note: [
            ...(oldestAt ? [t('queueSince', { since: formatInstant(oldestAt, locale) })] : []),
            ...(failed > 0 ? [t('queueFailed', { count: failed })] : []),
          ].join(' · '),
        }))}
      />
    </Card>
  )
}

/** What the billing system has not taken for days, and a way to send it once more. */
export function ParkedCard({ parked, locale }: Of<'parked'>) {
  const t = textsFor(locale, 'desk')
  return (
    <Card title={t('parked')}>
      <p className="mb-3 text-text-2">{t('parkedLead')}</p>
      <DataTable
        caption={t('parked')}
        captionHidden
        columns={[
          { key: 'failure', title: t('colAnswer'), look: 'strong' },
          { key: 'since', title: t('colSince') },
          { key: 'count', title: t('colCount'), align: 'right' },
        ]}
        rows={parked.map(({ failure, count, oldestAt }) => ({
          key: failure,
          cells: {
            failure: failureText(t, failure),
            since: formatInstant(oldestAt, locale),
            count: String(count),
          },
        }))}
      />
      <form method="post" action="/api/desk/billing-events/again" className="mt-4">
        <SubmitButton look="outlined">{t('sendAgain')}</SubmitButton>
      </form>
    </Card>
  )
}

/** The receiver's own status is a number; it needs no word. */
function failureText(t: Texts, failure: string): string {
  const status = /^STATUS_(\d+)$/.exec(failure)?.[1]
  return status ? t('answerStatus', { status }) : t(`answer_${failure}`)
}
