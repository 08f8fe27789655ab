-- CreateTable
CREATE TABLE "DeskSetting" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "fromOn" DATE NOT NULL,
    "setBy" UUID NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeskSetting_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DeskSetting_key_fromOn_idx" ON "DeskSetting"("key", "fromOn");

CREATE TRIGGER "DeskSetting_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "DeskSetting" EXECUTE FUNCTION "history_stays"();
