import { latinFigures } from '#lib/units/figures.ts'
import type { OfferedLocale } from '#lib/units/locale.ts'
import type { Wish } from './chat-state.ts'

/** Longer texts tell a story; what they are about is looked for in their beginning. */
const LOOKED_AT = 200

/** Lower case, composed, figures of ours, blanks single, without punctuation. */
export function plainWords(text: string): string {
  return latinFigures(text)
    .slice(0, LOOKED_AT)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

const BACK = /^(menu|main menu|मेनू|मेन्यू|मीनू|मुख्य मेनू|0|start|home|shuru|शुरू|शुरू करें|back|wapas|vapas|वापस|cancel|रद्द|रद्द करें)$/
const HELLO =
  /^(hi+|hello|hey|helo|namaste|namaskar|johar|pranam|ram ram|good (morning|afternoon|evening)|नमस्ते|नमस्कार|जोहार|प्रणाम|राम राम|हाय|हैलो|हेलो)( |$)/

const STOP = /^(stop|unsubscribe|band karo|band kar do|बंद करो|बंद करें|बंद कर दो|संदेश बंद करें)$/

const LOGIN = /^(?:login|log in|लॉगिन|लॉग इन) (\d{6})$/

/** The six digits that a page of the login asks its person to write; null for any other text. */
export const loginWordIn = (text: string): string | null => LOGIN.exec(plainWords(text))?.[1] ?? null

/** The end of bills and news here, from everywhere. */
export const isStop = (text: string): boolean => STOP.test(plainWords(text))
/** The way back from everywhere. */
export const isBack = (text: string): boolean => BACK.test(plainWords(text))
export const isHello = (text: string): boolean => HELLO.test(plainWords(text))

/** The first that fits; what is wanted of a bill is looked for before the word bill itself. */
const WORDS: [Wish, RegExp][] = [
  ['NEWS_OFF', STOP],
  ['LANGUAGE', /^(language|bhasha|भाषा)( |$)/],
  ['SERVICES', /\b(all )?services?\b|\b(seva|sewa)\b|सेवा/],
  ['RECOGNISE', /\b(fraud|fake|scam|real|genuine|asli|nakli|thag\w*|dhokha)\b|असली|नकली|धोखा|ठग|फ्रॉड|फ़्रॉड/],
  ['TALK', /\b(talk|agent|human|officer|person|operator|adhikari|karmchari|baat)\b|अधिकारी|कर्मचारी|बात कर|से बात/],
  ['CAMP', /\b(camp|shivir)\b|शिविर|कैंप|कैम्प/],
  ['COMPLAINTS', /\b(complaint|s?h?ikaa?ya+t)\b.*\b(status|sthiti|kya|kaha|track)\b|शिकायत.*(स्थिति|क्या|कहाँ)|\btrack\b/],
  [
    'COMPLAIN',
    /\b(complain\w*|s?h?ikaa?ya+t|problem|samasya|dikkat|kharab|galat)\b|शिकायत|समस्या|दिक्कत|खराब|ख़राब|गलत|ग़लत/,
  ],
  ['BALANCE', /\b(balance|belance|recharge|richarge|prepaid)\b|बैलेंस|बैलेन्स|रिचार्ज|प्रीपेड/],
  [
    'ESTIMATE',
    /\b(estimate\w*|anumaa?n|anda[zj]\w*|limit|subsid[yi]|anudaa?n|free|muft)\b|अनुमान|अंदाज|सीमा|सब्सिडी|अनुदान|मुफ/,
  ],
  [
    'PAY',
    /\b(pay|paying|payment|peyment|bhar\w*|jama|bhugt?taa?n|paisa|paise|qr|upi)\b|भरना|भरें|भरूँ|भर दो|जमा|भुगतान|पेमेंट/,
  ],
  ['BILL', /\b(bill?s?|bil|bijlibill|bakaa?ya|dues?|pdf)\b|बिल|बकाया|बाकी/],
  ['CONSUMPTION', /\b(units?|yunit|khapa?t|usage|consumption|readings?|meter|mitar)\b|यूनिट|खपत|रीडिंग|मीटर/],
  ['LINK', /\b(link|jod\w*|register|connect)\b|जोड़/],
  // How much of what, it does not say: most likely of money.
  ['BILL', /\bkitn[aei]\b|कितना|कितनी|कितने/],
]
const POWER = /\b(bijli|bijlee|bijali|light|lite|batti|power|current|supply|electricity)\b|बिजली|लाइट|बत्ती|करंट|सप्लाई/
const GONE = /\b(ga[yi]+|gaya|gone|cut|out|off|no|not|nahi\w*|nhi|kab|gul|katauti)\b|गई|गयी|चली|नहीं|कब|कट|गुल|बंद/
const BILL = /\bbil|बिल( |$)/

/** What a text is about, by the obvious words of both languages, Hindi also in Latin letters; null: it does not say. */
export function wishIn(text: string): Wish | null {
  const words = plainWords(text)
  if (POWER.test(words) && GONE.test(words) && !BILL.test(words)) return 'OUTAGE'
  if (/\b(outage|blackout)\b/.test(words)) return 'OUTAGE'
  return WORDS.find(([, known]) => known.test(words))?.[0] ?? null
}

/** A wish that stands alone, so that a text to a person is not taken for one: three words at the most. */
export const shortWishIn = (text: string): Wish | null =>
  plainWords(text).split(' ').length <= 3 ? wishIn(text) : null

const HINDI_IN_LATIN =
  /\b(bijli|bijlee|bijali|bhugt?taa?n|s?h?ikaa?ya+t|anumaa?n|anudaa?n|bhej\w*|ga[yi]i|nahi\w*|nhi|hai|kab|kitna|mera|meri|mujhe|chahiye|bakaya|namaste|namaskar|kya|karo|karna|shikayat|bhar\w+|jama|khapat|aap|johar|batti|ka|ki|ke|ko|dikhao|batao|shivir)\b/

/** The language of a first message: Hindi where it is written in Devanagari or is Hindi in Latin letters. */
export function languageIn(text: string): OfferedLocale {
  return /\p{Script=Devanagari}/u.test(text) || HINDI_IN_LATIN.test(plainWords(text)) ? 'hi' : 'en'
}

/** The language that is asked for by its name; null for any other text. */
export function languageNamed(text: string): OfferedLocale | null {
  const words = plainWords(text)
  if (/^(hindi|hindi me|hindi mein|हिन्दी|हिंदी|हिन्दी में|हिंदी में)$/.test(words)) return 'hi'
  return /^(english|in english|angrezi|अंग्रेज़ी|अंग्रेजी|इंग्लिश)$/.test(words) ? 'en' : null
}
