import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

export type ShellConnection = { id: string; consumerNo: string; holderName: string }

/** Whose connection the page is about. With several it leads to the list of them; with one it is plain text. */
export function ConnectionName(props: { connection: ShellConnection; several: boolean; locale: Locale }) {
  const { connection, several, locale } = props
  const t = textsFor(locale, 'common')
  const words = (
    <>
      <span className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg bg-primary-tint text-primary">
        <Icon name="home" className="size-5" />
      </span>
      <span className="min-w-0 grow">
        <Name locale={locale} className="block text-small leading-[1.25rem] font-semibold">
          {connection.holderName}
        </Name>
        <span className="block text-axis leading-[1.125rem] text-text-2">
          {t('consumerNo', { number: spacedConsumerNo(connection.consumerNo) })}
        </span>
      </span>
    </>
  )
  if (!several) return <div className="flex min-h-13 min-w-0 items-center gap-2.5">{words}</div>
  return (
    <a
      href="/connections"
      className="flex min-h-13 min-w-0 items-center gap-2.5 md:min-h-11 md:rounded-[14px] md:border md:border-line md:px-2.5 md:py-1 md:hover:border-line-strong"
    >
      {words}
      <Icon name="down" className="size-5 text-text-2 md:ml-2" />
      <span className="sr-only">{t('switchConnection')}</span>
    </a>
  )
}
