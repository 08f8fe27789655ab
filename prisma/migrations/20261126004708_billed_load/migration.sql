-- AlterTable
ALTER TABLE "Bill" ADD COLUMN     "load" JSONB;
