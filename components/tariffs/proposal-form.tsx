import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { decimalText } from '#lib/tariff/decimal-text.ts'
import { BANDS, newestOrder, type ProposalKind } from '#lib/tariff/proposals/read-proposal-form.ts'
import type { DutyRule, TariffBook } from '#lib/tariff/tariff-book.ts'
import type { Locale } from '#lib/units/locale.ts'
import { fraction } from '#lib/units/rounding.ts'
import { categoryName, rupeesOf } from './rate-text.ts'
import { PAIRS, ReadingFields, RebateFields, SupplyHourFields, SurchargeFields } from './terms-fields.tsx'

type Props = {
  kind: ProposalKind
  book: TariffBook
  proposalId: string
  /** What was typed and refused; empty the first time. */
  typed: URLSearchParams
  /** In words, by field. */
  errors: readonly { field: string; message: string }[]
  /** What the fields make together that cannot be, in English as the checks say it. */
  reasons: readonly string[]
  locale: Locale
}

/**
 * The rates of an order, a fuel charge, a duty, a subsidy, rebates, a surcharge, hours of supply or readings, and where
 * published.
 */
export function ProposalForm({ kind, book, proposalId, typed, errors, reasons, locale }: Props) {
  const t = textsFor(locale, 'tariffs')
  const box = (field: string, known = '') => ({
    name: field,
    defaultValue: typed.get(field) ?? known,
    error: errors.find((error) => error.field === field)?.message,
  })
  return (
    <>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: errors.length })} errors={[...errors]} />
      {reasons.length > 0 && (
        <Alert kind="bad" status>
          {t('doNotFit')}{' '}
          <span lang="en" className="block text-small">
            {reasons.join('; ')}
          </span>
        </Alert>
      )}
      <Card title={t(`kind_${kind}`)}>
        <form method="post" action="/api/desk/tariffs/propose" className="grid gap-4">
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="proposal" value={proposalId} />
          <div className="grid max-w-140 gap-4">
            {(kind === 'ORDER' || kind === 'SUBSIDY') && (
              <Field {...box('id')} label={t('name')} hint={t('nameHint')} maxLength={64} />
            )}
            {kind === 'FPPPA' ? (
              <Field {...box('month')} label={t('month')} type="month" />
            ) : (
              <Field {...box('from')} label={t('from')} type="date" />
            )}
          </div>
          <Rates {...{ kind, book, typed, box, locale }} />
          <div className="grid max-w-140 gap-4">
            <Field {...box('source')} label={t('source')} hint={t('sourceHint')} maxLength={300} />
            <SubmitButton wide>{t('propose')}</SubmitButton>
          </div>
        </form>
      </Card>
    </>
  )
}

type Box = (field: string, known?: string) => { name: string; defaultValue: string; error?: string }

function Rates(props: { kind: ProposalKind; book: TariffBook; typed: URLSearchParams; box: Box; locale: Locale }) {
  const { kind, book, typed, box, locale } = props
  const t = textsFor(locale, 'tariffs')
  const categories = Object.entries(newestOrder(book).categories)
  const duty = book.duties.at(-1)
  switch (kind) {
    case 'FPPPA':
      return (
        <div className="max-w-140">
          <Field {...box('charge')} label={t('charge')} hint={t('chargeHint')} before="₹" inputMode="decimal" />
        </div>
      )
    case 'ORDER':
      return categories.map(([category, { energy, fixed }]) => (
        <fieldset key={category} className="border-t border-line pt-3">
          <legend className="text-label">{categoryName(category, locale)}</legend>
          <div className={`mt-2 ${PAIRS}`}>
            <Field
              {...box(`energy.${category}`, rupeesOf(energy))}
              label={t('energyEach')}
              before="₹"
              inputMode="decimal"
            />
            <Field
              {...box(`fixed.${category}`, rupeesOf(fixed.paise))}
              label={t(`fixedEach_${fixed.basis}`)}
              before="₹"
              inputMode="decimal"
            />
          </div>
        </fieldset>
      ))
    case 'DUTY':
    case 'DUTY_PER_UNIT':
      return (
        <div className={PAIRS}>
          {categories.map(([category]) => (
            <Field
              key={category}
              {...(kind === 'DUTY'
                ? { ...box(`percent.${category}`, heldPercent(duty, category)), unit: '%' }
                : { ...box(`perUnit.${category}`, heldPerUnit(duty, category)), before: '₹' })}
              label={categoryName(category, locale)}
              inputMode="decimal"
            />
          ))}
        </div>
      )
    case 'SUBSIDY':
      return (
        <>
          <fieldset>
            <legend className="text-label">{t('whose')}</legend>
            {categories.map(([category]) => (
              <label key={category} className="mt-2 flex min-h-11 items-center gap-3">
                <input
                  type="checkbox"
                  name={`has.${category}`}
                  value="yes"
                  defaultChecked={
                    typed.size > 0 ? typed.has(`has.${category}`) : book.subsidies.at(-1)?.categories.includes(category)
                  }
                  className="size-5 shrink-0"
                />
                {categoryName(category, locale)}
              </label>
            ))}
          </fieldset>
          {BANDS.map((band) => (
            <fieldset key={band} className="border-t border-line pt-3">
              <legend className="text-label">{t('band', { number: band })}</legend>
              <div className={`mt-2 ${PAIRS}`}>
                <Field {...box(`band${band}.upTo`)} label={t('bandUpTo')} inputMode="decimal" />
                <Field
                  {...box(`band${band}.pays`)}
                  label={t('bandPays')}
                  hint={t('bandPaysHint')}
                  before="₹"
                  inputMode="decimal"
                />
              </div>
            </fieldset>
          ))}
        </>
      )
    case 'REBATES':
      return <RebateFields {...{ book, box, locale }} />
    case 'SURCHARGE':
      return <SurchargeFields {...{ book, box, locale }} />
    case 'SUPPLY_HOURS':
      return <SupplyHourFields {...{ book, box, locale }} />
    case 'READINGS':
      return <ReadingFields {...{ book, box, locale }} />
  }
}

const heldPercent = (duty: DutyRule | undefined, category: string): string =>
  decimalText((duty?.mode === 'PERCENT' ? duty.percent[category] : undefined) ?? fraction(0n))

const heldPerUnit = (duty: DutyRule | undefined, category: string): string =>
  rupeesOf((duty?.mode === 'PER_KWH' ? duty.paisePerKwh[category] : undefined) ?? fraction(0n))
