/** The browser's side of news by push; the worker that shows it is public/push-worker.js. */
const WORKER = '/push-worker.js'
/** No page lies below it: the worker shows news and answers for nothing. */
const SCOPE = '/push/'
const ADDRESS = '/api/account/notices/push'

export const canBeCalled = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** Whether this browser is subscribed; whether the portal still calls it the page knows. */
export async function isSubscribed(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE)
  return (await registration?.pushManager.getSubscription()) != null
}

/** Asks the person for leave, subscribes, and tells the portal. REFUSED: they, or their browser's settings, said no. */
export async function turnPushOn(publicKey: string): Promise<'ON' | 'REFUSED' | 'FAILED'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'REFUSED'
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE })
  await atWork(registration)
  const applicationServerKey = Uint8Array.from(atob(publicKey.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  )
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
  const { endpoint = '', keys = {} } = subscription.toJSON()
  const told = await tell({ on: 'yes', endpoint, key: keys.p256dh ?? '', secret: keys.auth ?? '' })
  if (!told) await turnPushOff()
  return told ? 'ON' : 'FAILED'
}

/** Ends it in the browser and at the portal. */
export async function turnPushOff(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE)
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
  await registration?.unregister()
  await tell({ on: 'no' })
}

async function tell(fields: Record<string, string>): Promise<boolean> {
  const answer = await fetch(ADDRESS, { method: 'POST', body: new URLSearchParams(fields) })
  return answer.ok && ((await answer.json()) as { on: boolean }).on
}

function atWork({ active, waiting, installing }: ServiceWorkerRegistration): Promise<void> {
  const worker = active ?? waiting ?? installing
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === 'activated') resolve()
      if (!worker || worker.state === 'redundant') reject(new Error('no worker'))
    }
    worker?.addEventListener('statechange', look)
    look()
  })
}
