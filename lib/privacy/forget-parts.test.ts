import pg from 'pg'
import { expect, test } from 'vitest'
import { testServices } from '#lib/platform/test-database.ts'
import { forgetReadings } from './forget-readings.ts'
import { makeFullPerson } from './test-person.ts'

/** What is forgotten with readings, and when each row of it is of. */
const TABLES = {
  MeterDayRevision: 'onDay',
  BlockRevision: 'onDay',
  ReadingFlag: 'onDay',
  RefusedReading: 'onDay',
  RegisterReading: 'at',
  MeterEvent: 'at',
  PrepaidBalance: 'asOf',
}

/** Lays a table anew in two parts, so that the old row and one of twenty years later have the same place, each in its part. */
const inParts = (table: string, time: string, old: string, young: string) => `
  alter table "${table}" rename to "${table}Whole";
  create table "${table}" (like "${table}Whole") partition by list ("connectionId");
  create table "${table}_old" partition of "${table}" for values in ('${old}');
  create table "${table}_young" partition of "${table}" for values in ('${young}');
  grant select, delete on "${table}" to portal;
  insert into "${table}" select * from "${table}Whole" where "connectionId" = '${old}';
  insert into "${table}" select (jsonb_populate_record(w, jsonb_build_object('${time}', "${time}" + interval '20 years'))).*
    from "${table}Whole" w where "connectionId" = '${young}';`

test('where a table lies in parts, what is old goes and nothing that has the same place in another part', async () => {
  const services = await testServices('2026-11-23T10:00:00+05:30')
  const owner = new pg.Client({ connectionString: services.ownerUrl })
  try {
    const [old, young] = [await makeFullPerson(services), await makeFullPerson(services)]
    await owner.connect()
    const laid = Object.entries(TABLES).map(([table, time]) =>
      inParts(table, time, old.connectionId, young.connectionId),
    )
    await owner.query(laid.join(''))
    // The last balance of a connection stays, so the old one gets a later.
    await owner.query(`
      insert into "PrepaidBalance"
      select (jsonb_populate_record(b, '{"asOf": "2046-11-23"}')).* from "PrepaidBalance_old" b`)

    services.setTime('2046-12-01T10:00:00+05:30')
    await forgetReadings(services)
    const left = async (part: string) => {
      const counts = Object.keys(TABLES).map((table) => `(select count(*)::int from "${table}_${part}") as "${table}"`)
      return (await owner.query(`select ${counts.join(', ')}`)).rows[0]
    }
    const each = (rows: number) => Object.fromEntries(Object.keys(TABLES).map((table) => [table, rows]))
    expect(await left('young')).toEqual(each(1))
    expect(await left('old')).toEqual({ ...each(0), PrepaidBalance: 1 })
  } finally {
    await owner.end()
    await services.close()
  }
})
