-- AlterTable
ALTER TABLE "Consumer" ADD COLUMN     "guidedAt" TIMESTAMPTZ(3);

-- Whoever has logged in before is no newcomer.
UPDATE "Consumer" p SET "guidedAt" = p."createdAt"
 WHERE EXISTS (SELECT FROM "Session" s WHERE s."consumerId" = p."id")
    OR EXISTS (SELECT FROM "KnownDevice" d WHERE d."consumerId" = p."id");
