import { templateTable } from './template-table.ts'

/** `npm run templates`: prints the table of wordings that stands in docs/integrate.md. */
process.stdout.write(`${templateTable()}\n`)
