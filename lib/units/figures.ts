const DEVANAGARI_ZERO = 0x966

/** A text with the figures of Devanagari (०-९) as 0-9: a phone in Hindi types them, and they are the same numbers. */
export const latinFigures = (text: string): string =>
  text.replace(/[०-९]/g, (figure) => String(figure.charCodeAt(0) - DEVANAGARI_ZERO))
