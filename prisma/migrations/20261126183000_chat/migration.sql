-- CreateTable
CREATE TABLE "Chat" (
    "mobile" CHAR(10) NOT NULL,
    "state" JSONB NOT NULL,
    "heldUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Chat_pkey" PRIMARY KEY ("mobile")
);

-- CreateTable
CREATE TABLE "ChatMessage" (
    "wamid" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "mobile" CHAR(10) NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB,
    "answeredAt" TIMESTAMPTZ(3),
    "tries" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "ChatMessage_pkey" PRIMARY KEY ("wamid")
);

-- CreateIndex
CREATE UNIQUE INDEX "ChatMessage_sequence_key" ON "ChatMessage"("sequence");

-- CreateIndex
CREATE INDEX "ChatMessage_mobile_writtenAt_sequence_idx" ON "ChatMessage"("mobile", "writtenAt", "sequence");

-- CreateIndex
CREATE INDEX "ChatMessage_receivedAt_idx" ON "ChatMessage"("receivedAt");

CREATE INDEX "ChatMessage_waiting" ON "ChatMessage"("mobile") WHERE "answeredAt" IS NULL;
