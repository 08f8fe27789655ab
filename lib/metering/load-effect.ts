import type { SupplyInput } from '#lib/tariff/bill-input.ts'
import { fixedCharges } from '#lib/tariff/fixed-charges.ts'
import { inForceOn } from '#lib/tariff/in-force.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

type Order = { orderId: string; orderFrom: IstDay; isVerified: boolean }

/** What demand does to the fixed charge of a month, by the tariff of its connection. */
export type LoadEffect = Order &
  (
    | /** The charge asks for no demand: so much for the connection, for each HP, or for the sanctioned load alone. */
    {
        kind: 'NONE'
        per: 'CONNECTION' | 'HP' | 'SANCTIONED_KW'
      } /** By kW of the larger of sanctioned load and recorded demand, and the demand was larger. */
    | {
        kind: 'CHARGED'
        demandW: number
        chargedPaise: Paise
        atLoadPaise: Paise
        morePaise: Paise
      } /** By kW, and the recorded demand was within the load. */
    | {
        kind: 'WITHIN'
        demandW: number
        chargedPaise: Paise
      } /** By kW, and the meter sent no demand of its own: the load is counted. */
    | { kind: 'NOT_RECORDED'; chargedPaise: Paise }
  )

/**
 * The effect of the meter's own demand on one month's fixed charge; a demand that only the blocks tell changes no bill.
 * By the tariff of the month's last day where it changed within the month. Null where the tariff is not known.
 */
export function loadEffect(
  book: TariffBook | null,
  supply: Pick<SupplyInput, 'from' | 'to' | 'terms' | 'supplyHours'> & { registerW: number | null },
): LoadEffect | null {
  const { registerW, ...period } = supply
  const charged = book && fixedCharges(book, { ...period, maxDemandW: registerW })
  const atLoad = book && fixedCharges(book, { ...period, maxDemandW: null })
  const last = charged?.ok ? charged.parts.at(-1) : undefined
  if (!book || !charged?.ok || !atLoad?.ok || !last) return null
  const order = { orderId: last.orderId, orderFrom: last.orderFrom, isVerified: last.confidence !== 'L' }
  if (charged.parts.every(({ basis }) => basis !== 'PER_KW'))
    return { kind: 'NONE', per: last.basis === 'PER_HP' ? 'HP' : 'CONNECTION', ...order }
  if (inForceOn(book, 'readings', period.to).demandCharged === 'SANCTIONED_LOAD')
    return { kind: 'NONE', per: 'SANCTIONED_KW', ...order }
  const chargedPaise = charged.totalPaise
  if (registerW === null) return { kind: 'NOT_RECORDED', chargedPaise, ...order }
  const morePaise = paise(chargedPaise - atLoad.totalPaise)
  if (morePaise <= 0n) return { kind: 'WITHIN', demandW: registerW, chargedPaise, ...order }
  return { kind: 'CHARGED', demandW: registerW, chargedPaise, atLoadPaise: atLoad.totalPaise, morePaise, ...order }
}
