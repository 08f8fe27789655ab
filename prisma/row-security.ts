import pg from 'pg'
import { ASKER } from '#lib/platform/asker.ts'

type Held = { [table: string]: string }
const all = (tables: readonly string[], rule: string): Held => Object.fromEntries(tables.map((table) => [table, rule]))

/**
 * That a key is of a connection which is open to the asker. As an array they are found once a statement; `in (select …)`
 * finds them once for each part of a table. `coalesce` keeps the planner from taking this for a condition that leaves few of
 * the rows which the statement's own conditions find already.
 */
const isOpen = (key: string, open: string) => `coalesce("${key}" = any (array(select ${open})), false)`
const BILLS = '"open_connections"(false)'
const RECORD = '"open_connections"(true)'
const PERSON = '(select "asking_person"())'

/** The rows of each table that an asker meets. The functions are of migration `row_security`. */
export const HELD_ROWS: Held = {
  Connection: isOpen('id', BILLS),
  ...all(['ConnectionTerms', 'Bill', 'BillLine', 'Adjustment', 'BilledAdjustment'], isOpen('connectionId', BILLS)),
  ...all(['DisconnectionNotice', 'InstalmentRequest', 'PrepaidBalance', 'PayLink'], isOpen('connectionId', BILLS)),
  ...all(['PaymentAttempt', 'PaymentStateChange', 'GatewayQr'], isOpen('connectionId', BILLS)),
  ...all(['Payment', 'Refund', 'LedgerTransaction', 'LedgerEntry'], isOpen('chainId', BILLS)),
  ...all(['MeterDay', 'MeterDayRevision', 'BlockDay', 'BlockRevision'], isOpen('connectionId', RECORD)),
  ...all(['RegisterReading', 'MeterInstallation', 'MeterEvent', 'ReadingFlag'], isOpen('connectionId', RECORD)),
  ...all(['RefusedReading', 'ReadingEstimation', 'StaffLook', 'Complaint'], isOpen('connectionId', RECORD)),
  // One complaint each, by its key; a list of those that are open would be looked for in all that there are.
  ...all(['ComplaintEvent', 'ComplaintAttachment'], '(select true from "Complaint" c where c."id" = "complaintId")'),
  ComplaintDraft: `"consumerId" = ${PERSON}`,
  // What one does is told to the others of a connection, so their notices of it are met too.
  Notification: `"consumerId" = ${PERSON} or ${isOpen('connectionId', BILLS)}`,
}

/**
 * Whether the portal's account may become the asker. Throws where it is the asker all the time, since it would then see
 * nothing: a policy is for all who inherit a role's rights.
 */
export async function mayBeAsker(owner: pg.Client, account: string): Promise<boolean> {
  const { rows } = await owner.query<{ may: boolean; is: boolean }>(
    `select pg_has_role($1, oid, 'MEMBER') as "may", pg_has_role($1, oid, 'USAGE') as "is"
     from pg_roles where rolname = $2`,
    [account, ASKER],
  )
  const [found] = rows
  if (found?.is)
    throw new Error(
      `The account ${account} has the rights of ${ASKER} all the time; say: ` +
        `alter role ${account} noinherit; revoke ${ASKER} from ${account}; grant ${ASKER} to ${account}`,
    )
  return found?.may ?? false
}

/**
 * Holds the asker to its rows, on a connection of the tables' owner; everybody else meets all. A table whose policy stands
 * already is left alone, since a change of policy waits for whoever uses the table.
 */
export async function holdRows(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string; rule: string }>(
    `select c.relname as "name", obj_description(p.oid, 'pg_policy') as "rule"
     from pg_policy p join pg_class c on c.oid = p.polrelid
     where c.relnamespace = 'public'::regnamespace and p.polname = 'asker'`,
  )
  const standing = new Map(rows.map(({ name, rule }) => [name, rule]))
  for (const [name, rule] of Object.entries(HELD_ROWS)) {
    if (standing.get(name) === rule) continue
    const table = pg.escapeIdentifier(name)
    await owner.query('begin')
    await owner.query(`alter table ${table} enable row level security`)
    await owner.query(`drop policy if exists "everybody" on ${table}; drop policy if exists "asker" on ${table}`)
    await owner.query(`create policy "everybody" on ${table} using (true)`)
    await owner.query(`create policy "asker" on ${table} as restrictive to ${ASKER} using (${rule})`)
    await owner.query(`comment on policy "asker" on ${table} is ${pg.escapeLiteral(rule)}`)
    await owner.query('commit')
  }
}
