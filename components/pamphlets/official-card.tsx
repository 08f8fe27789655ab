import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

export type OfficialFacts = {
  portalUrl: string
  discom: { shortName: string; helpline: string; moreHelplines: string }
  upi: { vpa: string; payeeName: string }
  whatsappNumber: string | null
}

/** How somebody knows that it is really the utility: its own address, numbers and payee, and what it never asks for. */
export function OfficialCard({ settings, locale }: { settings: OfficialFacts; locale: Locale }) {
  const t = textsFor(locale, 'pamphlet')
  const { portalUrl, discom, upi, whatsappNumber } = settings
  const values = { helpline: discom.helpline }
  return (
    <Card title={t('realTitle')}>
      <ul className="list-disc pl-5">
        {['realCode', 'realLook', 'realCut'].map((key) => (
          <li key={key}>{t(key, values)}</li>
        ))}
      </ul>
      <div className="mt-2">
        <DefinitionList
          rows={[
            { label: t('realHost'), value: <Name locale={locale}>{new URL(portalUrl).host}</Name> },
            { label: t('realHelpline'), value: `${discom.helpline}, ${discom.moreHelplines}` },
            {
              label: t('realPayee'),
              value: (
                <>
                  <Name locale={locale}>{upi.payeeName}</Name>
                  <span className="block">{upi.vpa}</span>
                </>
              ),
            },
            ...(whatsappNumber ? [{ label: 'WhatsApp', value: `+91\u00a0${whatsappNumber}` }] : []),
          ]}
        />
      </div>
    </Card>
  )
}
