import { accountForm } from '#app/account-form.ts'
import { currentLocale } from '#app/locale.ts'
import { chooseNotices } from '#lib/notifications/notice-centre.ts'

const PAGE = '/account/notices/choices'

/** Keeps how a person wants to be told. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, form }) => {
    // A form that was cut off would switch everything off.
    if (!form?.has('channel')) return PAGE
    const choice = { byWhatsApp: form.get('channel') === 'WHATSAPP', on: new Set(form.getAll('on')) }
    await chooseNotices(services, actor, { ...choice, locale: await currentLocale() })
    return `${PAGE}?saved=1`
  })
}
