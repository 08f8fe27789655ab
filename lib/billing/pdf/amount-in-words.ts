import type { RecordLanguage } from '#lib/units/language.ts'
import { LANGUAGES, type Locale } from '#lib/units/locale.ts'
import type { Paise } from '#lib/units/paise.ts'

const EN_BELOW_20 =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const EN_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
// Hindi has a word of its own for each number below a hundred.
const HI_BELOW_100 = `शून्य एक दो तीन चार पाँच छह सात आठ नौ
दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस
बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस
तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस
चालीस इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास
पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ
साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर
सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी
अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी
नब्बे इक्यानवे बानवे तिरानवे चौरानवे पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे`.split(/\s+/)

const SCALES = {
  en: [
    [10_000_000n, 'crore'],
    [100_000n, 'lakh'],
    [1_000n, 'thousand'],
    [100n, 'hundred'],
  ],
  hi: [
    [10_000_000n, 'करोड़'],
    [100_000n, 'लाख'],
    [1_000n, 'हज़ार'],
    [100n, 'सौ'],
  ],
} as const

const COINS = {
  en: { rupee: ['rupee', 'rupees'], paisa: ['paisa', 'paise'], and: ' and ', only: 'only' },
  hi: { rupee: ['रुपया', 'रुपये'], paisa: ['पैसा', 'पैसे'], and: ' ', only: 'मात्र' },
} as const

/** An amount from zero as a bill spells it: `One thousand seventy-five rupees only`, `एक हज़ार पचहत्तर रुपये मात्र`. */
export function amountInWords(amount: Paise, locale: Locale): string {
  const language = LANGUAGES[locale].records
  const magnitude = amount < 0n ? -amount : amount
  const [whole, part] = [magnitude / 100n, magnitude % 100n]
  const { rupee, paisa, and, only } = COINS[language]
  const counted = (count: bigint, [one, many]: readonly [string, string]) =>
    `${wordsOf(count, language)} ${count === 1n ? one : many}`
  const spelled = `${counted(whole, rupee)}${part > 0n ? `${and}${counted(part, paisa)}` : ''} ${only}`
  return spelled.charAt(0).toUpperCase() + spelled.slice(1)
}

function wordsOf(value: bigint, language: RecordLanguage): string {
  if (value < 100n) return belowHundred(Number(value), language)
  const words: string[] = []
  let rest = value
  for (const [size, name] of SCALES[language]) {
    if (rest < size) continue
    words.push(`${wordsOf(rest / size, language)} ${name}`)
    rest %= size
  }
  if (rest > 0n) words.push(belowHundred(Number(rest), language))
  return words.join(' ')
}

function belowHundred(value: number, language: RecordLanguage): string {
  if (language === 'hi') return HI_BELOW_100[value] as string
  if (value < 20) return EN_BELOW_20[value] as string
  const unit = value % 10
  return `${EN_TENS[Math.floor(value / 10)]}${unit > 0 ? `-${EN_BELOW_20[unit]}` : ''}`
}
