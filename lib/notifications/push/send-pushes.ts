import { textsFor } from '#lib/i18n/texts.ts'
import { type PushCall, takePushCalls, writePushOutcome } from '#lib/identity/push-address.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { localeOf } from '#lib/units/locale.ts'
import { deliverPush } from './deliver-push.ts'
import type { PushSender } from './vapid.ts'

const AT_ONCE = 50

/** What the lock screen shows: that there is news, and nothing of what it says. */
export function pushText(language: string): string {
  const locale = localeOf(language)
  const title = textsFor(locale, 'common')('portal')
  const body = textsFor(locale, 'notifications')('pushBody')
  return JSON.stringify({ title, body, lang: locale, url: '/account/notices' })
}

/** Calls the browsers that are due, where the settings have a key for it. Run every minute. Returns how many were called. */
export async function sendPushes(services: Services): Promise<number> {
  const sender = env().push
  return sender ? callDue(services, sender, deliverPush) : 0
}

/** The same with whatever delivers. */
export async function callDue(services: Services, sender: PushSender, deliver: typeof deliverPush): Promise<number> {
  let called = 0
  for (;;) {
    const calls = await takePushCalls(services, AT_ONCE)
    const each = async (call: PushCall) => {
      const outcome = await deliver(sender, call, { text: pushText(call.language), at: services.now() })
      await writePushOutcome(services, call, outcome)
    }
    await Promise.all(calls.map(each))
    called += calls.length
    if (calls.length < AT_ONCE) return called
  }
}
