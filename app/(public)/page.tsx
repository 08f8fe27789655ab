import { currentLocale } from '#app/locale.ts'
import { LoginBox } from '#components/shell/login-box.tsx'
import { Skyline } from '#components/shell/skyline.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'

const PROMISES: { key: string; icon: IconName }[] = [
  { key: 'daily', icon: 'bars' },
  { key: 'bills', icon: 'receipt' },
  { key: 'pay', icon: 'rupee' },
]

export default async function LandingPage() {
  const locale = await currentLocale()
  const t = textsFor(locale, 'landing')
  return (
    <div className="grid gap-5">
      <section className="on-dark grid gap-6 overflow-hidden rounded-[20px] bg-hero p-4 text-on-hero md:p-8 lg:grid-cols-[1fr_25rem] lg:rounded-[28px] lg:p-12">
        <div className="flex flex-col justify-between gap-6">
          <div>
            <h1 className="text-[1.75rem] leading-10 font-bold lg:text-[2.875rem] lg:leading-14">{t('title')}</h1>
            <p className="mt-3 text-on-hero-2 lg:text-[1.25rem] lg:leading-8">{t('lead')}</p>
          </div>
          <div className="hidden lg:block">
            <Skyline />
          </div>
        </div>
        <LoginBox locale={locale} />
      </section>
      <section>
        <h2 className="text-h2 mb-3">{t('after')}</h2>
        <div className="grid gap-3 md:grid-cols-3 lg:gap-5">
          {PROMISES.map(({ key, icon }) => (
            <Card key={key}>
              <div className="flex gap-3">
                <Icon name={icon} className="size-6 text-primary" />
                <div>
                  <h3 className="text-label">{t(key)}</h3>
                  <p className="text-small text-text-2">{t(`${key}Text`)}</p>
                </div>
              </div>
            </Card>
          ))}
        </div>
      </section>
      <div className="grid items-start gap-4 lg:grid-cols-2 lg:gap-5">
        <Card>
          <LinkList
            items={[
              { href: '/calculator', icon: 'calculator', title: t('calculator'), note: t('calculatorText') },
              { href: '/not-linked', icon: 'link', title: t('link'), note: t('linkText') },
            ]}
          />
        </Card>
        <Alert kind="info" lead={t('noPower')}>
          {t('noPowerText', { helpline: env().discom.helpline })}
        </Alert>
      </div>
    </div>
  )
}
