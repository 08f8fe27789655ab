-- AlterTable
ALTER TABLE "Bill" ADD COLUMN     "supplyMinutes" JSONB;
