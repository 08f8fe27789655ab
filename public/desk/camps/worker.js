// The service worker of the camps' pages, on devices that an officer has set up. It keeps the page for taking complaints
// down without a connection, which holds nobody's data, and that page's files of the running build. Nothing else is kept.

const SHELL = '/desk/camps/offline'
const CACHE = 'camp-intake'
const CAMP = /^\/desk\/camps\/([0-9a-f-]{36})$/
/** A connection that gives nothing for so long is as good as none. */
const PATIENCE_MS = 4_000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  const [port] = event.ports
  const kept = fetch(SHELL).then(keep)
  event.waitUntil(
    kept.then(
      () => port.postMessage(true),
      () => port.postMessage(false),
    ),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname.startsWith('/_next/static/')) event.respondWith(keptFile(request))
  if (request.mode !== 'navigate') return
  if (pathname === SHELL) event.respondWith(shell(event))
  const [, camp] = CAMP.exec(pathname) ?? []
  if (camp) event.respondWith(campPage(event, camp))
})

/** A camp's own page, with the newest of the one that is kept; without a connection the latter leads on. */
async function campPage(event, camp) {
  try {
    const answer = await fetch(event.request)
    event.waitUntil(
      fetch(SHELL)
        .then(keep)
        .catch(() => {}),
    )
    return answer
  } catch {
    return Response.redirect(`${SHELL}?camp=${camp}`, 302)
  }
}

/** The page as the portal has it now, or as it was kept. */
async function shell(event) {
  const kept = await caches.match(SHELL)
  const fresh = fetch(event.request)
  event.waitUntil(fresh.then((answer) => keep(answer.clone())).catch(() => {}))
  if (!kept) return fresh
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS))
  return Promise.race([fresh.then((answer) => (answer.ok ? answer : kept)).catch(() => kept), late])
}

/** Files carry their content in their name, so one that was kept is never an old one. */
async function keptFile(request) {
  return (await caches.match(request)) ?? fetch(request)
}

/** Keeps the page with the files that it names; those of an earlier build go, once all of this one are there. */
async function keep(answer) {
  if (!answer.ok || answer.redirected) throw new Error('not the page')
  const cache = await caches.open(CACHE)
  const named = (await answer.clone().text()).match(/\/_next\/static\/[\w./~-]+/g) ?? []
  const files = new Set(named)
  for (const file of files) if (!(await cache.match(file))) await cache.add(file)
  await cache.put(SHELL, answer)
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (pathname !== SHELL && !files.has(pathname)) await cache.delete(url)
  }
}
