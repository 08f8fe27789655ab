import { env } from '#lib/platform/env.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import type { Services } from '#lib/platform/services.ts'
import { recordDelivery } from '../record-delivery.ts'
import { isWebhookSigned, readWebhook } from './read-webhook.ts'
import { recordMessages } from './record-messages.ts'

export type TakenWebhook =
  /** `waiting`: the numbers that wait for an answer. */
  { ok: true; waiting: string[] } | { ok: false; reason: 'signature' | 'unreadable' }

/**
 * Stores what a webhook of WhatsApp brings, if it is signed by a secret of ours that holds over exactly these bytes: messages of
 * people once each, and what became of ours in whatever order it is told. Throws when it is not stored.
 */
export async function takeWebhook(
  services: Services,
  { body, signature }: { body: Uint8Array; signature: string | null },
): Promise<TakenWebhook> {
  const { appSecretsAt, access } = env().whatsapp
  if (!isWebhookSigned(body, signature, appSecretsAt(services.now()))) {
    noteRefusal('UNSIGNED', 'whatsapp')
    return { ok: false, reason: 'signature' }
  }
  const news = readWebhook(body, access?.phoneNumberId ?? null)
  if (!news) return { ok: false, reason: 'unreadable' }
  const waiting = await recordMessages(services, news.messages)
  for (const status of news.statuses) await recordDelivery(services, status)
  return { ok: true, waiting }
}
