import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { type FileRefusal, INSTANT_COLUMN, type OutOfRange } from '#lib/metering/validation/refused-readings.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { refusedText } from './flag-text.ts'

type Props = { on: IstDay; refused: readonly FileRefusal[]; locale: Locale }

/** Values of a meter's day that cannot be, each as its file said it: whoever looks for the fault needs all of the row. */
export function RefusedCard({ on, refused, locale }: Props) {
  const t = textsFor(locale, 'validation')
  return (
    <Card title={t('refusedTitle')}>
      {refused.map(({ id, source, receivedAt, readings }) => (
        <section key={id} className="border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0">
          <h3 className="text-small text-text-2">
            {t('refusedFrom', { source, at: formatInstant(receivedAt, locale) })}
          </h3>
          <ul>
            {readings.map((reading) => (
              <li key={`${reading.block} ${reading.column}`}>
                <p>{sentence(on, reading, locale)}</p>
                <p className="text-small text-text-2">
                  {t('refusedSaid')} <span lang="en">{saidText(reading)}</span>
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  )
}

function sentence(on: IstDay, { said, ...reading }: OutOfRange, locale: Locale): string {
  const [t, value] = [textsFor(locale, 'validation'), said[reading.column] ?? '']
  if (reading.column === INSTANT_COLUMN) return t('saw_CLOCK', { at: formatInstant(new Date(value), locale) })
  return t('refusedValue', { ...refusedText(on, { ...reading, value }, locale), limit: reading.limit })
}

const saidText = ({ said }: OutOfRange) =>
  Object.entries(said)
    .map(([column, value]) => `${column} ${value}`)
    .join(', ')
