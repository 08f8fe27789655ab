/** A node of PostgreSQL's own parse tree, as libpg-query gives it: `{ SelectStmt: { … } }` and the like. */
export type Tree = { [key: string]: unknown }

export const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** What stands under a name in a node; undefined for nothing. */
export function field(node: unknown, name: string): unknown {
  return isTree(node) ? node[name] : undefined
}

/** The same as a list. */
export function listOf(node: unknown, name: string): unknown[] {
  const found = field(node, name)
  return Array.isArray(found) ? found : []
}

/** The kind and the content of a node; null where there is none. */
export function open(node: unknown): { kind: string; body: Tree } | null {
  if (!isTree(node)) return null
  const [entry] = Object.entries(node)
  return entry && isTree(entry[1]) ? { kind: entry[0], body: entry[1] } : null
}

/** The content of every node of a kind, however deep. */
export function nodesOf(tree: unknown, kind: string): Tree[] {
  if (Array.isArray(tree)) return tree.flatMap((each) => nodesOf(each, kind))
  if (!isTree(tree)) return []
  return Object.entries(tree).flatMap(([key, value]) => [
    ...(key === kind && isTree(value) ? [value] : []),
    ...nodesOf(value, kind),
  ])
}

/** The last name of a list of names, such as that of a function or an operator. */
export function lastName(names: unknown): string {
  const found = Array.isArray(names) ? open(names.at(-1))?.body.sval : undefined
  return typeof found === 'string' ? found : ''
}

/** Of the content of an expression: `a = b`. */
export const isEquality = (body: Tree): boolean =>
  field(body, 'kind') === 'AEXPR_OP' && lastName(field(body, 'name')) === '='

/** The parts of `(a, b)`; anything else is one. */
export function itemsOf(node: unknown): unknown[] {
  const row = open(node)
  return row?.kind === 'RowExpr' ? listOf(row.body, 'args') : [node]
}

/** A parameter or constant, and what a cast, a list or a function makes of such alone. */
export function isValue(node: unknown): boolean {
  const { kind, body } = open(node) ?? { kind: '', body: {} }
  if (kind === 'ParamRef' || kind === 'A_Const') return true
  if (kind === 'TypeCast') return isValue(field(body, 'arg'))
  if (kind === 'A_ArrayExpr') return listOf(body, 'elements').every(isValue)
  return kind === 'FuncCall' && listOf(body, 'args').length > 0 && listOf(body, 'args').every(isValue)
}

/** A condition that holds for no row, as Prisma writes that something is one of none: `1=0`, `"id" IN (NULL)`. */
export function isNever(node: unknown): boolean {
  const { kind, body } = open(node) ?? { kind: '', body: {} }
  const args = listOf(body, 'args')
  if (kind === 'BoolExpr' && field(body, 'boolop') === 'OR_EXPR') return args.every(isNever)
  if (kind === 'BoolExpr' && field(body, 'boolop') === 'AND_EXPR') return args.some(isNever)
  if (kind !== 'A_Expr') return false
  const constant = (one: unknown) => open(one)?.kind === 'A_Const' && nodesOf(one, 'ival').at(-1)
  if (field(body, 'kind') === 'AEXPR_IN')
    return listOf(open(field(body, 'rexpr'))?.body, 'items').every((one) => open(one)?.body.isnull === true)
  const [left, right] = [constant(field(body, 'lexpr')), constant(field(body, 'rexpr'))]
  return isEquality(body) && Boolean(left && right) && JSON.stringify(left) !== JSON.stringify(right)
}
