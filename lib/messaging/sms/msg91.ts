import { callProvider, type MessageProvider, type SendOutcome } from '../provider.ts'

export type Msg91Access = { apiUrl: string; authKey: string; templates: ReadonlyMap<string, string> }

/**
 * MSG91's flow API (docs.msg91.com, SMS, send): a template by its id, its values as `var1`, `var2` …. The ids come from
 * the settings `SMS_TEMPLATE_<NAME>`, Hindi without a suffix and English with `_EN`.
 */
export function msg91({ apiUrl, authKey, templates }: Msg91Access): MessageProvider {
  return {
    async send({ to, content }) {
      // DLT lets no text through that was not approved.
      if (content?.type !== 'template') return { outcome: 'REFUSED', reason: 'NO_TEMPLATE' }
      const id = templates.get(content.language === 'hi' ? content.name : `${content.name}_${content.language}`)
      if (!id) return { outcome: 'REFUSED', reason: 'NO_TEMPLATE_ID' }
      const values = Object.fromEntries(content.body.map((value, index) => [`var${index + 1}`, value]))
      const body = { template_id: id, short_url: '0', recipients: [{ mobiles: `91${to}`, ...values }] }
      return callProvider(`${apiUrl}/flow/`, { headers: { authkey: authKey }, body }, read)
    },
  }
}

/** MSG91 answers many errors with 200 and `type: "error"`. */
function read(status: number, answer: unknown): SendOutcome {
  if (status === 429 || status === 500 || status === 503) return { outcome: 'LATER', reason: `STATUS_${status}` }
  if (status > 500) return { outcome: 'UNCLEAR', reason: `STATUS_${status}` }
  const { type, message } = (answer ?? {}) as { type?: unknown; message?: unknown }
  if (status === 200 && type === 'success')
    return { outcome: 'ACCEPTED', providerId: typeof message === 'string' ? message : null }
  if (status === 200 && type !== 'error') return { outcome: 'UNCLEAR', reason: 'ANSWER' }
  // A wrong key is ours to mend; the messages are good.
  if (status === 401) return { outcome: 'LATER', reason: 'KEY' }
  return { outcome: 'REFUSED', reason: `STATUS_${status}` }
}
