import { Card } from '#components/ui/card.tsx'
import { fileNote } from '#components/ui/file-link.tsx'
import { type LinkItem, LinkList } from '#components/ui/link-list.tsx'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { TOPICS, type TopicName } from '#lib/information/topics.ts'
import type { RecordLanguage } from '#lib/units/language.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

type Words = {
  discom: {
    name: Record<RecordLanguage, string>
    helpline: string
    moreHelplines: string
    forum: Record<RecordLanguage, string>
    ombudsman: Record<RecordLanguage, string>
  }
  retention: { blockYears: number; dayYears: number; complaintYears: number; complaintFileYears: number }
}

/** The sections of a page about the portal, each a card, with the way on where there is one. */
export function TopicSections({ topic, locale, discom, retention }: Words & { topic: TopicName; locale: Locale }) {
  const t = textsFor(locale, 'about')
  const { sections, links }: { sections: number; links: Record<number, string> } = TOPICS[topic]
  const values = {
    name: inLanguage(discom.name, locale),
    helpline: discom.helpline,
    more: discom.moreHelplines,
    forum: inLanguage(discom.forum, locale),
    ombudsman: inLanguage(discom.ombudsman, locale),
    blocks: retention.blockYears,
    days: retention.dayYears,
    words: retention.complaintYears,
    files: retention.complaintFileYears,
  }
  return Array.from({ length: sections }, (_, index) => index + 1).map((number) => {
    const key = `${topic}_${number}`
    const way: LinkItem[] = links[number] ? [{ href: links[number], icon: 'help', title: t(`${key}_link`) }] : []
    return (
      <Card key={key} id={key} title={t(`${key}_title`)}>
        <p>
          {t.rich(`${key}_text`, {
            ...values,
            file: (words) => (
              <a href="/.well-known/security.txt">
                {words} ({fileNote({ mostKb: MOST_KB.securityContact }, locale, 'TXT')})
              </a>
            ),
          })}
        </p>
        {way.length > 0 && (
          <div className="mt-3 border-t border-line pt-2">
            <LinkList items={way} />
          </div>
        )}
      </Card>
    )
  })
}
