import Builder from 'fast-xml-builder'

/** An element: its name, and its text or what it holds. Null: nothing is known, and the element is left out. */
export type XmlField = readonly [name: string, content: string | number | bigint | readonly XmlField[] | null]

type Tree = { [name: string]: string | Tree | (string | Tree)[] }

const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: true })

/** Elements as text, in the order given, which a schema's sequence asks for; a name that begins with `@` is an attribute. */
export const xmlText = (fields: readonly XmlField[]): string => builder.build(treeOf(fields))

/** What has one name stands together, as in every sequence of a schema. */
function treeOf(fields: readonly XmlField[]): Tree {
  const tree: Tree = {}
  for (const [name, content] of fields) {
    if (content === null) continue
    const value = typeof content === 'object' ? treeOf(content) : String(content)
    const before = tree[name]
    if (Array.isArray(before)) before.push(value)
    else tree[name] = before === undefined ? value : [before, value]
  }
  return tree
}
