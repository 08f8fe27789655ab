-- CreateTable
CREATE TABLE "NoticeRound" (
    "on" DATE NOT NULL,
    "doneTo" UUID,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "NoticeRound_pkey" PRIMARY KEY ("on")
);
