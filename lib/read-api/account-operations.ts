import { meterOn, SUPPLY_COLUMNS, supplyHistory, termsOn } from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import { listConnections } from '#lib/consumers/list-connections.ts'
import { dayFromColumn, dayOf } from '#lib/units/ist.ts'
import { account, connections } from './answer-shapes.ts'
import { NO_QUERY } from './no-query.ts'
import { operation } from './operation.ts'

export const listOwnConnections = operation({
  ...{ path: '/connections', name: 'listConnections', scope: null, query: NO_QUERY, answer: connections },
  summary: 'The connections that the token reads',
  async read(services, { actor }) {
    const found = await listConnections(services, actor)
    return { data: found.map(({ id, consumerNo }) => ({ id, consumerNo })), next: null }
  },
})

export const readAccount = operation({
  ...{ path: '/connections/{connection}', name: 'getAccount', scope: 'account', query: NO_QUERY, answer: account },
  summary: 'What the utility has on record of a connection',
  async read(services, { actor, params: { connection: id = '' } }) {
    if (!isId(id)) return null
    const found = await services.db.connection.findFirst({
      where: ownConnection(services, actor, id, 'RECORD'),
      select: {
        ...SUPPLY_COLUMNS,
        ...{ consumerNo: true, holderName: true, address: true, subdivision: true, feeder: true, phase: true },
        securityDepositPaise: true,
      },
    })
    if (!found) return null
    const { terms: _, installations: __, connectedOn, securityDepositPaise, ...record } = found
    const history = supplyHistory(found)
    const today = dayOf(services.now())
    const terms = termsOn(history, today)
    const meter = meterOn(history, today)
    return {
      data: {
        ...{ id, ...record, connectedOn: connectedOn && dayFromColumn(connectedOn) },
        ...{ category: terms?.category ?? null, mode: terms?.mode ?? null },
        sanctionedLoadW: terms?.sanctionedLoadW ?? null,
        securityDepositPaise: securityDepositPaise === null ? null : Number(securityDepositPaise),
        meter: meter ? { serialNo: meter.serialNo, isSmart: meter.isSmart } : null,
      },
    }
  },
})
