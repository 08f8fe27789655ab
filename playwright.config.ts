import path from 'node:path'
import { defineConfig } from '@playwright/test'

/** Spec files that hold their clock at the same instant share a portal, each with people of its own, or name one apart (e2e/fixtures.ts). */
export default defineConfig({
  testDir: 'e2e',
  // `npm run test:cluster` and `test:faults` have configurations of their own.
  testIgnore: [
    ...['cluster/**', 'faults/**'],
    // README's pictures are made when somebody asks for them.
    ...(process.env.SCREENSHOTS ? [] : ['screenshots.spec.ts']),
    // Nor is every page waited for at slow 3G each time.
    ...(process.env.SLOW ? [] : ['slow-walk.spec.ts']),
  ],
  // Whole, for the configurations that share it lie elsewhere.
  globalSetup: path.join(import.meta.dirname, 'e2e', 'support', 'data-dir.ts'),
  // A page waits for its portal and the portal for its page: two of each keep two cores busy.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  use: {
    locale: 'en-IN',
    timezoneId: 'Asia/Kolkata',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell',
      args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
  },
})
