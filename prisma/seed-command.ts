import { runCommand } from '#lib/platform/command.ts'
import { seedDemo } from './seed.ts'

/** Loads the demo into the portal's data as `npm start` does, and serves nothing. */
await runCommand(async (services) => {
  await seedDemo(services)
  return 0
})
