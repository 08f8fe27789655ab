-- AlterEnum
ALTER TYPE "OtpPurpose" ADD VALUE 'BILL';
