import { defineConfig } from '@playwright/test'
import shared from '../../playwright.config.ts'

/** The cluster is one, and its stories are told one after the other: some of them stop a part of it. */
export default defineConfig({
  ...shared,
  testDir: '.',
  testIgnore: [],
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  reporter: [['list']],
  use: { ...shared.use, ignoreHTTPSErrors: true },
})
