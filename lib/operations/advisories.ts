import fs from 'node:fs/promises'
import { z } from 'zod'
import { env } from '#lib/platform/env.ts'

export const SEVERITIES = ['low', 'moderate', 'high', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Of what `npm audit --json` writes (report version 2), what is looked at. */
const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.enum(['info', ...SEVERITIES]) })),
})

export type Advisories = { checkedAt: Date; packages: Record<Severity, number> }

/**
 * When the packages that run were last compared with known advisories, and how many of them have one (ASVS 15.2.1). The
 * operator asks the registry and leaves the answer in a file, since the portal itself may call no registry; its time is the
 * file's. Null where there is no such file, or it is no answer, as when the registry was out of reach.
 */
export async function readAdvisories(file: string | null = env().advisoriesFile): Promise<Advisories | null> {
  if (file === null) return null
  try {
    const { vulnerabilities } = report.parse(JSON.parse(await fs.readFile(file, 'utf8')))
    const packages = { low: 0, moderate: 0, high: 0, critical: 0 }
    for (const { severity } of Object.values(vulnerabilities)) if (severity !== 'info') packages[severity]++
    return { checkedAt: (await fs.stat(file)).mtime, packages }
  } catch {
    return null
  }
}
