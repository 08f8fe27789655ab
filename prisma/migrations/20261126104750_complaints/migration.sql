-- CreateEnum
CREATE TYPE "ComplaintDoor" AS ENUM ('WEB', 'WHATSAPP', 'CAMP', 'COUNTER');

-- CreateEnum
CREATE TYPE "ComplaintState" AS ENUM ('OPEN', 'PROMISED', 'RESOLVED', 'REJECTED');

-- CreateEnum
CREATE TYPE "ComplaintLevel" AS ENUM ('SUBDIVISION', 'DIVISION', 'FORUM', 'OMBUDSMAN');

-- CreateEnum
CREATE TYPE "ComplaintEventKind" AS ENUM ('REGISTERED', 'MESSAGE', 'ASSIGNED', 'PROMISED', 'RESOLVED', 'REJECTED', 'REOPENED', 'ESCALATED', 'RATED');

-- CreateTable
CREATE TABLE "Complaint" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "requestKey" TEXT NOT NULL,
    "connectionId" UUID,
    "consumerId" UUID,
    "mobile" CHAR(10),
    "language" CHAR(2) NOT NULL DEFAULT 'hi',
    "door" "ComplaintDoor" NOT NULL,
    "category" TEXT NOT NULL,
    "subdivision" TEXT NOT NULL,
    "state" "ComplaintState" NOT NULL DEFAULT 'OPEN',
    "level" "ComplaintLevel" NOT NULL DEFAULT 'SUBDIVISION',
    "since" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "evidence" JSONB,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "promisedOn" DATE,
    "decidedAt" TIMESTAMPTZ(3),
    "rating" INTEGER,

    CONSTRAINT "Complaint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ComplaintEvent" (
    "id" BIGSERIAL NOT NULL,
    "complaintId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "ComplaintEventKind" NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "text" TEXT,
    "detail" JSONB,

    CONSTRAINT "ComplaintEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ComplaintAttachment" (
    "id" UUID NOT NULL,
    "complaintId" UUID NOT NULL,
    "eventId" BIGINT NOT NULL,
    "contentType" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "ComplaintAttachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ComplaintDraft" (
    "id" UUID NOT NULL,
    "consumerId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "files" BYTEA[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ComplaintDraft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Complaint_sequence_key" ON "Complaint"("sequence");

-- CreateIndex
CREATE UNIQUE INDEX "Complaint_requestKey_key" ON "Complaint"("requestKey");

-- CreateIndex
CREATE INDEX "Complaint_connectionId_registeredAt_idx" ON "Complaint"("connectionId", "registeredAt");

-- CreateIndex
CREATE INDEX "Complaint_consumerId_idx" ON "Complaint"("consumerId");

-- CreateIndex
CREATE INDEX "Complaint_subdivision_state_dueAt_idx" ON "Complaint"("subdivision", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Complaint_mobile_idx" ON "Complaint"("mobile");

-- CreateIndex
CREATE INDEX "ComplaintEvent_complaintId_id_idx" ON "ComplaintEvent"("complaintId", "id");

-- CreateIndex
CREATE INDEX "ComplaintAttachment_complaintId_idx" ON "ComplaintAttachment"("complaintId");

-- CreateIndex
CREATE INDEX "ComplaintAttachment_eventId_idx" ON "ComplaintAttachment"("eventId");

-- CreateIndex
CREATE INDEX "ComplaintDraft_createdAt_idx" ON "ComplaintDraft"("createdAt");

-- AddForeignKey
ALTER TABLE "Complaint" ADD CONSTRAINT "Complaint_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Complaint" ADD CONSTRAINT "Complaint_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ComplaintEvent" ADD CONSTRAINT "ComplaintEvent_complaintId_fkey" FOREIGN KEY ("complaintId") REFERENCES "Complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ComplaintAttachment" ADD CONSTRAINT "ComplaintAttachment_complaintId_fkey" FOREIGN KEY ("complaintId") REFERENCES "Complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ComplaintAttachment" ADD CONSTRAINT "ComplaintAttachment_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "ComplaintEvent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "Complaint" ADD CONSTRAINT "Complaint_promise_has_a_day" CHECK (
  ("state" = 'PROMISED') = ("promisedOn" IS NOT NULL)
);
ALTER TABLE "Complaint" ADD CONSTRAINT "Complaint_decision_has_a_time" CHECK (
  ("state" IN ('RESOLVED', 'REJECTED')) = ("decidedAt" IS NOT NULL)
);
ALTER TABLE "Complaint" ADD CONSTRAINT "Complaint_is_rated_once_decided" CHECK (
  "rating" BETWEEN 1 AND 5 AND "decidedAt" IS NOT NULL OR "rating" IS NULL
);
CREATE TRIGGER "ComplaintEvent_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ComplaintEvent" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "ComplaintAttachment_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ComplaintAttachment" EXECUTE FUNCTION "history_stays"();
