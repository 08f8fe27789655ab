import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ConnectionList } from '#components/bills/connection-list.tsx'
import { Timeline } from '#components/complaints/timeline.tsx'
import { ConnectionFacts } from '#components/desk/connection-facts.tsx'
import { NoticeList } from '#components/notices/notice-list.tsx'
import { ConnectionName } from '#components/shell/connection-name.tsx'
import { ProposalList } from '#components/tariffs/proposal-list.tsx'
import { TokenList } from '#components/tokens/token-list.tsx'
import { ZERO_PAISE } from '#lib/units/paise.ts'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'

const AT = new Date('2026-11-20T10:00:00+05:30')
const PAGES: Record<string, (name: string) => ReactElement> = {
  'the head of every page': (name) => (
    <ConnectionName connection={{ id: 'c', consumerNo: '1000', holderName: name }} several locale="hi" />
  ),
  'the list of connections': (name) => (
    <ConnectionList
      connections={[{ id: 'c', consumerNo: '1000', holderName: name, address: name, unpaidPaise: ZERO_PAISE }]}
      locale="en"
    />
  ),
  'the desk': (name) => (
    <ConnectionFacts
      opened={
        {
          ...{ until: AT, holderName: name, address: name, mobiles: [name], reason: name },
          ...{ unpaidPaise: ZERO_PAISE, aheadPaise: ZERO_PAISE },
        } as never
      }
      subdivision={name}
      locale="en"
    />
  ),
  'a complaint': (name) => (
    <Timeline
      kind="COMPLAINT"
      events={[{ id: 'e', kind: 'MESSAGE', by: 'CONSUMER', at: AT, text: name, files: [] } as never]}
      filesHref="/files"
      locale="hi"
    />
  ),
  'the keys of programs': (name) => (
    <TokenList
      tokens={[{ id: 't', name, scopes: [], consumerNo: null, madeAt: AT, expiresAt: AT, lastUsedAt: null } as never]}
      locale="en"
    />
  ),
  'the notices of an office': (name) => (
    <NoticeList
      notices={[
        {
          ...{ id: 'n', textHi: name, textEn: name, subdivision: null, office: name, publishedBy: name },
          ...{ fromOn: '2026-11-23', untilOn: '2026-11-24', state: 'SHOWN' },
        } as never,
      ]}
      locale="hi"
    />
  ),
  'proposed rates': (name) => (
    <ProposalList
      proposals={[
        {
          id: 'p',
          source: name,
          state: 'AGREED',
          proposedBy: name,
          proposedAt: AT,
          decidedBy: name,
          decidedAt: AT,
        } as never,
      ]}
      locale="en"
    />
  ),
}

const tagsOf = (html: string) => [...html.matchAll(/<(\/?[a-z0-9]+)/gi)].map(([, tag]) => tag)
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(lt|gt|quot|amp|#x27);/g,
      (_, sign) => ({ lt: '<', gt: '>', quot: '"', amp: '&', '#x27': "'" })[sign as 'lt'],
    )

test.each(Object.entries(PAGES))('%s shows 500 hostile names as they are, and gets no element from them', (_, page) => {
  const plain = tagsOf(renderToStaticMarkup(page('Asha Kumari')))
  for (const name of HOSTILE_NAMES) {
    const html = renderToStaticMarkup(page(name))
    expect(tagsOf(html), name.slice(0, 80)).toEqual(plain)
    expect(textOf(html)).toContain(name)
    // What stands in a tag is ours: no name is part of an attribute there.
    expect(html).not.toMatch(/<[^>]*(alert|onerror|onload|evil)/)
  }
})
