import { latinFigures } from './figures.ts'

declare const unit: unique symbol
/** An Indian mobile number: its ten digits, without +91. */
export type Mobile = string & { readonly [unit]: 'mobile' }

/** Accepts what people type (`+91 90000 00028`, `09000000028`, `९०००००००२८`); null when it is no Indian mobile number. */
export function parseMobile(text: string): Mobile | null {
  const digits = latinFigures(text)
    .replace(/[\s\-().]/g, '')
    .replace(/^(?:\+?91|0)(?=\d{10}$)/, '')
  return /^[6-9]\d{9}$/.test(digits) ? (digits as Mobile) : null
}

/** Enough to recognise one's own number, too little to call it: `+91 90••• ••028`. */
export function maskMobile(mobile: Mobile): string {
  return `+91\u00a0${mobile.slice(0, 2)}•••\u00a0••${mobile.slice(-3)}`
}

/** Whether words contain a number to call. */
export const isDialled = (helpline: string): boolean => /\d/.test(latinFigures(helpline))

/** The link that calls a helpline: by its figures alone, whatever words stand with them (RFC 3966). */
export const dialLink = (helpline: string): string => `tel:${latinFigures(helpline).replace(/[^\d+]/g, '')}`
