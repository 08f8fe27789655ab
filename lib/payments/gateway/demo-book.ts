import { type DemoLogLine, type DemoPaymentLine, demoLogFile, readDemoLogFrom } from './demo-log.ts'

export type DemoQr = Extract<DemoLogLine, { kind: 'qr' }>
export type DemoRefund = Extract<DemoLogLine, { kind: 'refund' }>

/**
 * What the demo's gateway knows, made from its log: QR codes, payments as they stand now, refunds. The log only grows, so
 * each look reads what has been added since the last.
 */
export class DemoBook {
  readonly #file: string
  #read = 0
  readonly #qrs = new Map<string, DemoQr>()
  readonly #qrOfReference = new Map<string, DemoQr>()
  readonly #payments = new Map<string, DemoPaymentLine>()
  readonly #refunds = new Map<string, DemoRefund[]>()

  constructor(file = demoLogFile()) {
    this.#file = file
  }

  qr(id: string): DemoQr | undefined {
    this.#refresh()
    return this.#qrs.get(id)
  }

  qrOf(reference: string): DemoQr | undefined {
    this.#refresh()
    return this.#qrOfReference.get(reference)
  }

  payment(id: string): DemoPaymentLine | undefined {
    this.#refresh()
    return this.#payments.get(id)
  }

  /** In the order of their making. */
  payments(): DemoPaymentLine[] {
    this.#refresh()
    return [...this.#payments.values()]
  }

  refundsOf(paymentId: string): DemoRefund[] {
    this.#refresh()
    return this.#refunds.get(paymentId) ?? []
  }

  #refresh(): void {
    const { lines, end } = readDemoLogFrom(this.#read, this.#file)
    this.#read = end
    for (const line of lines) {
      if (line.kind === 'qr') {
        this.#qrs.set(line.qrId, line)
        this.#qrOfReference.set(line.reference, line)
      } else if (line.kind === 'refund') {
        this.#refunds.set(line.paymentId, [...(this.#refunds.get(line.paymentId) ?? []), line])
      } else if (line.kind !== 'answered' && line.kind !== 'event') this.#payments.set(line.paymentId, line)
    }
  }
}

// Next.js loads modules anew in development; the book of one file is one.
const held = globalThis as typeof globalThis & { portalDemoBook?: DemoBook }

export function demoBook(): DemoBook {
  held.portalDemoBook ??= new DemoBook()
  return held.portalDemoBook
}
