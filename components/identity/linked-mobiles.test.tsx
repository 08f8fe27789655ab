import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { LinkedMobile } from '#lib/identity/get-profile.ts'
import { LinkedMobiles } from './linked-mobiles.tsx'

const person = (id: string, given: Partial<LinkedMobile> = {}): LinkedMobile => ({
  ...{ id, masked: `+91 90••• ••${id}`, role: 'OWNER', endsOn: null, isWeak: false, isYou: false },
  ...given,
})
const removable = (mobiles: LinkedMobile[], mayManage = true) => {
  const html = renderToStaticMarkup(
    <LinkedMobiles connectionId="c" mobiles={mobiles} invitations={[]} mayManage={mayManage} locale="en" />,
  )
  return [...html.matchAll(/name="link" value="(\w+)"/g)].map(([, id]) => id)
}

describe('who has access', () => {
  it('offers to remove everybody but the last owner with a strong proof', () => {
    const members = [person('2', { role: 'MEMBER' }), person('3', { isWeak: true })]
    expect(removable([person('1', { isYou: true }), ...members])).toEqual(['2', '3'])
    expect(removable([person('1'), person('4'), ...members])).toEqual(['1', '4', '2', '3'])
  })

  it('offers nothing to those who may not', () => {
    expect(removable([person('1'), person('2', { role: 'MEMBER', isYou: true })], false)).toEqual([])
  })
})
