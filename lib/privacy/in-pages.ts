const ROWS_AT_ONCE = 200

/** Rows of an ordered query, one after the other, asked for a page at a time. */
export async function* inPages<Row extends object>(
  page: (window: { skip: number; take: number }) => Promise<Row[]>,
  take = ROWS_AT_ONCE,
): AsyncGenerator<Row> {
  for (let skip = 0; ; skip += take) {
    const rows = await page({ skip, take })
    yield* rows
    if (rows.length < take) return
  }
}
