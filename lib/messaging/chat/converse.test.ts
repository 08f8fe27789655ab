import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentFaults } from '../whatsapp/content.ts'
import type { Incoming } from './chat-events.ts'
import { type ChatState, NEW_CHAT } from './chat-state.ts'
import { converse } from './converse.ts'
import { plainText } from './plain-text.ts'
import { anyMessage, anyOutcome, anyState } from './test-chats.ts'
import type { Turn } from './turn.ts'

const RUNS = { numRuns: 2_000 }
const say = (text: string): Incoming => ({ type: 'TEXT', text })

/** What is wrong with the replies of a turn. Only texts of ours are looked through for holes, not what people wrote. */
function faults({ replies }: Turn): string[] {
  return replies.flatMap((reply) => [
    ...contentFaults(reply),
    ...(plainText(reply).trim() === '' ? ['an empty reply'] : []),
    ...(/\{\w+\}|\bundefined\b|\bnull\b|\bNaN\b|\[object /.test(plainText(reply))
      ? [`a hole: ${plainText(reply)}`]
      : []),
  ])
}

describe('from any state', () => {
  test('any message gets a reply or has something done for it, within WhatsApp’s limits and without holes', () => {
    fc.assert(
      fc.property(anyState, anyMessage, (state, message) => {
        const turn = converse(state, message)
        expect(turn.replies.length + turn.effects.length).toBeGreaterThan(0)
        expect(faults(turn)).toEqual([])
      }),
      RUNS,
    )
  })

  test('any outcome gets a reply, within WhatsApp’s limits and without holes', () => {
    fc.assert(
      fc.property(anyState, anyOutcome, (state, outcome) => {
        const turn = converse(state, outcome)
        expect(turn.replies.length).toBeGreaterThan(0)
        expect(faults(turn)).toEqual([])
      }),
      RUNS,
    )
  })

  test.each(['menu', 'MENU', 'मेनू', '0', '०', 'वापस', 'back'])('%s leads to the menu', (word) => {
    fc.assert(
      fc.property(anyState, (state) => {
        const turn = converse(state, say(word))
        expect(turn.state.step).toEqual({ at: 'MENU' })
        expect(turn.effects).toEqual([])
        expect(turn.replies.map(({ type }) => type)).toEqual(['list'])
      }),
    )
  })

  test.each(['STOP', 'stop.', 'unsubscribe', 'बंद करें'])(
    '%s ends bills and news here, whatever was asked last',
    (word) => {
      fc.assert(
        fc.property(anyState, (state) => {
          expect(converse(state, say(word)).effects).toEqual([{ type: 'SET_NEWS', isWanted: false }])
        }),
      )
    },
  )

  test.each(['LOGIN 482915', 'login 482915.', 'log in ४८२९१५', 'लॉगिन 482915'])(
    '%s asks for a login’s code, and what was asked last stays asked',
    (text) => {
      fc.assert(
        fc.property(anyState, (state) => {
          const turn = converse(state, say(text))
          expect(turn.effects).toEqual([{ type: 'SEND_LOGIN_CODE', word: '482915' }])
          expect(turn.state.step).toEqual(state.step)
        }),
      )
    },
  )

  test('words about logging in are words like others', () => {
    for (const text of ['login', 'LOGIN 48291', 'login 482915 nahi ho raha', 'my login 482915'])
      expect(JSON.stringify(converse(NEW_CHAT, say(text))), text).not.toContain('SEND_LOGIN_CODE')
  })

  test('the row of the menu leads there too', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(converse(state, { type: 'CHOICE', id: 'W:MENU' }).state.step).toEqual({ at: 'MENU' })
      }),
    )
  })

  test('states survive being kept as JSON', () => {
    fc.assert(
      fc.property(anyState, anyMessage, (state, message) => {
        const { state: next } = converse(state, message)
        expect(JSON.parse(JSON.stringify(next))).toEqual(next)
      }),
    )
  })
})

const effectOf = (text: string, state: ChatState = NEW_CHAT) => converse(state, say(text)).effects[0]

describe('words of both languages', () => {
  test.each([
    ...['Hi', 'hello', 'नमस्ते', 'johar', 'bill', 'bill bhejo', 'बिल भेजो', 'bakaya', 'mera bakaya kitna hai'].map(
      (text) => [text, 'BILL'],
    ),
    ...['pay', 'bill bharna hai', 'बिल भरना है', 'भुगतान', 'QR bhejo'].map((text) => [text, 'PAY']),
    ...['bijli gayi', 'bijli nahi hai', 'light chali gayi', 'बिजली चली गई', 'no power', 'बत्ती गुल', 'बिजली कब आएगी'].map(
      (text) => [text, 'OUTAGE'],
    ),
    ...['khapat', 'kitni unit chali', 'खपत', 'यूनिट', 'usage'].map((text) => [text, 'CONSUMPTION']),
    ...['recharge', 'बैलेंस', 'balance kitna'].map((text) => [text, 'BALANCE']),
    ...['estimate', 'अनुमान', '200 की सीमा'].map((text) => [text, 'ESTIMATE']),
    ...['shikayat', 'शिकायत करनी है', 'complaint'].map((text) => [text, 'COMPLAIN']),
    ...['complaint status', 'शिकायत की स्थिति'].map((text) => [text, 'COMPLAINTS']),
  ])('%s: %s', (text, wish) => {
    expect(effectOf(text as string)).toEqual({ type: 'ASK', wish, connectionId: null })
  })

  test('the first message’s script decides the language, Hindi in Latin letters too', () => {
    const languageAfter = (text: string) => converse(NEW_CHAT, say(text)).state.language
    for (const text of ['नमस्ते', 'bill bhejo', 'bijli gayi', 'बिल']) expect(languageAfter(text), text).toBe('hi')
    for (const text of ['Hi', 'send my bill', 'menu']) expect(languageAfter(text), text).toBe('en')
  })

  test('the language can be changed at any time, and stays', () => {
    const english = converse(NEW_CHAT, say('Hi')).state
    const hindi = converse(english, say('हिन्दी')).state
    expect(hindi.language).toBe('hi')
    expect(converse(hindi, say('send my bill')).state.language).toBe('hi')
  })
})

describe('a list of long ago', () => {
  test('answers what still means something and leads to the menu for the rest', () => {
    const state: ChatState = { ...NEW_CHAT, language: 'en', step: { at: 'TALK' } }
    expect(converse(state, { type: 'CHOICE', id: 'W:BILL' }).effects[0]).toMatchObject({ type: 'ASK', wish: 'BILL' })
    for (const id of ['S:TODAY', 'D', 'A:Kokar', 'O', 'N', 'GONE:1']) {
      const turn = converse(state, { type: 'CHOICE', id })
      expect(turn.effects, id).toEqual([])
      expect(plainText(turn.replies[0] ?? { type: 'text', body: '' }), id).toContain('old list')
    }
  })
})

describe('a code that nothing asked for', () => {
  const isRefused = (text: string, state: ChatState) => {
    const { effects, replies } = converse(state, say(text))
    expect(effects, text).toEqual([])
    return plainText(replies[0] ?? { type: 'text', body: '' })
  }

  test('is told to be over, in both scripts, while an account number of six digits has a way', () => {
    const state: ChatState = { ...NEW_CHAT, language: 'en', hadCode: true }
    for (const text of ['271828', '271 828', '२७१८२८ ']) expect(isRefused(text, state)).toContain('has been used')
    for (const text of ['account 271828', 'खाता 271828', '100044280028'])
      expect(effectOf(text, state), text).toMatchObject({ type: 'BEGIN_LINK' })
    expect(effectOf('271828'), 'no code was asked for').toMatchObject({ type: 'BEGIN_LINK' })
  })

  test('written again after it was over, is no consumer number; in answer to its question six digits are', () => {
    const asked: ChatState = { ...NEW_CHAT, language: 'en', step: { at: 'LINK_NUMBER', goal: 'BILL' } }
    expect(effectOf('271828', asked)).toMatchObject({ type: 'BEGIN_LINK', consumerNo: '271828' })
    const waiting: ChatState = { ...asked, hadCode: true, step: { at: 'LINK_CODE', goal: 'BILL', requestId: 'r' } }
    const { state } = converse(waiting, { type: 'CODE_REFUSED', reason: 'over', triesLeft: 0 })
    expect(isRefused('271828', state)).toContain('has been used')
  })
})

describe('answers to what was asked', () => {
  const facts: ChatState = {
    ...{ language: 'hi', connectionId: null },
    step: { at: 'LINK_FACTS', goal: 'BILL', requestId: 'r', meterNo: '', amount: '' },
  }

  test.each([
    ['JB 44281 1075', { meterNo: 'JB 44281', amount: '1075', billedOn: '' }],
    ['मीटर JB-44281, राशि ₹1,075.50', { meterNo: 'JB-44281', amount: '1,075.50', billedOn: '' }],
    ['JB44281 Rs. 1075/-', { meterNo: 'JB44281', amount: '1075/-', billedOn: '' }],
    ['४४२८१ १०७५', { meterNo: '44281', amount: '1075', billedOn: '' }],
    ['JB44281 1 Dec 2026', { meterNo: 'JB44281', amount: '', billedOn: '1 Dec 2026' }],
    ['JB44281 1-12-2026', { meterNo: 'JB44281', amount: '', billedOn: '1-12-2026' }],
  ])('meter number and amount in one message: %s', (text, expected) => {
    expect(effectOf(text, facts)).toMatchObject({ type: 'PROVE_BY_BILL', ...expected })
  })

  test('the meter number alone is kept and the rest asked for', () => {
    const { state } = converse(facts, say('JB44281'))
    expect(state.step).toMatchObject({ meterNo: 'JB44281' })
    expect(effectOf('1075', state)).toMatchObject({ type: 'PROVE_BY_BILL', meterNo: 'JB44281', amount: '1075' })
  })

  test('the meter number alone is enough where a photo has told the amount', () => {
    const begun = { type: 'LINK_BEGUN', requestId: 'r', goal: 'BILL', meterNo: '', amount: '1075.00' } as const
    const { state } = converse(NEW_CHAT, begun)
    expect(effectOf('JB-44281', state)).toMatchObject({ type: 'PROVE_BY_BILL', meterNo: 'JB-44281', amount: '1075.00' })
  })

  test('a code among words, and no other figures', () => {
    const state: ChatState = { ...facts, step: { at: 'LINK_CODE', goal: 'BILL', requestId: 'r' } }
    for (const text of ['482915', '482 915', 'code 482915 hai', '४८२९१५']) {
      expect(effectOf(text, state)).toMatchObject({ type: 'CONFIRM_LINK', code: '482915' })
    }
    for (const text of ['48291', '4829155', 'hello']) expect(converse(state, say(text)).effects, text).toEqual([])
  })

  test('what is written after a complaint goes into it, a short wish does not', () => {
    const state: ChatState = { ...facts, step: { at: 'THREAD', complaintId: 'c' } }
    expect(effectOf('bijli kal raat se nahi hai aur pankha bhi nahi chalta', state)).toMatchObject({
      type: 'ADD_TO_CASE',
    })
    expect(effectOf('bill bhejo', state)).toMatchObject({ type: 'ASK', wish: 'BILL' })
  })
})
