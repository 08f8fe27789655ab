import { setTimeout as pause } from 'node:timers/promises'
import { ask, bookedPayments, type Place } from '../support/books.ts'
import { payAllTheTime } from '../support/payer.ts'

export const INGEST_TOKEN = 'a-token-of-the-tests-of-faults'
/** Slow enough that the payments last for as long as the longest test does. */
const PACE = { most: 5_000, restMs: 200 }
/** A network address may ask for 200 codes an hour, and the clock is held. */
const MOST_HOMES = 150

/**
 * People and systems that go on whatever happens: payments by a bill's printed QR, files that bring one home each, and a
 * code for each home that was taken. What the portal said that it has is kept.
 */
export function steadyLoad(url: string, uri: string) {
  const payments = payAllTheTime(url, uri, PACE)
  const homes: string[] = []
  const codes: string[] = []
  let isStopped = false
  const bringing = (async () => {
    for (let index = 0; !isStopped && index < MOST_HOMES; index++) {
      const serial = String(index).padStart(4, '0')
      if (await bringHome(url, serial)) {
        homes.push(consumerNo(serial))
        if (await askForCode(url, mobile(serial))) codes.push(mobile(serial))
      }
      await pause(50)
    }
  })()
  return {
    acknowledged: () => payments.acknowledged.length + homes.length + codes.length,
    paid: () => payments.acknowledged.length,
    /** Ends it. Counts what was said to be there and what is, and names what is missing or doubled. */
    stop: async () => {
      isStopped = true
      await Promise.all([payments.stop(), bringing])
    },
    compare: async (place: Place) => {
      const booked = await bookedPayments(place)
      const found = async (question: string, names: string[]) =>
        new Set((await ask(place, question, [names])).map(({ name }) => name as string))
      const known = await found(`select "consumerNo" as "name" from "Connection" where "consumerNo" = any($1)`, homes)
      const sent = await found(
        `select "toMobile" as "name" from "Message" where "kind" = 'OTP' and "toMobile" = any($1)`,
        codes,
      )
      const missing = [
        ...payments.acknowledged
          .filter(({ gatewayPaymentId, amountPaise }) => String(booked.get(gatewayPaymentId)) !== String(amountPaise))
          .map(({ gatewayPaymentId }) => gatewayPaymentId),
        ...homes.filter((home) => !known.has(home)),
        ...codes.filter((code) => !sent.has(code)),
      ]
      const acknowledged = payments.acknowledged.length + homes.length + codes.length
      return { acknowledged, found: acknowledged - missing.length, missing }
    },
  }
}

const consumerNo = (serial: string) => `9870${serial}`
const mobile = (serial: string) => `911004${serial}`

async function bringHome(url: string, serial: string): Promise<boolean> {
  const header =
    'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision'
  const row = `${consumerNo(serial)},Invented Person,${mobile(serial)},"Plot ${serial}, Ranchi",DS_URBAN,POSTPAID,2,SINGLE,FA${serial},30,Kokar`
  const headers = { authorization: `Bearer ${INGEST_TOKEN}`, 'content-type': 'text/csv' }
  const answer = await answerOf(`${url}/api/ingest/consumers`, { body: `${header}\n${row}\n`, headers })
  return answer?.status === 200
}

async function askForCode(url: string, who: string): Promise<boolean> {
  const answer = await answerOf(`${url}/api/login`, { body: new URLSearchParams({ who }), headers: { origin: url } })
  return answer?.status === 303 && answer.headers.get('location') === '/login/code'
}

const answerOf = (url: string, init: RequestInit): Promise<Response | null> =>
  fetch(url, { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(30_000), ...init }).catch(() => null)
