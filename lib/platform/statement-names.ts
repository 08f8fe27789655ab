/** More than the portal has; each is kept by every connection, on both of its ends. */
const MOST_STATEMENTS = 500
/** Rows written in bulk make a statement for each number of rows; none of them comes twice. */
const LONGEST_STATEMENT = 4_000

/**
 * Names for prepared statements: the same text always gets the same name, so that a connection plans it once instead of
 * at each call. The empty name means "not prepared", for statements that are long or too many.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (sql.length > LONGEST_STATEMENT || names.size >= MOST_STATEMENTS) return ''
    const name = `portal_${names.size + 1}`
    names.set(sql, name)
    return name
  }
}
