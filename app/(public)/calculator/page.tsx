import { currentLocale } from '#app/locale.ts'
import { CalculatorForm } from '#components/calculator/calculator-form.tsx'
import { CalculatorResult } from '#components/calculator/calculator-result.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getServices } from '#lib/platform/services.ts'
import { calculateMonth, monthQuestion } from '#lib/tariff/calculate-month.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'

/** The public calculator. The question stands in the address, so that an answer can be shared and works without a script. */
export default async function CalculatorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>
}) {
  const locale = await currentLocale()
  const t = textsFor(locale, 'calculator')
  const services = getServices()
  const book = await loadTariffBook(services)
  const question = monthQuestion(await searchParams, services.now())
  const outcome = book && question.asked ? calculateMonth(book, question) : null
  return (
    <div className="mx-auto grid max-w-160 gap-5">
      <h1 className="text-h1">{t('title')}</h1>
      <p>{t('lead')}</p>
      {!book && <Alert kind="warn">{t('noTariff')}</Alert>}
      <CalculatorForm locale={locale} question={question} errors={outcome?.ok === false ? outcome.fields : []} />
      {outcome?.ok && <CalculatorResult locale={locale} question={question} bill={outcome.bill} />}
    </div>
  )
}
