import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { NextCampCard } from '#components/camps/next-camp-card.tsx'
import { CliffCard } from '#components/shell/cliff-card.tsx'
import { LoginBox } from '#components/shell/login-box.tsx'
import { Skyline } from '#components/shell/skyline.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import { type LinkItem, LinkList } from '#components/ui/link-list.tsx'
import { nextCamp } from '#lib/camps/next-camp.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { getServices } from '#lib/platform/services.ts'
import { calculateMonth, monthQuestion } from '#lib/tariff/calculate-month.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { formatMonth } from '#lib/units/display.ts'
import { month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { dialLink } from '#lib/units/phone.ts'

/** What logging in gives. A promise stands here once it is kept. */
const PROMISES: { key: string; icon: IconName }[] = [
  { key: 'daily', icon: 'bars' },
  { key: 'estimate', icon: 'trend' },
  { key: 'quality', icon: 'pulse' },
]

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'landing')('title') }) }
}

export default async function LandingPage() {
  const locale = await currentLocale()
  const t = textsFor(locale, 'landing')
  const [cliff, camp] = await Promise.all([cliffAt200(locale), nextCamp(getServices(), null)])
  const { helpline } = env().discom
  return (
    <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-2 md:grid-rows-[auto_auto_auto_1fr] lg:gap-5">
      <div className="md:col-span-2">
        <Welcome locale={locale} />
      </div>
      <div className="md:col-start-2 md:row-start-3">
        <Alert kind="info" icon="bolt" lead={t('noPower')}>
          {t.rich('noPowerText', {
            helpline,
            tel: (text) => <a href={dialLink(helpline)}>{text}</a>,
            status: (text) => <a href="/status#announced">{text}</a>,
          })}
        </Alert>
      </div>
      <div className="md:col-start-1 md:row-span-2 md:row-start-3">
        <Card>
          <LinkList items={waysOf(locale)} />
        </Card>
      </div>
      <section className="mt-2 md:col-span-2 md:row-start-2 lg:mt-1">
        <h2 className="text-h2 mb-3">{t('after')}</h2>
        <div className="grid gap-3 md:grid-cols-3 md:gap-4 lg:gap-5">
          {PROMISES.map(({ key, icon }) => (
            <Promised key={key} icon={icon} title={t(key)} text={t(`${key}Text`)} />
          ))}
        </div>
      </section>
      <div className="grid grid-cols-1 gap-4 md:col-start-2 md:row-start-4 lg:gap-5">
        {camp && <NextCampCard camp={camp} locale={locale} />}
        {cliff && <CliffCard locale={locale} {...cliff} />}
      </div>
    </div>
  )
}

/** What somebody can do who is not logged in. */
function waysOf(locale: Locale): LinkItem[] {
  const [t, camps] = [textsFor(locale, 'landing'), textsFor(locale, 'camps')]
  const track = textsFor(locale, 'complaints')('track_link')
  return [
    { href: '/quick-pay', icon: 'rupee', title: t('quickPay'), note: t('quickPayText') },
    { href: '/link', icon: 'link', title: t('link'), note: t('linkText') },
    { href: '/calculator', icon: 'calculator', title: t('calculator'), note: t('calculatorText') },
    { href: '/camps', icon: 'pin', title: camps('link'), note: camps('linkText') },
    { href: '/track', icon: 'chat', title: track, note: t('trackText') },
  ]
}

/** What 200 and 201 units cost an urban home last month. Null without rates, or where one unit more changes little. */
async function cliffAt200(locale: Locale): Promise<{ at: string; above: string; month: string } | null> {
  const services = getServices()
  const book = await loadTariffBook(services)
  if (!book) return null
  const question = monthQuestion({}, services.now())
  const [at, above] = ['200', '201'].map((units) => calculateMonth(book, { ...question, units }))
  if (!at?.ok || !above?.ok || at.bill.payableByDuePaise > 0n || above.bill.payableByDuePaise <= 0n) return null
  return {
    at: formatRupees(at.bill.payableByDuePaise, { whole: true }),
    above: formatRupees(above.bill.payableByDuePaise, { whole: true }),
    month: formatMonth(month(question.month), locale),
  }
}

/** The title above the blue box on narrow screens, within it when wide. */
function Welcome({ locale }: { locale: Locale }) {
  const t = textsFor(locale, 'landing')
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[1fr_27.5rem] lg:gap-8 lg:overflow-hidden lg:rounded-[28px] lg:bg-hero lg:px-9 lg:text-on-hero xl:pl-14">
      <div className="flex flex-col justify-between gap-6 lg:pt-14">
        <div>
          <h1 className="text-display">{t('title')}</h1>
          <p className="mt-1 text-text-2 lg:mt-4 lg:text-[1.25rem] lg:leading-[2.25rem] lg:text-on-hero-2">
            {t('lead')}
          </p>
        </div>
        <div className="hidden lg:block">
          <Skyline />
        </div>
      </div>
      <div className="overflow-hidden rounded-[20px] bg-hero lg:my-9 lg:overflow-visible lg:bg-transparent">
        <LoginBox locale={locale} />
        <div className="mx-auto max-w-115 px-3 pt-3 lg:hidden">
          <Skyline />
        </div>
      </div>
    </div>
  )
}

function Promised({ icon, title, text }: { icon: IconName; title: string; text: string }) {
  return (
    <Card>
      <div className="flex gap-3">
        <span className="inline-flex size-10 shrink-0 items-center justify-center rounded-[10px] bg-primary-tint text-primary">
          <Icon name={icon} className="size-5.5" />
        </span>
        <div>
          <h3 className="text-label">{title}</h3>
          <p className="text-small text-text-2">{text}</p>
        </div>
      </div>
    </Card>
  )
}
