/**
 * The push services of browsers: Chrome and those built on it, Firefox, Safari, Edge. An address is made by the browser, so
 * without a list anybody could have the portal call whomever they like (SSRF).
 */
const PUSH_HOSTS = ['fcm.googleapis.com', 'updates.push.services.mozilla.com', 'web.push.apple.com']
const PUSH_DOMAINS = ['.push.apple.com', '.notify.windows.com']

export const isPushHost = (host: string): boolean =>
  PUSH_HOSTS.includes(host) || PUSH_DOMAINS.some((domain) => host.endsWith(domain))

/** Where Meta keeps what was sent by WhatsApp; the Graph API answers with addresses there. */
export const META_FILES = 'https://lookaside.fbsbx.com'
