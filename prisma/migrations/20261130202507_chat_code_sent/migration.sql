-- AlterTable
ALTER TABLE "OtpChallenge" ADD COLUMN     "byChat" BOOLEAN NOT NULL DEFAULT false;

-- Until now digits stood only in logins that wait for them.
UPDATE "OtpChallenge" SET "byChat" = true WHERE "chatWord" IS NOT NULL;
