import { defineConfig } from '@playwright/test'
import shared from '../../playwright.config.ts'

/** Each story has a portal of its own and breaks something under it, so that they are told one after the other. */
export default defineConfig({
  ...shared,
  testDir: '..',
  testMatch: [
    ...['faults/*.spec.ts', 'killed-payments.spec.ts'],
    ...(process.env.FAULTS === 'all' ? ['killed-ingest.spec.ts', 'killed-money-files.spec.ts'] : []),
  ],
  testIgnore: [],
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  reporter: [['list']],
})
