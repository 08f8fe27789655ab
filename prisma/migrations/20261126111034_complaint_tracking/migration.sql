-- AlterEnum
ALTER TYPE "OtpPurpose" ADD VALUE 'TRACKING';
