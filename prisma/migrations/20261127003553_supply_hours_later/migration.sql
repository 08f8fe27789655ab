-- AlterEnum
ALTER TYPE "TermsPart" ADD VALUE 'supplyHoursForFullFixedCharge';
