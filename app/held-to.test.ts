import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Who learn who asks, and go to the database without naming them, and why. */
const ASK_FOR_MORE: { [file: string]: string } = {
  '(public)/link/page.tsx': 'asks for the person’s own number, and for camps',
  'api/account/data/code/route.ts': 'what is held about a person is also of connections that are theirs no more',
  'api/account/erase/code/route.ts': 'the same',
  'api/invitations/route.ts': 'an invitation is to a connection that is not theirs yet',
  'connections/page.tsx': 'the same; all else of it is held',
  'enter.ts': 'the same',
  'api/link/code/route.ts': 'links a connection that is not theirs yet',
  'api/link/route.ts': 'the same',
  'api/language/route.ts': 'writes the person’s own row alone',
  'api/logout/route.ts': 'ends the person’s own login',
  'api/offline/route.ts': 'is about the person’s own browser',
  'api/offline/[copy]/route.ts': 'is about a browser, whose person need not be logged in',
  'api/quick-pay/pay/route.ts': 'becomes the guest of a bill by it',
  'complaint-form.ts': 'a visitor has one complaint, which may be of no connection; a person is held',
}

const files = (fs.readdirSync(import.meta.dirname, { recursive: true }) as string[])
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .filter((file) => !/^(\(desk\)|api\/desk|demo)\//.test(file))
  .map((file) => ({ file, text: fs.readFileSync(path.join(import.meta.dirname, file), 'utf8') }))

const LEARNS =
  /\b(?:currentActor|currentSession|currentBillGuest|currentPayGuest|accountForm|signedInPage|portalPage|portalFile)\(/
const UNHELD = /(?<!heldTo\()\bget(?:Payment)?Services\(\)/

test('who knows who asks has the database hold them to what is theirs, or says why not', () => {
  const found = files.filter(({ text }) => LEARNS.test(text) && UNHELD.test(text)).map(({ file }) => file)
  expect(found.sort()).toEqual(Object.keys(ASK_FOR_MORE).sort())
})
