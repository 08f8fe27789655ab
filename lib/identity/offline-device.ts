/** The page's side of the copy that is read without internet; the worker that keeps it is public/offline-worker.js. */
const WORKER = '/offline-worker.js'
const SCOPE = '/'

export const canKeepCopy = (): boolean => 'serviceWorker' in navigator && 'indexedDB' in window && !!crypto.subtle

/** Whether this device keeps a copy. The camps' worker has a scope of its own and is another one. */
export const isCopyKept = async (): Promise<boolean> => (await ownWorker()) !== null

/** Asks the portal for leave and makes the copy. False where either failed; then nothing is kept. */
export async function keepCopy(): Promise<boolean> {
  const copyId = await askLeave('yes')
  if (!copyId) return false
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE })
  const isKept = await tell(await active(registration), { keep: copyId })
  if (!isKept) await eraseCopy()
  return isKept
}

/** Erases the copy and the worker, and gives the leave back. */
export async function eraseCopy(): Promise<boolean> {
  const registration = await ownWorker()
  const isErased = registration?.active ? await tell(registration.active, { erase: true }) : true
  await registration?.unregister()
  await askLeave('no')
  return isErased
}

async function ownWorker(): Promise<ServiceWorkerRegistration | null> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE)
  return registration?.active?.scriptURL.endsWith(WORKER) ? registration : null
}

async function askLeave(keep: 'yes' | 'no'): Promise<string | null> {
  const answer = await fetch('/api/offline', { method: 'POST', body: new URLSearchParams({ keep }) })
  if (!answer.ok) return null
  return ((await answer.json()) as { copy: string | null }).copy
}

/** The registration's own worker once it is at work; `ready` would wait for whichever has this page. */
function active({ active, installing, waiting }: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const worker = active ?? waiting ?? installing
  if (!worker) return Promise.reject(new Error('no worker'))
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve(worker)
      if (worker.state === 'redundant') reject(new Error('no worker'))
    }
    worker.addEventListener('statechange', look)
    look()
  })
}

function tell(worker: ServiceWorker, message: { keep: string } | { erase: true }): Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === true)
    worker.postMessage(message, [port2])
  })
}
