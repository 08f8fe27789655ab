import { checkBill } from '#lib/billing/check-bill.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { loadView } from '#lib/metering/load-view.ts'
import { evidenceFor } from '#lib/metering/power-quality-evidence.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Evidence } from './evidence.ts'
import type { EvidenceSource } from './evidence-source.ts'

type Asked<K extends EvidenceSource['kind']> = { connectionId: string; source: Extract<EvidenceSource, { kind: K }> }

/**
 * The figures that a complaint about an own connection takes along, read anew by the portal: a form only names which.
 * Null where nothing is known of them, or the connection is a stranger's.
 */
export async function gatherEvidence(
  services: Services,
  actor: ConsumerActor,
  { connectionId, source }: { connectionId: string; source: EvidenceSource },
): Promise<Evidence | null> {
  switch (source.kind) {
    case 'QUALITY':
      return ofQuality(services, actor, { connectionId, source })
    case 'LOAD':
      return ofLoad(services, actor, { connectionId, source })
    case 'BILL':
      return ofBill(services, actor, { connectionId, source })
  }
}

async function ofQuality(
  services: Services,
  actor: ConsumerActor,
  { connectionId, source: { from, to } }: Asked<'QUALITY'>,
): Promise<Evidence | null> {
  const found = await evidenceFor(services, actor, { connectionId, period: { from, to } })
  if (!found || found === 'EMPTY') return null
  const { figures, outages, worst, scale } = found
  return {
    ...{ kind: 'QUALITY', from: found.from, to: found.to, gatheredAt: found.gatheredAt.toISOString() },
    readUntil: found.readUntil?.toISOString() ?? null,
    ...{ nominalV: scale.nominalV, standardPercent: scale.standardPercent },
    voltage: figures.voltage && {
      ...{ minutesBelow: figures.voltage.minutesBelow, minutesAbove: figures.voltage.minutesAbove },
      ...{ daysKnown: figures.daysWithVoltage },
      ...{ lowestDv: figures.voltage.lowest.voltageDv, highestDv: figures.voltage.highest.voltageDv },
    },
    worst: worst && { at: worst.startAt.toISOString(), voltageDv: worst.voltageDv },
    outages: {
      ...{ count: outages.count, plannedCount: outages.plannedCount },
      ...{ minutes: Math.round(outages.minutes), momentaryCount: outages.momentaryCount },
    },
  }
}

async function ofLoad(
  services: Services,
  actor: ConsumerActor,
  { connectionId, source: { month } }: Asked<'LOAD'>,
): Promise<Evidence | null> {
  const view = await loadView(services, actor, { connectionId, period: month })
  if (!view || view === 'EMPTY' || view.month !== month) return null
  return {
    ...{ kind: 'LOAD', month, gatheredAt: services.now().toISOString() },
    ...{ sanctionedW: view.limitW, registerW: view.registerW, daysUnknown: view.unknownOn.length },
    above: view.above.flatMap(({ on, peak }) =>
      peak ? [{ on, at: peak.at?.toISOString() ?? null, watts: peak.watts }] : [],
    ),
  }
}

async function ofBill(
  services: Services,
  actor: ConsumerActor,
  { connectionId, source: { billId } }: Asked<'BILL'>,
): Promise<Evidence | null> {
  const check = await checkBill(services, actor, { connectionId, billId })
  if (!check) return null
  const { bill } = check
  const lines = check.ok ? check.lines : []
  return {
    ...{ kind: 'BILL', billId, billNo: bill.billNo, month: bill.month, gatheredAt: services.now().toISOString() },
    billedPaise: Number(bill.payableByDuePaise),
    checkedPaise: check.ok ? Number(check.checkedPaise) : null,
    differences: lines
      .filter(({ billedPaise, checkedPaise }) => billedPaise !== checkedPaise)
      .map(({ code, billedPaise, checkedPaise }) => ({
        code,
        billedPaise: Number(billedPaise),
        checkedPaise: Number(checkedPaise),
      })),
  }
}
