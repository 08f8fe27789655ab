-- AlterEnum
ALTER TYPE "PaymentChannel" ADD VALUE 'UPI_DIRECT';

-- Lists that have come stay known: so far each told of payments taken elsewhere.
INSERT INTO "GatewaySweep" ("name", "until")
SELECT 'elsewhere', max("startedAt") FROM "IngestBatch" WHERE "kind" = 'payments' AND "finishedAt" IS NOT NULL
HAVING count(*) > 0;
