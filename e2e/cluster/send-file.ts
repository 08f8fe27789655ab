import { expect } from '@playwright/test'
import type { Portal } from '../support/portal.ts'
import { INGEST_TOKEN } from './cluster.ts'

type Taken = { accepted: number; unchanged: number; rejected: number }

/** Sends a table to one portal as a system of the utility does. No row may be rejected. */
export async function sendFile(portal: Portal, kind: string, lines: readonly string[]): Promise<Taken> {
  const headers = { authorization: `Bearer ${INGEST_TOKEN}`, 'content-type': 'text/csv' }
  const body = `${lines.join('\n')}\n`
  const answer = await fetch(`${portal.url}/api/ingest/${kind}`, { method: 'POST', headers, body })
  const said = await answer.text()
  expect(answer.status, said).toBe(200)
  const taken = JSON.parse(said) as Taken
  expect(taken.rejected, said).toBe(0)
  return taken
}

/** A master file of invented homes with a meter each: their consumer numbers and meters begin alike. */
export function masterFile({ from, count }: { from: string; count: number }): string[] {
  const rows = Array.from({ length: count }, (_, index) => {
    const no = String(index).padStart(4, '0')
    const person = `${from}${no},Cluster Person ${no},91${from}${no},"${index} Invented Lane",DS_URBAN,POSTPAID,2`
    return `${person},SINGLE,CL${from}${no},30,Kokar,2020-01-15`
  })
  return [MASTER_HEADER, ...rows]
}

const MASTER_HEADER =
  'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision,connected_on'
