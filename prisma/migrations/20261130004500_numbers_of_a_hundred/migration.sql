-- AlterTable
ALTER TABLE "OtpChallenge" ADD COLUMN "hundredHash" TEXT;
