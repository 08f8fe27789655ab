-- DropForeignKey
ALTER TABLE "BlockDay" DROP CONSTRAINT "BlockDay_batchId_fkey";

-- DropForeignKey
ALTER TABLE "BlockDay" DROP CONSTRAINT "BlockDay_meterId_fkey";

-- DropForeignKey
ALTER TABLE "MeterDay" DROP CONSTRAINT "MeterDay_batchId_fkey";

-- DropForeignKey
ALTER TABLE "MeterDay" DROP CONSTRAINT "MeterDay_meterId_fkey";

-- DropIndex
DROP INDEX "BlockDay_meterId_onDay_idx";

-- DropIndex
DROP INDEX "MeterDay_meterId_onDay_idx";
