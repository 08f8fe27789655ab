import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{lib,components,app,prisma,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: './lib/platform/test-server.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers only wait for each other, and the database is one.
    maxWorkers: 2,
    // The portal's own lines of traces, thousands of them.
    silent: 'passed-only',
    // Tests that want a gateway bring their own.
    env: { AUTH_SECRET: 'a-secret-for-tests-only-0123456789abcdef', PORTAL_MODE: 'demo', PAYMENT_GATEWAY: 'vpa' },
  },
})
