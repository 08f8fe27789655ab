import { accountForm } from '#app/account-form.ts'
import { markAllRead } from '#lib/notifications/notice-centre.ts'

const PAGE = '/account/notices'

/** Marks everything that a person was told as read. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor }) => {
    await markAllRead(services, actor)
    return PAGE
  })
}
