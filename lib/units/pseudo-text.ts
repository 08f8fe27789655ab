const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'áƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÁßÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ'
const accents = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] as string]))

/** Letter for letter with an accent, and no longer: for short forms, which a language chooses as short as it needs. */
export const accented = (text: string): string => text.replace(/[A-Za-z]/g, (letter) => accents.get(letter) ?? letter)

/** The same with each vowel twice, which lengthens English by about two fifths, within its words. */
export const pseudoText = (text: string): string => accented(text.replace(/[aeiou]/g, '$&$&'))
