import { defineConfig } from 'prisma/config'

// `prisma generate` only; migrations are made and applied by prisma/migrate.ts.
export default defineConfig({ schema: 'prisma/schema' })
