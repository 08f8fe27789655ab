-- AlterTable
ALTER TABLE "OtpChallenge" ADD COLUMN     "isRight" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "isSent" BOOLEAN NOT NULL DEFAULT false;
