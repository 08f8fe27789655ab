import type { ReactNode } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { FileField } from '#components/ui/file-field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { action: string; mostMegabytes: number; error?: { field: string; message: string }; locale: Locale }

const PICTURES = 'image/jpeg,image/png,image/webp'

/** A photo before typing; once it has filled the form, the form comes first, and another photo is folded away. */
export function PhotoFirst(props: {
  photo: ReactNode
  filled: ReactNode
  isRefused: boolean
  children: ReactNode
  locale: Locale
}) {
  const { photo, filled, isRefused, children, locale } = props
  if (filled)
    return (
      <>
        {filled}
        {children}
        <details open={isRefused}>
          <summary className="link inline-flex min-h-11 cursor-pointer items-center">
            {textsFor(locale, 'link')('photoAnother')}
          </summary>
          <div className="mt-2">{photo}</div>
        </details>
      </>
    )
  return (
    <>
      {photo}
      <h2 className="text-h2">{textsFor(locale, 'link')('typeTitle')}</h2>
      {children}
    </>
  )
}

/** A photo of an old bill instead of typing: from the camera at once, or one that is on the phone already. */
export function PhotoForm({ action, mostMegabytes, error, locale }: Props) {
  const t = textsFor(locale, 'link')
  const hint = t('photoHint', { size: mostMegabytes })
  return (
    <Card title={t('photoTitle')}>
      <p className="text-text-2">{t('photoText')}</p>
      <form method="post" action={action} encType="multipart/form-data" className="mt-3 grid gap-3">
        <FileField
          {...{ name: 'photo', label: t('photo'), hint, accept: PICTURES, camera: true }}
          error={error?.field === 'photo' ? error.message : undefined}
        />
        <details>
          <summary className="link inline-flex min-h-11 cursor-pointer items-center">{t('photoSaved')}</summary>
          <div className="mt-2">
            <FileField {...{ name: 'savedPhoto', label: t('photo'), hint, accept: PICTURES }} />
          </div>
        </details>
        <SubmitButton look="outlined" wide>
          {t('photoButton')}
        </SubmitButton>
        <p className="text-small text-text-2">{t('photoWait')}</p>
      </form>
    </Card>
  )
}

/** Said above a form that a photo has filled. */
export function ReadFromPhoto({ lacksMeterNo = false, locale }: { lacksMeterNo?: boolean; locale: Locale }) {
  const t = textsFor(locale, 'link')
  return (
    <Alert kind="ok" lead={t('readLead')} status>
      {t('readCheck')} {lacksMeterNo && t('readNoMeter')}
    </Alert>
  )
}
