import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Mobile } from '#lib/units/phone.ts'
import type { Outgoing } from '../provider.ts'
import { nobodysUrl } from '../test-messages.ts'
import { contentFaults, type WhatsAppContent } from './content.ts'
import { graph } from './graph.ts'
import { type TestGraph, testGraph } from './test-graph.ts'

let standIn: TestGraph
beforeEach(async () => {
  standIn = await testGraph()
})
afterEach(() => standIn.close())

const access = () => ({ graphUrl: standIn.graphUrl, token: 'test-token', phoneNumberId: '106000000000001' })
const provider = () => graph(access(), (id) => `https://portal.example/m/${id}`)
const outgoing = (content: WhatsAppContent | null): Outgoing => ({
  ...{ id: crypto.randomUUID(), channel: 'WHATSAPP', to: '9000020001' as Mobile, kind: 'CHAT', text: 'नमस्ते', content },
})

const CONTENTS: WhatsAppContent[] = [
  { type: 'text', body: 'क'.repeat(4096) },
  { type: 'document', path: '/c/1/bills/2/pdf', filename: 'bill.pdf', caption: 'आपका बिल' },
  { type: 'image', path: '/c/1/qr', caption: 'QR' },
  { type: 'buttons', body: 'चुनें', buttons: [{ id: 'PAY', title: 'क'.repeat(20) }] },
  {
    ...{ type: 'list', body: 'सेवा चुनें', button: 'सेवाएँ' },
    sections: [
      { title: 'बिल', rows: [{ id: 'BILL', title: 'क'.repeat(24), description: 'क'.repeat(72) }] },
      { title: 'और', rows: Array.from({ length: 9 }, (_, index) => ({ id: `R${index}`, title: 'और' })) },
    ],
  },
  {
    ...{ type: 'template', name: 'bills_due', language: 'hi', body: ['अक्टूबर 2026', '₹1,165.60'] },
    ...{ document: { path: '/c/1/bills/2/pdf', filename: 'bill.pdf' }, urlSuffix: 'abc' },
  },
]

describe('WhatsApp’s Cloud API', () => {
  it('accepts each kind of content at its limits, under our own id', async () => {
    for (const content of [...CONTENTS, null]) {
      const message = outgoing(content)
      expect(await provider().send(message), content?.type).toMatchObject({ outcome: 'ACCEPTED' })
      expect(standIn.sent.at(-1)).toMatchObject({ to: '919000020001', biz_opaque_callback_data: message.id })
    }
    expect(standIn.wrong).toEqual([])
  })

  it('is never given what is beyond its limits', async () => {
    const beyond: WhatsAppContent[] = [
      { type: 'text', body: 'क'.repeat(4097) },
      { type: 'buttons', body: 'x', buttons: [{ id: 'A', title: 'क'.repeat(21) }] },
      { type: 'buttons', body: 'x', buttons: [] },
      { type: 'buttons', body: 'x', buttons: ['A', 'A'].map((id) => ({ id, title: id })) },
      { type: 'list', body: 'x', button: 'x', sections: [{ title: '', rows: [] }] },
      { type: 'list', body: 'x', button: 'x', sections: [{ title: 'x', rows: [{ id: 'A', title: 'क'.repeat(25) }] }] },
      { type: 'template', name: 'Bill Due', language: 'hi', body: [] },
      { type: 'template', name: 'bill', language: 'hi', body: ['two\nlines'] },
    ]
    for (const content of beyond) {
      expect(contentFaults(content), JSON.stringify(content).slice(0, 80)).not.toEqual([])
      expect(await provider().send(outgoing(content))).toEqual({ outcome: 'REFUSED', reason: 'LIMITS' })
    }
    expect(standIn.sent).toEqual([])
  })

  it.each([
    [{ kind: 'code', code: 130_429, status: 400 }, 'LATER', 'META_130429'],
    [{ kind: 'code', code: 131_026, status: 400 }, 'REFUSED', 'META_131026'],
    [{ kind: 'code', code: 131_047, status: 400 }, 'REFUSED', 'META_131047'],
    [{ kind: 'code', code: 190, status: 401 }, 'LATER', 'META_190'],
    [{ kind: 'status', status: 503 }, 'UNCLEAR', 'STATUS_503'],
    [{ kind: 'status', status: 429 }, 'LATER', 'STATUS_429'],
    [{ kind: 'silent' }, 'UNCLEAR', 'NO_ANSWER'],
  ] as const)('that answers %j is understood', async (mood, outcome, reason) => {
    standIn.behave(mood)
    expect(await provider().send(outgoing(null))).toEqual({ outcome, reason })
  })

  it('that is away is asked later', async () => {
    const away = graph({ ...access(), graphUrl: await nobodysUrl() }, () => '')
    expect(await away.send(outgoing(null))).toEqual({ outcome: 'LATER', reason: 'AWAY' })
  })
})
