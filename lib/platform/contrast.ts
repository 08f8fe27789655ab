/** A colour as `#rrggbb`. */
export type Colour = `#${string}`

/** WCAG 2.2, contrast ratio of two colours: 1 to 21. Text asks for 4.5. */
export function contrastOf(front: Colour, ground: Colour): number {
  const [a, b] = [luminanceOf(front), luminanceOf(ground)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminanceOf(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** `share` of the second colour in the first. */
export function mixed(colour: Colour, other: Colour, share: number): Colour {
  const others = channelsOf(other)
  const channels = channelsOf(colour).map((channel, at) =>
    Math.round(channel * (1 - share) + (others[at] ?? 0) * share),
  )
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

const channelsOf = (colour: Colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
