import type { Cluster } from './cluster.ts'
import { PORTAL, query, SERVER_OWNER, TABLES_OWNER } from './postgres-pair.ts'

/** What a live portal needs: a new database of the cluster's server, and the stand-in of the provider of messages. */
export async function liveSettings({ postgres, sms }: Cluster, database: string): Promise<Record<string, string>> {
  const { port } = postgres.primary
  const made = `create database ${database} owner ${TABLES_OWNER.user}`
  await query(postgres.address(SERVER_OWNER, port, 'postgres'), [made])
  return {
    DATABASE_URL: postgres.address(PORTAL, port, database),
    DATABASE_OWNER_URL: postgres.address(TABLES_OWNER, port, database),
    ...{
      PORTAL_MODE: 'live',
      PORTAL_URL: 'https://localhost',
      AUTH_SECRET: 'only-for-this-test-0123456789abcdefghij',
    },
    ...{ UPI_VPA: 'utility@bank', UPI_PAYEE_NAME: 'Utility', RAZORPAY_WEBHOOK_SECRET: 'whsec-of-this-test' },
    ...{ SMS_PROVIDER: 'msg91', MSG91_AUTH_KEY: 'key-of-this-test', MSG91_API_URL: sms.apiUrl },
  }
}
