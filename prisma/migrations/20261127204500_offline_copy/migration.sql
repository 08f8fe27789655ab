-- AlterTable
ALTER TABLE "KnownDevice" ADD COLUMN     "keepsCopyUntil" TIMESTAMPTZ(3);
