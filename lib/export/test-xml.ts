/** An element as it was read. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string }

const TOKEN = /<\?.*?\?>|<!--.*?-->|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gsy
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Reads XML back for tests, by other code than what wrote it. Throws where tags do not close each other, where anything
 * stands between them that is no text, and at entities that nobody declared.
 */
export function readXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) throw new Error(`Not XML: ${text.slice(at, at + 60)}`)
    const [, closes, name = '', attributes = '', isEmpty, words] = found
    const parent = open.at(-1) as XmlElement
    if (words !== undefined) parent.text += unescaped(words)
    else if (closes) {
      if (open.pop()?.name !== name || open.length === 0) throw new Error(`</${name}> closes nothing`)
    } else if (name) {
      const element = { name, attributes: attributesOf(attributes), children: [], text: '' }
      parent.children.push(element)
      if (!isEmpty) open.push(element)
    }
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is not closed`)
  const [only, ...more] = root.children
  if (!only || more.length > 0) throw new Error('XML has one root')
  return only
}

/** All elements of a name within another, in order. */
export function allOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...allOf(child, name)])
}

/** The text of the one element at a path of names; null where there is none. */
export function textOf(element: XmlElement, ...path: string[]): string | null {
  let here: XmlElement | undefined = element
  for (const name of path) here = here?.children.find((child) => child.name === name)
  return here ? here.text : null
}

const attributesOf = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', one, other]) => [
      name,
      unescaped(one ?? other ?? ''),
    ]),
  )

function unescaped(text: string): string {
  return text.replace(/&(#?\w*);?/g, (whole, name: string) => {
    if (/^#\d+$/.test(name)) return String.fromCodePoint(Number(name.slice(1)))
    if (/^#x[\da-f]+$/i.test(name)) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    const known = ENTITIES[name]
    if (known === undefined || whole !== `&${name};`) throw new Error(`An entity that nobody declared: ${whole}`)
    return known
  })
}
