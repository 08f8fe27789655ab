import { AsOf } from '#components/ui/as-of.tsx'
import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { Name } from '#components/ui/name.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { BatchHealth, IngestHealth } from '#lib/ingest/health/ingest-health.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { groupIndian } from '#lib/units/paise.ts'

type Of<Key extends keyof IngestHealth> = Pick<IngestHealth, Key> & { locale: Locale }

const count = (number: number) => groupIndian(String(number))
/** Kinds, sources and reasons are words of the files, which stay as they are. */
const asSent = (text: string) => <span lang="en">{text}</span>

/** When a file last began to come, and how long ago that is. */
function Last({ at, now, locale }: { at: Date | null; now: Date; locale: Locale }) {
  const t = textsFor(locale, 'incoming')
  if (!at) return t('never')
  return (
    <>
      {formatInstant(at, locale)}
      <span className="block text-fine text-text-2">{ago(at, now, t)}</span>
    </>
  )
}

/** Cut and not rounded: minutes up to an hour, hours up to two days, then days. */
function ago(at: Date, now: Date, t: Texts): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000))
  if (minutes < 60) return t('agoMinutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? t('agoHours', { count: hours }) : t('agoDays', { count: Math.floor(hours / 24) })
}

/** When each kind of file last came, from any system or by an operator's command. */
export function KindsCard({ kinds, now, locale }: Of<'kinds'> & { now: Date }) {
  const t = textsFor(locale, 'incoming')
  if (kinds.length === 0) return null
  return (
    <Card title={t('kinds')}>
      <DataTable
        caption={t('kinds')}
        captionHidden
        columns={[
          { key: 'kind', title: t('colOf'), look: 'strong' },
          { key: 'last', title: t('colLastCame') },
        ]}
        rows={kinds.map(({ kind, startedAt }) => ({
          key: kind,
          cells: { kind: asSent(kind), last: <Last at={startedAt} now={now} locale={locale} /> },
        }))}
      />
    </Card>
  )
}

/** The utility's systems that may send files, and when each last did. */
export function SourcesCard({ sources, now, locale }: Of<'sources'> & { now: Date }) {
  const t = textsFor(locale, 'incoming')
  return (
    <Card title={t('sources')}>
      {sources.length === 0 ? (
        <p className="text-text-2">{t('noSources')}</p>
      ) : (
        <DataTable
          caption={t('sources')}
          captionHidden
          columns={[
            { key: 'name', title: t('colSource'), look: 'strong' },
            { key: 'kinds', title: t('colKinds') },
            { key: 'last', title: t('colLast') },
          ]}
          rows={sources.map(({ name, kinds, lastAt }) => ({
            key: name,
            cells: {
              name: asSent(name),
              kinds: asSent(kinds.join(', ')),
              last: <Last at={lastAt} now={now} locale={locale} />,
            },
          }))}
        />
      )}
    </Card>
  )
}

/** How many smart meters of each sub-division were read for a day. */
export function CoverageCard({ coverage, locale }: Of<'coverage'>) {
  const t = textsFor(locale, 'incoming')
  if (!coverage)
    return (
      <Card title={t('coverageTitle')}>
        <p className="text-text-2">{t('notCounted')}</p>
      </Card>
    )
  const title = t('coverage', { day: formatDay(coverage.onDay, locale) })
  return (
    <Card title={title}>
      {coverage.offices.length === 0 ? (
        <p className="text-text-2">{t('noMeters')}</p>
      ) : (
        <DataTable
          caption={title}
          captionHidden
          columns={[
            { key: 'office', title: t('colOffice'), look: 'strong' },
            { key: 'meters', title: t('colMeters'), align: 'right' },
            { key: 'read', title: t('colRead'), align: 'right' },
            { key: 'silent', title: t('colSilent'), align: 'right' },
          ]}
          rows={coverage.offices.map(({ subdivision, meters, read, silent }) => ({
            key: subdivision,
            cells: {
              office: <Name locale={locale}>{subdivision}</Name>,
              ...{ meters: count(meters), read: count(read), silent: count(silent) },
            },
          }))}
        />
      )}
      <p className="mt-3 text-small text-text-2">{t('coverageNote')}</p>
      <AsOf>{t('countedAt', { at: formatInstant(coverage.countedAt, locale) })}</AsOf>
    </Card>
  )
}

/** Smart meters from which nothing came of that day. */
export function SilentCard({ silent, coverage, locale }: Of<'silent' | 'coverage'>) {
  const t = textsFor(locale, 'incoming')
  if (!coverage) return null
  return (
    <Card title={t('silent')}>
      {silent.length === 0 ? (
        <p className="text-text-2">{t('noSilent', { day: formatDay(coverage.onDay, locale) })}</p>
      ) : (
        <DataTable
          caption={t('silent')}
          captionHidden
          columns={[
            { key: 'meter', title: t('colMeter'), look: 'strong' },
            { key: 'office', title: t('colOffice') },
            { key: 'last', title: t('colHeard') },
          ]}
          rows={silent.map(({ meterNo, subdivision, lastOn }) => ({
            key: meterNo,
            cells: {
              meter: asSent(meterNo),
              office: <Name locale={locale}>{subdivision}</Name>,
              last: lastOn ? formatDay(lastOn, locale) : t('never'),
            },
          }))}
        />
      )}
    </Card>
  )
}

/** The newest files, and why rows of them were rejected. */
export function BatchesCard({ batches, locale }: Of<'batches'>) {
  const t = textsFor(locale, 'incoming')
  return (
    <Card title={t('batches')}>
      {batches.length === 0 ? (
        <p className="text-text-2">{t('noBatches')}</p>
      ) : (
        <DataTable
          caption={t('batches')}
          captionHidden
          columns={[
            { key: 'begun', title: t('colBegun') },
            { key: 'kind', title: t('colKind'), look: 'strong' },
            { key: 'accepted', title: t('colAccepted'), align: 'right' },
            { key: 'unchanged', title: t('colUnchanged'), align: 'right', look: 'quiet' },
            { key: 'rejected', title: t('colRejected'), align: 'right' },
          ]}
          rows={batches.map((batch) => ({
            key: batch.id,
            cells: {
              begun: <Begun batch={batch} locale={locale} />,
              kind: <Kind batch={batch} />,
              ...{ accepted: count(batch.accepted), unchanged: count(batch.unchanged) },
              rejected: count(batch.rejected),
            },
          }))}
        />
      )}
    </Card>
  )
}

function Kind({ batch: { kind, source } }: { batch: BatchHealth }) {
  return (
    <span lang="en">
      {kind}
      <span className="block text-fine font-normal text-text-2">{source}</span>
    </span>
  )
}

function Begun({ batch: { startedAt, finishedAt }, locale }: { batch: BatchHealth; locale: Locale }) {
  return (
    <>
      {formatInstant(startedAt, locale)}
      {finishedAt === null && (
        <span className="block text-fine text-text-2">{textsFor(locale, 'incoming')('notFinished')}</span>
      )}
    </>
  )
}

const LINES_SHOWN = 5

/** Why rows were rejected, batch by batch; nothing where none were. */
export function ReasonsCard({ batches, locale }: Of<'batches'>) {
  const t = textsFor(locale, 'incoming')
  const rows = batches.flatMap(({ id, kind, source, reasons }) =>
    reasons.map(({ reason, lines }) => ({
      key: `${id} ${reason}`,
      cells: {
        reason: asSent(reason),
        file: asSent(`${kind}, ${source}`),
        lines: `${lines.slice(0, LINES_SHOWN).join(', ')}${lines.length > LINES_SHOWN ? ' …' : ''}`,
        count: count(lines.length),
      },
    })),
  )
  if (rows.length === 0) return null
  return (
    <Card title={t('reasons')}>
      <DataTable
        caption={t('reasons')}
        captionHidden
        columns={[
          { key: 'reason', title: t('colReason'), look: 'strong' },
          { key: 'file', title: t('colFile') },
          { key: 'lines', title: t('colLines') },
          { key: 'count', title: t('colRows'), align: 'right' },
        ]}
        rows={rows}
      />
      <p className="mt-3 text-small text-text-2">{t('reasonsNote')}</p>
    </Card>
  )
}
