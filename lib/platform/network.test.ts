import { expect, it } from 'vitest'
import { networkOf } from './network.ts'

it.each([
  ['203.0.113.7', '203.0.113'],
  ['::ffff:203.0.113.7', '203.0.113'],
  ['2401:4900:1c2a:7::1', '2401:4900:1c2a'],
  ['2401:4900:1C2A:ffff:1:2:3:4', '2401:4900:1c2a'],
  ['2401:0049:0000::1', '2401:49:0'],
  ['2401::1', '2401:0:0'],
  ['::1', '0:0:0'],
  ['direct', 'direct'],
])('the address %s lies in %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
