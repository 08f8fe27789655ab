/** GSM 03.38's basic alphabet; `^{}\[~]|€` count twice. Any other sign makes the whole message UCS-2. */
const BASIC = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/
const TWICE = /[\^{}\\[~\]|€]/g

/**
 * How many SMS a text costs: 160 signs of GSM's alphabet, or 70 of any other such as Devanagari; 153 and 67 each once
 * there are several (facts: GSM 03.40). Counted in UTF-16 units, as networks do.
 */
export function smsSegments(text: string): number {
  const isBasic = BASIC.test(text)
  const length = isBasic ? text.length + (text.match(TWICE)?.length ?? 0) : text.length
  const [alone, each] = isBasic ? [160, 153] : [70, 67]
  return length <= alone ? 1 : Math.ceil(length / each)
}
