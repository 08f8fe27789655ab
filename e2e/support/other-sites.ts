const EVIL = 'https://bijli-inaam.example'

/** What another site can make a browser send, and what only a program sends. */
export const FORGED: Record<string, Record<string, string>> = {
  'another site’s form': { Origin: EVIL, 'Sec-Fetch-Site': 'cross-site' },
  'the form of a neighbour below the same domain': { Origin: EVIL, 'Sec-Fetch-Site': 'same-site' },
  'an address that somebody typed': { 'Sec-Fetch-Site': 'none' },
  'an old browser on another site': { Origin: EVIL },
  'an old browser in a frame without an origin': { Origin: 'null' },
  'another site behind a proxy that believes it': { Origin: EVIL, 'X-Forwarded-Host': new URL(EVIL).host },
  'neither word': {},
}

/** What no form sends, which proves itself by something that no browser adds by itself. */
export const NO_FORM: Record<string, string> = {
  'POST /api/ingest/[kind]': 'the token of a system of the utility',
  'POST /api/webhooks/razorpay': 'the gateway’s signature',
  'POST /api/webhooks/sms': 'the provider’s word',
  'POST /api/webhooks/sms/report': 'the provider’s word',
  'POST /api/webhooks/whatsapp': 'Meta’s signature',
  'POST /api/tariff/calculate': 'changes nothing and knows nobody',
}

/** How a browser asks for what a page of another site wants within itself. */
export const EMBEDDED: Record<string, Record<string, string>> = {
  'a picture': { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
  'a frame': { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
  'an object': { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'object' },
  'a script’s question': { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' },
}

/** How it asks where somebody follows a link, types an address, or is on a page of ours; and how an old browser asks. */
export const OPENED: Record<string, Record<string, string>> = {
  'a link in a chat or mail': {
    ...{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
  },
  'an address': { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
  'a picture of ours': { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
  'an old browser': {},
}

/** What a script or program may read from anywhere: no cookie opens it. */
export const NO_COOKIE: Record<string, string> = {
  'GET /api/health': 'says nothing of anybody',
  'GET /api/ready': 'says nothing of anybody',
  'GET /api/metrics': 'the token of who watches the portal',
  'GET /api/ingest/batches/[batch]/rejected': 'the token of a system of the utility',
  'GET /api/openapi.json': 'says nothing of anybody',
  'GET /.well-known/security.txt': 'says nothing of anybody',
  'GET /manifest.webmanifest': 'says nothing of anybody',
  'GET /icons/[icon]': 'says nothing of anybody',
  'GET /api/webhooks/whatsapp': 'Meta’s token',
  'GET /m/[token]': 'the link itself, which a program of Meta’s fetches',
}
