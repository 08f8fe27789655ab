import { type NextRequest, NextResponse } from 'next/server'
import { newNonce } from '#lib/platform/nonce.ts'

/**
 * Gives each page a Content-Security-Policy with a nonce of its own, and what else is a page's alone; the headers of every
 * answer are in next.config.js.
 * It guards nothing: who may see what is decided in the data layer.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = newNonce()
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  // Next.js takes the nonce for its own scripts from the request's policy.
  headers.set('Content-Security-Policy', policy)
  // Pages are not told their own path, which the way to the login and back needs.
  // Where its page found nothing, it is asked for below an address of no page (scripts/missing-page.ts).
  headers.set('x-portal-path', (request.nextUrl.pathname + request.nextUrl.search).replace(/^\/missing(?=\/)/, ''))
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  response.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  response.headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
  if (process.env.PORTAL_URL?.startsWith('https://')) {
    response.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  }
  return response
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // The development tools write styles of their own; a nonce beside 'unsafe-inline' would switch that off.
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    // Without it 'strict-dynamic' would refuse the worker of the camps' pages, which no nonce can be given to.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // The one policy is the page's first script (scripts/late-scripts.ts). The development tools write HTML as they please.
    ...(development ? [] : ["require-trusted-types-for 'script'", 'trusted-types default']),
  ].join('; ')
}

// `/api` stays out: the proxy cuts request bodies at 10 MB, and our handlers set their own headers and limits.
export const config = { matcher: '/((?!api|_next/static|icon.svg|icons/|manifest.webmanifest|favicon.ico).*)' }
