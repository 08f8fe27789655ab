-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "isNewDevice" BOOLEAN NOT NULL DEFAULT false;
