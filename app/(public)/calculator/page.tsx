import type { Metadata } from 'next'
import { cache } from 'react'
import { currentLocale } from '#app/locale.ts'
import { CalculatorForm } from '#components/calculator/calculator-form.tsx'
import { CalculatorResult } from '#components/calculator/calculator-result.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getServices } from '#lib/platform/services.ts'
import { calculateMonth, monthQuestion, offeredMonths } from '#lib/tariff/calculate-month.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'

type Props = { searchParams: Promise<Record<string, string | string[]>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'calculator')('title')
  const { outcome } = await answer(searchParams)
  return { title: common('title', { title: outcome?.ok === false ? common('title_error', { title }) : title }) }
}

/** The public calculator. The question stands in the address, so that an answer can be shared and works without a script. */
export default async function CalculatorPage({ searchParams }: Props) {
  const locale = await currentLocale()
  const t = textsFor(locale, 'calculator')
  const { book, question, outcome, months } = await answer(searchParams)
  const result = outcome?.ok ? outcome.bill : null
  return (
    <div className={`mx-auto ${result ? 'max-w-256' : 'max-w-160'}`}>
      <Stack>
        <div>
          <h1 className="text-h1">{t('title')}</h1>
          <p className="mt-1 text-text-2">{t('lead')}</p>
        </div>
        {!book && <Alert kind="warn">{t('noTariff')}</Alert>}
        <div className={`grid grid-cols-1 items-start gap-4 lg:gap-5 ${result ? 'lg:grid-cols-2' : ''}`}>
          {result && (
            <div className="lg:order-last">
              <CalculatorResult locale={locale} question={question} bill={result} />
            </div>
          )}
          <Stack>
            <CalculatorForm
              locale={locale}
              question={question}
              months={months}
              errors={outcome?.ok === false ? outcome.fields : []}
            />
          </Stack>
        </div>
      </Stack>
    </div>
  )
}

const answer = async (searchParams: Props['searchParams']) => answerTo(JSON.stringify(await searchParams))

// Title and page of one request share one calculation.
const answerTo = cache(async (asked: string) => {
  const services = getServices()
  const now = services.now()
  const book = await loadTariffBook(services)
  const question = monthQuestion(JSON.parse(asked), now)
  const outcome = book && question.asked ? calculateMonth(book, question) : null
  return { book, question, outcome, months: offeredMonths(book, question, now) }
})
