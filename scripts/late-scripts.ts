import type { ServerResponse } from 'node:http'
import { StringDecoder } from 'node:string_decoder'

/** A file of scripts that a page asks for; those for old browsers, which are not `async`, stay as they are. */
const FILE = /<script (?=[^>]*\bsrc="\/_next\/)(?=[^>]*\basync="")(?:[^>]*\bnonce="([^"]+)")?/g
const HINT = /<link rel="preload" as="script"[^>]*>/g

/** What a browser does not know it neither asks for nor runs. */
const LATE = 'late'

/** The only scripts that a page may begin: those of the build, and the portal's workers. */
const OWN = String.raw`/^\/(_next\/static\/.+|(offline|push)-worker|desk\/camps\/worker)\.js$/`

/**
 * Runs in the page, before any other script of it: says which addresses may become a script, since proxy.ts lets no other
 * text become one. Then asks for the scripts once the page was painted and is there as a whole, in their order and as before.
 */
const WAKE = `(() => {
  globalThis.trustedTypes?.createPolicy('default', {
    createScriptURL(address) {
      const { origin, pathname } = new URL(address, location.href)
      return origin === location.origin && ${OWN}.test(pathname) ? address : null
    },
  })
  const wake = () => {
    for (const late of document.querySelectorAll('script[type=${LATE}]')) {
      const script = document.createElement('script')
      for (const { name, value } of late.attributes) if (name !== 'type') script.setAttribute(name, value)
      late.replaceWith(script)
    }
  }
  const painted = () => (document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', wake) : wake())
  if (!PerformanceObserver.supportedEntryTypes?.includes('paint')) return requestAnimationFrame(painted)
  new PerformanceObserver((_, observer) => {
    observer.disconnect()
    painted()
  }).observe({ type: 'paint', buffered: true })
})()`.replace(/\n\s*/g, '\n')

/**
 * Has a page ask for its scripts after it was painted. Next.js asks for 130 kB of them at the top of each page, where they
 * take the line from the styles and the processor from the first picture, and no page needs them to be read or sent.
 * Whoever compresses the answer has to stand below.
 */
export function asksForScriptsLate(response: ServerResponse): void {
  const write = response.write.bind(response) as (...given: unknown[]) => boolean
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse
  const isPage = () => String(response.getHeader('Content-Type') ?? '').startsWith('text/html')
  const later = scriptsLater()
  response.write = ((piece: string | Uint8Array, ...more: unknown[]) =>
    isPage() ? write(later.next(piece), ...more) : write(piece, ...more)) as typeof response.write
  response.end = ((...given: unknown[]) => {
    if (!isPage()) return end(...given)
    const [piece, ...more] = typeof given[0] === 'function' ? ['', ...given] : given
    return end(later.next((piece as string | Uint8Array | undefined) ?? '') + later.rest(), ...more)
  }) as typeof response.end
}

/** Rewrites a page that comes in pieces, which may end within a tag or a letter. */
function scriptsLater(): { next(piece: string | Uint8Array): string; rest(): string } {
  const decoder = new StringDecoder('utf8')
  let open = ''
  let hasWake = false
  const rewritten = (text: string) =>
    text.replace(HINT, '').replace(FILE, (tag, nonce: string | undefined) => {
      const wake = hasWake ? '' : `<script nonce="${nonce}">${WAKE}</script>`
      hasWake = true
      return `${wake}${tag.replace('<script ', `<script type="${LATE}" `)}`
    })
  return {
    next(piece) {
      const text = open + (typeof piece === 'string' ? piece : decoder.write(Buffer.from(piece)))
      const tagsEnd = text.lastIndexOf('>') + 1
      open = text.slice(tagsEnd)
      return rewritten(text.slice(0, tagsEnd))
    },
    rest: () => open + decoder.end(),
  }
}
