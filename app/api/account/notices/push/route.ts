import { currentLocale } from '#app/locale.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { keepPushAddress, turnOffPush } from '#lib/identity/push-address.ts'
import { currentActor } from '#lib/identity/session.ts'
import { arePushKeys, isPushService } from '#lib/notifications/push/push-services.ts'
import { env } from '#lib/platform/env.ts'
import { isSameOrigin, json, readForm } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/**
 * Lets news call this browser (`on=yes` with what it subscribed to), or no longer. Asked by the script of its page: without
 * one there is nothing to call. Answers whether it is on.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return json({ error: 'login' }, 401)
  const field = (name: string) => form?.get(name) ?? ''
  if (field('on') !== 'yes') {
    await turnOffPush(heldTo(getServices(), actor), actor)
    return json({ on: false })
  }
  const address = { endpoint: field('endpoint'), key: field('key'), secret: field('secret') }
  if (!env().push || !isPushService(address.endpoint) || !arePushKeys(address)) return json({ error: 'address' }, 400)
  return json({ on: await keepPushAddress(heldTo(getServices(), actor), actor, address, await currentLocale()) })
}
