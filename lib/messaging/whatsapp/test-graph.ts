import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** What Meta accepts of a message, checked with shapes of our own written from its reference, apart from what we send. */
const id = z.string().min(1)
const text = (most: number) =>
  z
    .string()
    .min(1)
    .refine((value) => [...value].length <= most, `longer than ${most}`)
const link = z.url({ protocol: /^https?$/ })
const reply = z.strictObject({ type: z.literal('reply'), reply: z.strictObject({ id: text(256), title: text(20) }) })
const row = z.strictObject({ id: text(200), title: text(24), description: text(72).optional() })
const section = z.strictObject({ title: z.string().max(24).optional(), rows: z.array(row).min(1).max(10) })
const listAction = z
  .strictObject({ button: text(20), sections: z.array(section).min(1).max(10) })
  .refine(({ sections }) => sections.flatMap(({ rows }) => rows).length <= 10, 'more than 10 rows')
  .refine(({ sections }) => sections.length === 1 || sections.every(({ title }) => title), 'a section without a title')
const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    body: z.strictObject({ text: text(1024) }),
    action: z.strictObject({ buttons: z.array(reply).min(1).max(3) }),
  }),
  z.strictObject({ type: z.literal('list'), body: z.strictObject({ text: text(4096) }), action: listAction }),
])
const parameter = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(1024).regex(/^(?!.*( {5}|[\n\t]))/s) }),
  z.strictObject({ type: z.literal('document'), document: z.strictObject({ link, filename: text(240) }) }),
])
const component = z.strictObject({
  type: z.enum(['header', 'body', 'button']),
  sub_type: z.literal('url').optional(),
  index: z.string().regex(/^\d$/).optional(),
  parameters: z.array(parameter).min(1),
})
const template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]+$/),
  language: z.strictObject({ code: z.enum(['hi', 'en']) }),
  components: z.array(component),
})
const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual'),
  to: z.string().regex(/^91[6-9]\d{9}$/),
  biz_opaque_callback_data: id,
}
const message = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    text: z.strictObject({ body: text(4096), preview_url: z.boolean() }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('document'),
    document: z.strictObject({ link, filename: text(240), caption: text(1024).optional() }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('image'),
    image: z.strictObject({ link, caption: text(1024).optional() }),
  }),
  z.strictObject({ ...common, type: z.literal('interactive'), interactive }),
  z.strictObject({ ...common, type: z.literal('template'), template }),
])

export type SentToGraph = z.output<typeof message>
/** How it behaves: as it should, with one of Meta's error codes, with a status alone, or by not answering. */
export type GraphMood =
  | { kind: 'well' }
  | { kind: 'code'; code: number; status: number }
  | { kind: 'status'; status: number }
  | { kind: 'silent' }

export type TestGraph = {
  graphUrl: string
  sent: SentToGraph[]
  /** Calls that Meta would have refused for their shape: a test ends by expecting none. */
  wrong: string[]
  behave: (mood: GraphMood) => void
  close: () => Promise<void>
}

/** A stand-in of the Graph API on this machine: it knows one number and token, and checks every call. */
export async function testGraph({ token = 'test-token', phoneNumberId = '106000000000001' } = {}): Promise<TestGraph> {
  const sent: SentToGraph[] = []
  const wrong: string[] = []
  let mood: GraphMood = { kind: 'well' }
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const fault = (why: string) => {
      wrong.push(why)
      answer(400, { error: { code: 100, message: why } })
    }
    if (mood.kind === 'silent') return void request.socket.destroy()
    if (mood.kind === 'status') return answer(mood.status, 'no JSON of Meta')
    if (mood.kind === 'code') return answer(mood.status, { error: { code: mood.code } })
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { error: { code: 190 } })
    if (request.method !== 'POST' || request.url !== `/${phoneNumberId}/messages`)
      return fault(`${request.method} ${request.url} is no call that we make`)
    const read = message.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
    if (!read.success) return fault(z.prettifyError(read.error))
    sent.push(read.data)
    answer(200, {
      messaging_product: 'whatsapp',
      contacts: [{ input: read.data.to, wa_id: read.data.to }],
      messages: [{ id: `wamid.TEST${sent.length}` }],
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    graphUrl: `http://127.0.0.1:${port}`,
    ...{ sent, wrong },
    behave: (next) => {
      mood = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
