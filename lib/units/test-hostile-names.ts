/** Names that somebody would give themselves to make pages, files or messages do something, each with its number. */
const KINDS: readonly ((index: number) => string)[] = [
  (n) => `<script>alert(${n})</script>`,
  (n) => `"><img src=x onerror=alert(${n})>`,
  (n) => `</title><svg onload=alert(${n})>`,
  (n) => `javascript:alert(${n})//'`,
  (n) => `=cmd|' /C calc'!A${n}`,
  (n) => `=HYPERLINK("http://evil.example/${n}","Asha")`,
  (n) => `@SUM(1+${n})*cmd|' /C calc'!A0`,
  (n) => `+91${n}`,
  (n) => `-2+3+${n}`,
  (n) => `\t=1+${n}`,
  (n) => `\r=1+${n}`,
  (n) => `\n=1+${n}`,
  (n) => `\0=1+${n}`,
  (n) => `＝1+${n}`,
  (n) => `Asha\u202Eirdnet\u202C ${n}`,
  (n) => `Asha\u2066\u2069\u200F${n}`,
  (n) => `A\u0336\u0334\u0321s\u0353\u0489ha${'\u0310'.repeat(40)} ${n}`,
  (n) => `Asha\0Kumari${n}`,
  (n) => `Asha\x1b[31m${n}\x07`,
  (n) => `Asha\r\nSet-Cookie: session=${n}`,
  (n) => `Asha\u2028Kumari\u2029${n}`,
  (n) => `Asha "Kumari", 'd'${n}`,
  (n) => `\${7*${n}}{{7*7}}#{7*7}<%= 7*7 %>`,
  (n) => `{name} {count, plural, other {#}} ${n}`,
  (n) => `<b>{amount}</b> ${n}`,
  (n) => `'; drop table "Consumer"; -- ${n}`,
  (n) => `Asha\\' or 1=1 -- ${n}`,
  (n) => `) /JS (app.alert(${n})) /OpenAction <<`,
  (n) => `#panic("${n}") #read("/etc/passwd")`,
  (n) => `../../../../etc/passwd%00.${n}`,
  (n) => `%s%n%x%${n}$s`,
  (n) => `__proto__ constructor toString ${n}`,
  (n) => `नमूना कुमारी ${n}`,
  (n) => `\ud800 Asha \udc00 ${n}`,
  (n) => `👨‍👩‍👧‍👦${'🏳️‍🌈'.repeat(20)} ${n}`,
  (n) => `\ufeffAsha\ufffe\uffff ${n}`,
  (n) => `${'W'.repeat(10_000)} ${n}`,
  (n) => `${'क्षि'.repeat(2_000)} ${n}`,
  (n) => `null undefined NaN true ${n}`,
  (n) => `\ue000name\ue001 ${n}`,
]

export const HOSTILE_KINDS = KINDS.length

/** As many as wanted, each kind in turn. */
export const hostileNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => (KINDS[index % KINDS.length] as (n: number) => string)(index))

export const HOSTILE_NAMES: readonly string[] = hostileNames(500)
