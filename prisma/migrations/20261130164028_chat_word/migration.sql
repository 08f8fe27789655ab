-- AlterTable
ALTER TABLE "OtpChallenge" ADD COLUMN     "chatWord" CHAR(6);

-- Whoever writes such a word from a phone looks for it among that number's few.
CREATE INDEX "OtpChallenge_chatWord" ON "OtpChallenge"("mobile", "chatWord") WHERE "chatWord" IS NOT NULL;
