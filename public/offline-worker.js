// The service worker of devices on which a person reads without internet. It keeps one page of that person's figures and the
// last bill on paper, sealed with a key that no script can read out, and asks the portal at each contact whether it may. It
// is registered by the person's own press and goes when what it kept is erased.

const PAGE = '/account/offline?copy=1'
const DATABASE = 'offline-copy'
/** COPY_KEPT_SECONDS of lib/identity/otp-policy.ts, by the device's clock. */
const KEPT_MS = 30 * 86_400_000
const FRESH_MS = 15 * 60_000
const PATIENCE_MS = 10_000
/** Longer, and whoever logs out would wait for a store that does not answer. */
const ERASING_MS = 2_000
const LARGEST_FILE = 500_000

/** No script runs in what was kept, whatever it says. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Counts what was erased, so that a copy that is being made meanwhile is not written. */
let erasures = 0

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.registration.navigationPreload?.enable()))

self.addEventListener('message', (event) => {
  const [port] = event.ports
  const work = event.data.keep ? keep(event.data.keep) : erase()
  event.waitUntil(
    work.then(
      () => port.postMessage(true),
      () => port.postMessage(false),
    ),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  // The desk's pages are other people's, with a worker of their own.
  if (request.mode !== 'navigate' || /^\/desk(\/|$)/.test(new URL(request.url).pathname)) return
  event.respondWith(navigate(event))
})

async function navigate(event) {
  const { request } = event
  const { pathname, search } = new URL(request.url)
  // Before the network is asked: whoever logs out where there is none leaves nothing behind either. A store that is broken
  // keeps nobody logged in; the worker stays, and erases at a later contact.
  if (request.method === 'POST' && pathname === '/api/logout') {
    const erasing = erase().catch(() => {})
    event.waitUntil(erasing)
    await Promise.race([erasing, new Promise((resolve) => setTimeout(resolve, ERASING_MS))])
  }
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(request))
    event.waitUntil(contact(request.method === 'POST').catch(() => {}))
    return answer
  } catch (error) {
    const kept = request.method === 'GET' && (await open(pathname + search).catch(() => null))
    if (kept) return kept
    throw error
  }
}

/** Erases what the portal no longer allows or is too old; makes the copy anew when it is, or when a form changed something. */
async function contact(isChange) {
  const about = await read('about')
  if (!about || isTooOld(about)) return erase()
  const answer = await ask(`/api/offline/${about.copyId}`)
  if (!answer.ok) return
  const { keep: mayKeep, isLoggedIn } = await answer.json()
  if (!mayKeep) return erase()
  if (isLoggedIn && (isChange || Date.now() - about.keptAt > FRESH_MS)) await keep(about.copyId)
}

/** A clock that was set back makes nothing younger. */
const isTooOld = ({ keptAt }) => Math.abs(Date.now() - keptAt) > KEPT_MS

const ask = (path) => fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })

/** Makes the copy: the page as it is now and the files that it names, sealed with a new key. */
async function keep(copyId) {
  const before = erasures
  const answer = await ask(PAGE)
  const html = await answer.text()
  // Another person's page is never kept under this leave.
  if (!answer.ok || answer.redirected || !html.includes(`data-copy="${copyId}"`)) throw new Error('not the page')
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const text = new TextEncoder().encode(await standingAlone(html))
  const entries = [['page', await seal(key, 'page', text, { 'Content-Type': 'text/html; charset=utf-8' })]]
  for (const [, escaped] of html.matchAll(/data-kept-file="([^"]+)"/g)) {
    const path = escaped.replaceAll('&amp;', '&')
    const file = await ask(path).catch(() => null)
    const bytes = file?.ok && !file.redirected ? await file.arrayBuffer() : null
    if (!bytes || bytes.byteLength > LARGEST_FILE) continue
    const named = ['Content-Type', 'Content-Disposition'].map((name) => [name, file.headers.get(name) ?? ''])
    entries.push([path, await seal(key, path, bytes, Object.fromEntries(named))])
  }
  const database = await connect()
  try {
    const transaction = database.transaction('copy', 'readwrite')
    const store = transaction.objectStore('copy')
    if (erasures !== before) throw new Error('erased meanwhile')
    store.clear()
    for (const [name, entry] of [['key', key], ['about', { copyId, keptAt: Date.now() }], ...entries])
      store.put(entry, name)
    await done(transaction)
  } finally {
    database.close()
  }
}

/** The page without its scripts, with its styles in itself: it needs no other file. */
async function standingAlone(html) {
  let page = html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replace(/<link\b[^>]*rel="(?:preload|manifest|icon|apple-touch-icon)"[^>]*>/g, '')
  for (const [link] of page.matchAll(/<link\b[^>]*rel="stylesheet"[^>]*>/g)) {
    const [, href] = /href="([^"]+)"/.exec(link) ?? []
    const css = await (await ask(href.replaceAll('&amp;', '&'))).text()
    page = page.replace(link, () => `<style>${css}</style>`)
  }
  return page
}

/** What was kept for a path, else the page; null where there is nothing, or it is over. */
async function open(path) {
  const about = await read('about')
  if (!about || isTooOld(about)) {
    if (about) await erase()
    return null
  }
  const key = await read('key')
  const name = (await read(path)) ? path : 'page'
  const { iv, bytes, headers: own } = await read(name)
  const text = await crypto.subtle.decrypt(cipher(name, iv), key, bytes)
  const headers = { ...own, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }
  return new Response(text, { headers: name === 'page' ? { ...headers, 'Content-Security-Policy': POLICY } : headers })
}

/** Erases all of it, the key with the rest, and takes this worker away. */
async function erase() {
  erasures += 1
  const database = await connect()
  try {
    const transaction = database.transaction('copy', 'readwrite')
    transaction.objectStore('copy').clear()
    await done(transaction)
  } finally {
    database.close()
  }
  indexedDB.deleteDatabase(DATABASE)
  await self.registration.unregister()
}

const cipher = (name, iv) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) })

async function seal(key, name, content, headers) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, headers, bytes: await crypto.subtle.encrypt(cipher(name, iv), key, content) }
}

async function read(name) {
  const database = await connect()
  try {
    const request = database.transaction('copy').objectStore('copy').get(name)
    return await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  } finally {
    database.close()
  }
}

function connect() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore('copy')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onabort = () => reject(transaction.error)
  })
}
