import { parse } from 'libpg-query'
import { Bindings, type Column, type Reach } from './bindings.ts'
import { type Cuts, DIRECTORIES } from './distribution.ts'
import { field, isEquality, isNever, isTree, isValue, itemsOf, lastName, listOf, open, type Tree } from './sql-tree.ts'

/** Where a name of a statement leads: a table or a subquery by its number, or values that came along. */
type Source = { number: number; isValues?: true; columns?: ReadonlySet<string> }
type Scope = { sources: Map<string, Source>; ctes: Map<string, Source>; outer: Scope | null }
const VALUE = Symbol('a value that came along')
type Place = Column | typeof VALUE | null

/**
 * The tables of a statement that a directory must be asked for instead, or null where it is no such look-up: it lacks the
 * key of one table, and holds the column that a directory knows.
 */
export async function lookUpOf(statement: string, cuts: Cuts): Promise<string | null> {
  const [table = '', ...others] = await missingKeys(statement, cuts)
  const [cut, column] = [cuts.get(table), DIRECTORIES[table]]
  if (!cut || !column || others.length > 0) return null
  const lacking = await missingKeys(statement, new Map([...cuts, [table, { ...cut, column }]]))
  return lacking.length === 0 ? table : null
}

/**
 * What a statement lacks to be answered where the rows of one person or connection lie: `Bill` for a table that is cut and
 * whose column of the cut is held neither to a parameter nor, by equality, to a column that is; `Session and Bill` for
 * tables that lie apart. Empty for a statement that has it all.
 */
export async function missingKeys(statement: string, cuts: Cuts): Promise<string[]> {
  const { stmts = [] } = await parse(statement)
  const reading = new Reading(cuts)
  for (const one of stmts) reading.statement(one.stmt, null)
  return reading.missing()
}

class Reading {
  readonly #cuts: Cuts
  readonly #tables: { number: number; name: string }[] = []
  readonly #bindings = new Bindings()
  #numbers = 0

  constructor(cuts: Cuts) {
    this.#cuts = cuts
  }

  missing(): string[] {
    const unbound = this.#tables.filter(
      ({ number, name }) => !this.#bindings.isHeld(`${number}.${this.#cuts.get(name)?.column}`),
    )
    const lying = new Map(this.#tables.map(({ name }) => [this.#cuts.get(name)?.lies, name]))
    return [
      ...new Set(unbound.map(({ name }) => name)),
      ...(lying.size > 1 ? [[...lying.values()].sort().join(' and ')] : []),
    ]
  }

  statement(node: unknown, outer: Scope | null): void {
    const { kind, body } = open(node) ?? { kind: '', body: {} }
    if (kind === 'SelectStmt') return void this.#select(body, outer, null)
    const scope = this.#scopeIn(outer, body)
    if (kind === 'InsertStmt') this.#insert(body, scope)
    if (kind !== 'UpdateStmt' && kind !== 'DeleteStmt') return
    const reach = { from: this.#numbers, to: Number.POSITIVE_INFINITY }
    this.#from({ RangeVar: field(body, 'relation') }, scope, reach)
    for (const each of [...listOf(body, 'fromClause'), ...listOf(body, 'usingClause')]) this.#from(each, scope, reach)
    this.#condition(field(body, 'whereClause'), scope, reach)
    this.#expression([field(body, 'targetList'), field(body, 'returningClause')], scope)
  }

  #scopeIn(outer: Scope | null, body: Tree): Scope {
    const scope: Scope = { sources: new Map(), ctes: new Map(), outer }
    for (const each of listOf(field(body, 'withClause'), 'ctes')) {
      const cte = open(each)?.body ?? {}
      const query = open(field(cte, 'ctequery'))
      const number = this.#numbers++
      const columns = query?.kind === 'SelectStmt' ? this.#select(query.body, scope, number) : new Set<string>()
      if (query?.kind !== 'SelectStmt') this.statement(field(cte, 'ctequery'), scope)
      scope.ctes.set(String(field(cte, 'ctename')), { number, columns })
    }
    return scope
  }

  #insert(body: Tree, scope: Scope): void {
    const name = String(field(field(body, 'relation'), 'relname'))
    const columns = listOf(body, 'cols').map((each) => String(open(each)?.body.name))
    const rows = open(field(body, 'selectStmt'))?.body ?? {}
    const at = columns.indexOf(this.#cuts.get(name)?.column ?? '')
    const values = listOf(rows, 'valuesLists')
    const isNamed = values.length === 0 || values.every((row) => isValue(listOf(open(row)?.body, 'items')[at]))
    const number = this.#numbers++
    if (this.#cuts.has(name)) {
      this.#tables.push({ number, name })
      if (at >= 0 && isNamed) this.#bindings.hold(`${number}.${columns[at]}`)
    }
    if (values.length === 0) this.#select(rows, scope, null)
    scope.sources.set(name, { number })
    this.#expression([values, field(body, 'returningClause')], scope)
  }

  /** Reads a query; as `number`, its columns are named by what follows it. Returns their names. */
  #select(body: Tree, outer: Scope | null, number: number | null, reach?: Reach): Set<string> {
    if (field(body, 'larg')) return this.#union(body, outer, number)
    const own = { from: this.#numbers, to: Number.POSITIVE_INFINITY }
    const scope = this.#scopeIn(outer, body)
    for (const each of listOf(body, 'fromClause')) this.#from(each, scope, own)
    this.#condition(field(body, 'whereClause'), scope, reach ? { from: reach.from, to: own.to } : own)
    this.#expression(
      ['targetList', 'groupClause', 'havingClause', 'sortClause'].map((part) => field(body, part)),
      scope,
    )
    // Conditions from without reach into a query only where it gives all that it finds.
    const isOpen = field(body, 'limitCount') === undefined && listOf(body, 'windowClause').length === 0
    const columns = new Set<string>()
    for (const [name, place] of this.#outputs(body, scope)) {
      columns.add(name)
      if (number === null || place === null) continue
      if (place === VALUE) this.#bindings.hold(`${number}.${name}`)
      else {
        this.#bindings.follows([place], `${number}.${name}`)
        if (isOpen) this.#bindings.follows([`${number}.${name}`], place)
      }
    }
    return columns
  }

  #union(body: Tree, outer: Scope | null, number: number | null): Set<string> {
    const scope = this.#scopeIn(outer, body)
    const arms = ['larg', 'rarg'].map((side) => {
      const arm = this.#numbers++
      return { arm, columns: [...this.#select(field(body, side) as Tree, scope, arm)] }
    })
    const columns = arms[0]?.columns ?? []
    if (number !== null)
      columns.forEach((name, index) => {
        const all = arms.map((each): Column => `${each.arm}.${each.columns[index]}`)
        this.#bindings.follows(all, `${number}.${name}`)
        for (const each of all) this.#bindings.follows([`${number}.${name}`], each)
      })
    return new Set(columns)
  }

  #outputs(body: Tree, scope: Scope): [string, Place][] {
    return listOf(body, 'targetList').flatMap((each): [string, Place][] => {
      const target = open(each)?.body ?? {}
      const value = open(field(target, 'val'))
      const fields = value?.kind === 'ColumnRef' ? listOf(value.body, 'fields') : []
      if (open(fields.at(-1))?.kind === 'A_Star')
        return this.#starred(fields.length > 1 ? lastName([fields[0]]) : null, scope)
      const name = String(field(target, 'name') ?? lastName(fields))
      return [[name, this.#placeOf(field(target, 'val'), scope)]]
    })
  }

  /** The columns that matter of `*`, or of `alias.*`. */
  #starred(alias: string | null, scope: Scope): [string, Place][] {
    const sources = alias === null ? [...scope.sources.values()] : [scope.sources.get(alias)]
    return sources.flatMap((source): [string, Place][] => {
      if (!source) return []
      const name = this.#tables.find(({ number }) => number === source.number)?.name
      const columns = name ? [this.#cuts.get(name)?.column ?? ''] : [...(source.columns ?? [])]
      return columns.map((column) => [column, source.isValues ? VALUE : `${source.number}.${column}`])
    })
  }

  #from(node: unknown, scope: Scope, reach: Reach): void {
    const { kind, body } = open(node) ?? { kind: '', body: {} }
    const alias = field(field(body, 'alias'), 'aliasname')
    if (kind === 'RangeVar') {
      const name = String(field(body, 'relname'))
      const known = field(body, 'schemaname') ? undefined : cteOf(name, scope)
      const source = known ?? { number: this.#numbers++ }
      if (!known && this.#cuts.has(name)) this.#tables.push({ number: source.number, name })
      scope.sources.set(String(alias ?? name), source)
    }
    if (kind === 'RangeSubselect') {
      const query = open(field(body, 'subquery'))?.body ?? {}
      const number = this.#numbers++
      const isValues = listOf(query, 'valuesLists').length > 0
      const columns = isValues ? undefined : this.#select(query, scope, number)
      scope.sources.set(String(alias), { number, ...(isValues && { isValues }), ...(columns && { columns }) })
    }
    if (kind === 'RangeFunction') {
      const calls = listOf(body, 'functions').flatMap((each) => listOf(open(each)?.body, 'items').filter(open))
      scope.sources.set(String(alias), { number: this.#numbers++, ...(calls.every(isValue) && { isValues: true }) })
    }
    if (kind === 'JoinExpr') this.#join(body, scope, reach)
  }

  #join(body: Tree, scope: Scope, reach: Reach): void {
    const before = new Set(scope.sources.keys())
    const begin = this.#numbers
    this.#from(field(body, 'larg'), scope, reach)
    const middle = this.#numbers
    const left = [...scope.sources].filter(([name]) => !before.has(name))
    this.#from(field(body, 'rarg'), scope, reach)
    const right = [...scope.sources].filter(([name]) => !before.has(name) && !left.some(([other]) => other === name))
    // What is joined from outside is held by the condition; what it is joined to is not.
    const type = field(body, 'jointype')
    const bound =
      type === 'JOIN_INNER'
        ? reach
        : type === 'JOIN_LEFT'
          ? { from: middle, to: this.#numbers }
          : { from: begin, to: middle }
    if (type !== 'JOIN_FULL') this.#condition(field(body, 'quals'), scope, bound)
    for (const column of listOf(body, 'usingClause').map((name) => lastName([name])))
      for (const [, a] of left)
        for (const [, b] of right) this.#equal(`${a.number}.${column}`, `${b.number}.${column}`, bound)
  }

  /** Takes from a condition that must hold what it says of columns. */
  #condition(node: unknown, scope: Scope, reach: Reach): void {
    const { kind, body } = open(node) ?? { kind: '', body: {} }
    // Nothing is found, so no machine is asked.
    if (isNever(node))
      for (const { number, name } of this.#tables)
        this.#bindings.hold(`${number}.${this.#cuts.get(name)?.column ?? ''}`, reach)
    for (const column of this.#heldTo(node, scope)) this.#bindings.hold(column, reach)
    if (kind === 'BoolExpr' && field(body, 'boolop') === 'AND_EXPR')
      for (const each of listOf(body, 'args')) this.#condition(each, scope, reach)
    else if (kind === 'A_Expr' && isEquality(body)) {
      const [a, b] = [itemsOf(field(body, 'lexpr')), itemsOf(field(body, 'rexpr'))]
      for (const [index, one] of a.entries())
        this.#equal(this.#placeOf(one, scope), this.#placeOf(b[index], scope), reach)
      this.#expression([a, b], scope)
    } else if (kind === 'SubLink' && ['EXISTS_SUBLINK', 'ANY_SUBLINK'].includes(String(field(body, 'subLinkType'))))
      this.#halfJoin(body, scope, reach)
    else this.#expression(node, scope)
  }

  /** `exists (…)` and `column in (select …)`, where they must hold. */
  #halfJoin(body: Tree, scope: Scope, reach: Reach): void {
    const number = this.#numbers++
    const columns = [...this.#select(open(field(body, 'subselect'))?.body ?? {}, scope, number, reach)]
    if (!field(body, 'testexpr')) return
    itemsOf(field(body, 'testexpr')).forEach((one, index) => {
      this.#equal(this.#placeOf(one, scope), `${number}.${columns[index]}`, reach)
    })
  }

  /** Columns that a condition holds to values: both sides of AND, what all sides of OR agree on. */
  #heldTo(node: unknown, scope: Scope): Set<Column> {
    const { kind, body } = open(node) ?? { kind: '', body: {} }
    const args = listOf(body, 'args').map((each) => this.#heldTo(each, scope))
    if (kind === 'BoolExpr' && field(body, 'boolop') === 'AND_EXPR') return new Set(args.flatMap((each) => [...each]))
    if (kind === 'BoolExpr' && field(body, 'boolop') === 'OR_EXPR')
      return new Set([...(args[0] ?? [])].filter((column) => args.every((each) => each.has(column))))
    if (kind !== 'A_Expr' || lastName(field(body, 'name')) !== '=') return new Set()
    const left = itemsOf(field(body, 'lexpr'))
    const right = field(body, 'rexpr')
    const held = (a: unknown, b: unknown) => (isValue(b) ? this.#placeOf(a, scope) : null)
    const places = left.map((one, index) => {
      if (field(body, 'kind') === 'AEXPR_OP')
        return held(one, itemsOf(right)[index]) ?? held(itemsOf(right)[index], one)
      if (field(body, 'kind') === 'AEXPR_OP_ANY') return held(one, right)
      const listed = field(body, 'kind') === 'AEXPR_IN' ? listOf(open(right)?.body, 'items') : []
      return listed.length > 0 && listed.every((each) => isValue(itemsOf(each)[index]))
        ? this.#placeOf(one, scope)
        : null
    })
    return new Set(places.filter((place) => typeof place === 'string'))
  }

  /** Anywhere else: subqueries in it see what is around them and bind nothing of it. */
  #expression(node: unknown, scope: Scope): void {
    if (Array.isArray(node)) for (const each of node) this.#expression(each, scope)
    else if (isTree(node))
      for (const [key, value] of Object.entries(node))
        if (key === 'SelectStmt') this.#select(value as Tree, scope, null)
        else this.#expression(value, scope)
  }

  #equal(a: Place, b: Place, reach: Reach): void {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (typeof other !== 'string') continue
      if (one === VALUE) this.#bindings.hold(other, reach)
      if (typeof one === 'string') this.#bindings.follows([one], other, reach)
    }
  }

  #placeOf(node: unknown, scope: Scope): Place {
    const { kind, body } = open(node) ?? { kind: '', body: {} }
    if (kind === 'TypeCast') return this.#placeOf(field(body, 'arg'), scope)
    if (kind !== 'ColumnRef') return isValue(node) ? VALUE : null
    const names = listOf(body, 'fields').map((name) => lastName([name]))
    const column = names.at(-1) ?? ''
    const source = names.length > 1 ? sourceOf(names.at(-2) ?? '', scope) : this.#onlySource(column, scope)
    return source ? (source.isValues ? VALUE : `${source.number}.${column}`) : null
  }

  /** A column without its table is one of the only table, or that of the only cut that is called so. */
  #onlySource(column: string, { sources }: Scope): Source | undefined {
    if (sources.size === 1) return [...sources.values()][0]
    const cut = [...sources.values()].filter(({ number }) =>
      this.#tables.some((table) => table.number === number && this.#cuts.get(table.name)?.column === column),
    )
    return cut.length === 1 ? cut[0] : undefined
  }
}

function sourceOf(name: string, scope: Scope | null): Source | undefined {
  return scope ? (scope.sources.get(name) ?? sourceOf(name, scope.outer)) : undefined
}

function cteOf(name: string, scope: Scope | null): Source | undefined {
  return scope ? (scope.ctes.get(name) ?? cteOf(name, scope.outer)) : undefined
}
