-- AlterTable
ALTER TABLE "IngestBatch" ADD COLUMN     "stagedAt" TIMESTAMPTZ(3);
