import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import type { CampaignProgress } from '#lib/campaigns/campaign-progress.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant, formatMonth } from '#lib/units/display.ts'
import { month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { groupIndian } from '#lib/units/paise.ts'

const count = (number: number) => groupIndian(String(number))

/** One month's bills on their way: how many messages stand where, and why some failed. */
export function CampaignCard({ campaign, locale }: { campaign: CampaignProgress; locale: Locale }) {
  const t = textsFor(locale, 'campaigns')
  const { byState, messages, open, failures, office, plannedAt, begunAt, bills } = campaign
  const of = (state: keyof typeof byState) => count(byState[state] ?? 0)
  return (
    <Card title={t('campaign', { month: formatMonth(month(campaign.month), locale) })}>
      <DefinitionList
        rows={[
          {
            label: t('office'),
            value: office === null ? t('everybody') : <Name locale={locale}>{office}</Name>,
          },
          { label: t('begun'), value: formatInstant(begunAt, locale) },
          {
            label: t('bills'),
            value: count(bills),
            note: plannedAt ? t('planned', { at: formatInstant(plannedAt, locale) }) : t('planning'),
          },
          { label: t('messages'), value: count(messages) },
          { label: t('open'), value: count(open) },
          { label: t('sent'), value: of('SENT'), note: t('sentNote') },
          { label: t('delivered'), value: of('DELIVERED') },
          { label: t('read'), value: of('READ') },
          { label: t('unclear'), value: of('UNCLEAR'), note: t('unclearNote') },
          { label: t('failed'), value: of('FAILED'), note: t('failedNote') },
        ]}
      />
      {failures.length > 0 && (
        <div className="mt-4">
          <DataTable
            caption={t('failures')}
            columns={[
              { key: 'why', title: t('colWhy'), look: 'strong' },
              { key: 'channel', title: t('colChannel') },
              { key: 'count', title: t('colCount'), align: 'right' },
            ]}
            rows={failures.map(({ failure, channel, count: times }) => ({
              key: `${channel} ${failure}`,
              cells: {
                why: t.has(`why_${failure}`) ? t(`why_${failure}`) : t('whyProvider', { code: failure }),
                channel: t(`channel_${channel}`),
                count: count(times),
              },
            }))}
          />
        </div>
      )}
    </Card>
  )
}
