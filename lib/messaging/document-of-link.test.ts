import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { documentLink } from './document-link.ts'
import { documentOfLink } from './document-of-link.ts'
import { newMobile, writeWaiting } from './test-messages.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())

const tokenOf = (messageId: string) => documentLink(messageId, services.now()).split('/').at(-1) ?? ''
const withDocument = async (to: string, document: string | null) => {
  const id = await writeWaiting(services, { channel: 'WHATSAPP', to: to as never })
  await services.db.message.update({ where: { id }, data: { document } })
  return id
}

test('a link leads to its message’s document, as the person whose number it went to', async () => {
  const home = await makeHome(services)
  const id = await withDocument(home.mobile, '/c/1/bills/2/pdf')
  const found = await documentOfLink(services, tokenOf(id))
  expect(found).toMatchObject({ path: '/c/1/bills/2/pdf', actor: { consumerId: home.actor.consumerId } })
})

test('a link that was changed, one of yesterday, and a message without a document lead nowhere', async () => {
  const home = await makeHome(services)
  const [id, other] = [await withDocument(home.mobile, '/c/1/bills/2/pdf'), await withDocument(home.mobile, null)]
  const token = tokenOf(id)
  expect(await documentOfLink(services, token.replace(id, other))).toBeNull()
  expect(await documentOfLink(services, `${token.slice(0, -2)}xx`)).toBeNull()
  expect(await documentOfLink(services, tokenOf(other))).toBeNull()
  for (const strange of ['', '.', '..', 'x.y.z', `${id}.9999999999.`])
    expect(await documentOfLink(services, strange)).toBeNull()
  services.setTime('2026-11-13T10:01:00+05:30')
  expect(await documentOfLink(services, token)).toBeNull()
  services.setTime('2026-11-12T10:00:00+05:30')
})

test('a number that is nobody’s has nothing to read', async () => {
  expect(await documentOfLink(services, tokenOf(await withDocument(newMobile(), '/c/1/bills/2/pdf')))).toBeNull()
})
