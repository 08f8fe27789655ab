import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.dirname(import.meta.dirname)

/** What may not stand in what runs, and the files where it may, with the reason. */
const FORBIDDEN: { what: RegExp; in: RegExp; but: Record<string, string> }[] = [
  {
    // A statement made of text takes whatever the text holds (threat T33); tagged templates send values apart.
    what: /\$(?:queryRawUnsafe|executeRawUnsafe)\b|\bPrisma\.raw\(/,
    in: /^(app|components|lib)\//,
    but: {},
  },
  {
    // What people wrote reaches a page as text alone (threat T21).
    what: /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\b/,
    in: /^(app|components|lib|public)\//,
    but: { 'app/brand-style.tsx': 'a colour that the start has read as a colour' },
  },
  {
    // No text becomes code.
    what: /\beval\(|\bnew Function\(|\bset(?:Timeout|Interval)\(\s*['"`]|from 'node:vm'/,
    in: /^(app|components|lib|public)\//,
    but: {},
  },
  {
    // SHA-256 and what is made of it; nothing older.
    what: /\bcreate(?:Hash|Hmac|Sign|Verify)\((?!'sha256')|\b(?:hkdf|pbkdf2)(?:Sync)?\((?!'sha256')/,
    in: /^(app|components|lib)\//,
    but: {
      'lib/platform/secrets.ts': 'by the suite of a secret, which has SHA-256 or SHA3-256',
      'lib/platform/signing-keys.ts': 'by the same',
      'lib/staff/totp.ts': 'HMAC-SHA-1, as RFC 6238 and the apps have it',
    },
  },
  {
    // How long it takes tells nothing of what is compared: `sameBytes` does it.
    what: /(?:signature|digest|hash|secret|hmac)(?:\([^)]*\))? [!=]== (?!null\b|undefined\b|'')|[!=]== [\w.]*(?:signature|digest|hash|secret|hmac)\b|(?:signature|digest|hash|secret|hmac)\)?\.equals\(/i,
    in: /^(app|components|lib|proxy)\b/,
    but: {
      'lib/billing/record-utility-bill.ts': 'of a bill that was sent, to know it again',
      'lib/ingest/door/stage-file.ts': 'of a file, which its sender knows',
      'lib/ledger/verify-chain.ts': 'of the books, by whoever checks them',
      'lib/metering/estimation/estimate-gap.ts': 'of a plan that an officer has before them',
      'lib/payments/request-key.ts': 'of a form that is sent again, to know it again',
      'lib/platform/signing-keys.ts': 'the one way to write a signature, which `verify` then judges',
    },
  },
  {
    // What calls out is a socket, which `keepTo` holds to its list (threat T25); nothing goes out by another way.
    what: /\bfrom 'node:(?:dgram|dns|dns\/promises|http2|quic)'/,
    in: /^(app|components|lib|scripts|prisma|instrumentation|proxy)\b/,
    but: { 'lib/platform/outbound.ts': 'looks up where a push service lies' },
  },
  {
    // One reading of addresses: that of `URL`, which `fetch` has too (ASVS 1.5.3).
    what: /\burl\.parse\(|\bfrom '(?:node:)?(?:url|querystring)'/,
    in: /^(app|components|lib|proxy)\b/,
    but: {},
  },
  {
    // What stands on the process is known as ours by its name, and taken away between tests that share one.
    what: /globalThis & \{\s*(?:\/\*\*[^*]*\*\/\s*)?(?!portal|\s|\/)/,
    in: /^(app|components|lib|scripts)\//,
    but: {},
  },
  {
    // Where a press leads on, nothing is asked before the next page is there: `goVia` waits for it, or what is expected of it.
    what: /\.click\(\)\n(?:\s*(?:\/\/.*)?\n)*.*(?:\.(?:goto|reload|goBack|url|count|isVisible|allTextContents|textContent)\(|\b(?:logIn|newestCode|connectionPath|ask|linesOf|factOf|rowsOf)\(|\.request\.|portal\.(?:messages|command)\()/,
    in: /^e2e\//,
    but: {
      'e2e/no-internet.spec.ts': 'a press that leads nowhere, which is what is looked at',
    },
  },
]

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0')

test.each(FORBIDDEN)('$what stands nowhere but where it is harmless', ({ what, in: where, but }) => {
  const sources = tracked.filter((file) => where.test(file) && /(?<!\.test)\.(tsx?|js)$/.test(file))
  expect(sources.length).toBeGreaterThan(5)
  const found = sources.filter((file) => !/\/test-[^/]*$/.test(file) && what.test(read(file)))
  expect(found).toEqual(Object.keys(but))
})

test('what is looked for is found where it stands', () => {
  const [statements, pages, code] = FORBIDDEN.map(({ what }) => what)
  expect('await tx.$queryRawUnsafe(`select 1`)').toMatch(statements as RegExp)
  expect('db.$queryRaw`select 1`').not.toMatch(statements as RegExp)
  expect("box.innerHTML = '<b>'").toMatch(pages as RegExp)
  expect("setTimeout('go()', 1)").toMatch(code as RegExp)
  expect('setTimeout(go, 1)').not.toMatch(code as RegExp)
  const presses = FORBIDDEN.at(-1)?.what as RegExp
  expect("await button.click()\n\n  // The way on.\n  await page.goto('/')").toMatch(presses)
  expect("await button.click()\n  await page.waitForURL('**/bills')\n  await page.goto('/')").not.toMatch(presses)
})

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')
