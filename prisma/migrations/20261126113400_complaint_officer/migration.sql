-- AlterTable
ALTER TABLE "Complaint" ADD COLUMN     "assignedTo" UUID;

-- CreateTable
CREATE TABLE "DeskDraft" (
    "id" UUID NOT NULL,
    "staffId" UUID NOT NULL,
    "fields" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeskDraft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DeskDraft_createdAt_idx" ON "DeskDraft"("createdAt");

-- CreateIndex
CREATE INDEX "Complaint_assignedTo_idx" ON "Complaint"("assignedTo");

-- AddForeignKey
ALTER TABLE "Complaint" ADD CONSTRAINT "Complaint_assignedTo_fkey" FOREIGN KEY ("assignedTo") REFERENCES "StaffAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
