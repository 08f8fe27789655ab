import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { BlockStatus } from '#lib/metering/day-blocks.ts'
import type { DayView } from '#lib/metering/day-view.ts'
import { formatDay } from '#lib/units/display.ts'
import { formatDuration } from '#lib/units/duration.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

const AT_THE_DESK: ReadonlySet<BlockStatus> = new Set(['ESTIMATED_LINEAR', 'ESTIMATED_PROFILE'])

/** What is missing, estimated or corrected on a day, what contradicts itself, and for how long supply was off. */
export function DayBlocksNotes({ view, locale }: { view: DayView; locale: Locale }) {
  const t = textsFor(locale, 'day')
  const { day, blocks, disagreement } = view
  const counts = blocks && {
    ...{ known: blocks.blocksKnown, of: blocks.blocks.length, missing: blocks.blocks.length - blocks.blocksKnown },
    interval: String(blocks.intervalMinutes),
  }
  const byDesk = blocks?.blocks.filter(({ status }) => AT_THE_DESK.has(status)).length ?? 0
  return (
    <>
      {day.status === 'MISSING' && (
        <Alert kind="info" lead={t('missingLead')}>
          {counts ? t('missingBlocks', counts) : t('missingText')}
        </Alert>
      )}
      {day.energyWh !== null && counts && counts.missing > 0 && (
        <Alert kind="info" lead={t('incompleteLead', counts)}>
          {t('incompleteText')}
        </Alert>
      )}
      {day.status === 'ESTIMATED_FOR_BILL' && (
        <Alert kind="info" lead={t('estimatedLead')}>
          {t('estimatedBill')}
        </Alert>
      )}
      {byDesk > 0 && (
        <Alert kind="info" lead={t('estimatedLead')}>
          {t('estimatedDesk', { count: byDesk, interval: String(blocks?.intervalMinutes) })}
        </Alert>
      )}
      {day.status === 'ESTIMATED_BY_SENDER' && byDesk === 0 && (
        <Alert kind="info" lead={t('estimatedLead')}>
          {t('estimatedSender')}
        </Alert>
      )}
      {day.isCorrected && (
        <Alert kind="info" lead={t('correctedLead')}>
          {t('correctedText')}
        </Alert>
      )}
      {disagreement && (
        <Alert kind="warn" lead={t('differsLead')}>
          {t('differsDay', {
            register: formatUnits(disagreement.registerWh, 2),
            blocks: formatUnits(disagreement.blocksWh, 2),
          })}
        </Alert>
      )}
      {blocks !== null && (blocks.minutesOut ?? 0) > 0 && (
        <Alert kind="info" lead={t('outLead', { duration: formatDuration(blocks.minutesOut ?? 0, locale) })}>
          {t('outText')}
        </Alert>
      )}
    </>
  )
}

/** Why a day has no times: none of its meter's ever came, not yet then, or not of this day. */
export function NoBlocks({ view, locale }: { view: DayView; locale: Locale }) {
  const t = textsFor(locale, 'day')
  const { day, firstBlocksOn } = view
  return (
    <Alert kind="info" lead={t('emptyLead')}>
      {firstBlocksOn === null
        ? t('emptyNever')
        : day.on < firstBlocksOn
          ? t('emptyBefore', { date: formatDay(firstBlocksOn, locale) })
          : t('emptyGap')}
    </Alert>
  )
}
