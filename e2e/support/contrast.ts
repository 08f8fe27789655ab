/**
 * WCAG's ratio of two colours as a browser computes them (`rgb(…)`), from 1 for the same to 21.
 *
 * @throws on a colour that is written in another way.
 */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(colour: string): number {
  if (!colour.startsWith('rgb')) throw new Error(`Not a colour in rgb: ${colour}`)
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
