import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { LinkButton } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

/** How big a file is: in bytes where it lies ready, in KB that it will not pass where it is made when asked for. */
export type FileSize = { bytes: number } | { mostKb: number }

/** What a link to a file says beside its name (GIGW 3.0): `up to 200 KB`, and `ICS, up to 2 KB` where the name has no kind. */
export function fileNote(size: FileSize, locale: Locale, kind?: string): string {
  const t = textsFor(locale, 'common')
  const text = 'mostKb' in size ? t('fileUpTo', { size: `${size.mostKb}\u00a0KB` }) : sizeText(size.bytes)
  return kind ? `${kind}, ${text}` : text
}

function sizeText(bytes: number): string {
  const kb = Math.ceil(bytes / 1000)
  return kb < 1000 ? `${kb}\u00a0KB` : `${(bytes / 1_000_000).toFixed(1)}\u00a0MB`
}

/** A file to open or to keep: its name, and below it what `fileNote` says. */
export function FileLink(props: {
  href: string
  name: string
  note: string
  icon?: IconName | null
  download?: boolean
}) {
  const { href, name, note, icon = 'download', download } = props
  return (
    <LinkButton look="text" href={href} download={download}>
      {icon && <Icon name={icon} className="size-5" />}
      <span className="text-left leading-tight">
        {name} <FileNote>{note}</FileNote>
      </span>
    </LinkButton>
  )
}

/** Kind and size below the name of a file, within its link. */
export function FileNote({ children }: { children: string }) {
  return <span className="block text-fine font-normal text-text-2">{children}</span>
}
