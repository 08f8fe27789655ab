import type { XMLBuilderCB } from 'xmlbuilder2/lib/interfaces.js'

/** An element: its name, and its text or what it holds. Null: nothing is known, and the element is left out. */
export type XmlField = readonly [name: string, content: string | number | bigint | readonly XmlField[] | null]

/** Writes elements into the one that is open, in the order given, which a schema's sequence asks for. */
export function writeFields(xml: XMLBuilderCB, fields: readonly XmlField[]): void {
  for (const [name, content] of fields) {
    if (content === null) continue
    xml.ele(name)
    if (typeof content === 'object') writeFields(xml, content)
    else xml.txt(String(content))
    xml.up()
  }
}
