-- CreateEnum
CREATE TYPE "BillBasis" AS ENUM ('ACTUAL', 'PROVISIONAL');

-- CreateEnum
CREATE TYPE "Phase" AS ENUM ('SINGLE', 'THREE');

-- CreateEnum
CREATE TYPE "SupplyMode" AS ENUM ('POSTPAID', 'PREPAID');

-- CreateEnum
CREATE TYPE "LinkRole" AS ENUM ('OWNER', 'MEMBER', 'TENANT');

-- CreateEnum
CREATE TYPE "LinkProof" AS ENUM ('MASTER_RECORD');

-- CreateEnum
CREATE TYPE "MessageChannel" AS ENUM ('SMS', 'WHATSAPP');

-- CreateEnum
CREATE TYPE "ReadingStatus" AS ENUM ('VALID', 'ESTIMATED');

-- CreateEnum
CREATE TYPE "LedgerKind" AS ENUM ('BILL_ISSUED', 'PAYMENT', 'REBATE');

-- CreateEnum
CREATE TYPE "LedgerAccount" AS ENUM ('RECEIVABLE', 'RECEIVABLE_SURCHARGE', 'ADVANCE', 'PREPAID_BALANCE', 'STATE_SUBSIDY', 'REVENUE', 'SURCHARGE_INCOME', 'ROUNDING', 'REBATE', 'GATEWAY_CLEARING', 'COUNTER_CLEARING', 'SUSPENSE');

-- CreateEnum
CREATE TYPE "LedgerSide" AS ENUM ('DEBIT', 'CREDIT');

-- CreateEnum
CREATE TYPE "PaymentState" AS ENUM ('CREATED', 'SHOWN', 'PENDING', 'UNKNOWN', 'PAID', 'FAILED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "PaymentChannel" AS ENUM ('UPI', 'COUNTER', 'BBPS', 'ATP', 'OTHER');

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "connectionId" UUID,
    "detail" JSONB NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bill" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "billNo" TEXT NOT NULL,
    "month" CHAR(7) NOT NULL,
    "periodFrom" DATE NOT NULL,
    "periodTo" DATE NOT NULL,
    "billedOn" DATE NOT NULL,
    "dueOn" DATE NOT NULL,
    "basis" "BillBasis" NOT NULL,
    "holderName" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "subdivision" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "mode" "SupplyMode" NOT NULL,
    "phase" "Phase" NOT NULL,
    "sanctionedLoadW" INTEGER NOT NULL,
    "meterSerialNo" TEXT,
    "dailyWh" BIGINT[],
    "estimatedOn" DATE[],
    "energyWh" BIGINT NOT NULL,
    "maxDemandW" INTEGER,
    "maxDemandAt" TIMESTAMPTZ(3),
    "currentDemandPaise" BIGINT NOT NULL,
    "payableByDuePaise" BIGINT NOT NULL,
    "payableAfterDuePaise" BIGINT NOT NULL,
    "promptRebatePaise" BIGINT NOT NULL,
    "promptUntilOn" DATE,
    "digitalRebatePaise" BIGINT NOT NULL,
    "paymentReference" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Bill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillLine" (
    "billId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "orderId" TEXT,
    "reason" TEXT,
    "arithmetic" JSONB NOT NULL,

    CONSTRAINT "BillLine_pkey" PRIMARY KEY ("billId","position")
);

-- CreateTable
CREATE TABLE "Consumer" (
    "id" UUID NOT NULL,
    "mobile" CHAR(10) NOT NULL,
    "language" CHAR(2) NOT NULL DEFAULT 'hi',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Consumer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" UUID NOT NULL,
    "consumerNo" TEXT NOT NULL,
    "holderName" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "subdivision" TEXT NOT NULL,
    "feeder" TEXT,
    "phase" "Phase" NOT NULL,
    "connectedOn" DATE,
    "securityDepositPaise" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConnectionTerms" (
    "connectionId" UUID NOT NULL,
    "effectiveFrom" DATE NOT NULL,
    "category" TEXT NOT NULL,
    "mode" "SupplyMode" NOT NULL,
    "sanctionedLoadW" INTEGER NOT NULL,

    CONSTRAINT "ConnectionTerms_pkey" PRIMARY KEY ("connectionId","effectiveFrom")
);

-- CreateTable
CREATE TABLE "MobileLink" (
    "id" UUID NOT NULL,
    "consumerId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "role" "LinkRole" NOT NULL DEFAULT 'OWNER',
    "proof" "LinkProof" NOT NULL,
    "linkedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MobileLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OtpChallenge" (
    "id" UUID NOT NULL,
    "mobile" CHAR(10),
    "codeHash" BYTEA NOT NULL,
    "byConsumerNo" BOOLEAN NOT NULL,
    "subjectHash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OtpChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "windowAt" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key","windowAt")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "consumerId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "device" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" UUID NOT NULL,
    "channel" "MessageChannel" NOT NULL,
    "toMobile" CHAR(10) NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "document" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "onceKey" TEXT,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Meter" (
    "id" UUID NOT NULL,
    "serialNo" TEXT NOT NULL,
    "intervalMinutes" INTEGER,
    "maxPowerW" INTEGER NOT NULL,

    CONSTRAINT "Meter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeterInstallation" (
    "id" UUID NOT NULL,
    "meterId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "fromOn" DATE NOT NULL,
    "toOn" DATE,

    CONSTRAINT "MeterInstallation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeterDay" (
    "connectionId" UUID NOT NULL,
    "onDay" DATE NOT NULL,
    "meterId" UUID NOT NULL,
    "energyWh" BIGINT NOT NULL,
    "apparentVah" BIGINT,
    "maxDemandW" INTEGER,
    "maxDemandAt" TIMESTAMPTZ(3),
    "status" "ReadingStatus" NOT NULL DEFAULT 'VALID',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "batchId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MeterDay_pkey" PRIMARY KEY ("connectionId","onDay","meterId")
);

-- CreateTable
CREATE TABLE "MeterDayRevision" (
    "connectionId" UUID NOT NULL,
    "onDay" DATE NOT NULL,
    "meterId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "energyWh" BIGINT NOT NULL,
    "apparentVah" BIGINT,
    "maxDemandW" INTEGER,
    "maxDemandAt" TIMESTAMPTZ(3),
    "status" "ReadingStatus" NOT NULL,
    "batchId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MeterDayRevision_pkey" PRIMARY KEY ("connectionId","onDay","meterId","revision")
);

-- CreateTable
CREATE TABLE "IngestBatch" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "IngestBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerTransaction" (
    "id" UUID NOT NULL,
    "kind" "LedgerKind" NOT NULL,
    "reference" TEXT NOT NULL,
    "connectionId" UUID,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LedgerTransaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "transactionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "account" "LedgerAccount" NOT NULL,
    "side" "LedgerSide" NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "connectionId" UUID,
    "billId" UUID,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("transactionId","position")
);

-- CreateTable
CREATE TABLE "PaymentAttempt" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "billId" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "rebatePaise" BIGINT NOT NULL,
    "state" "PaymentState" NOT NULL DEFAULT 'CREATED',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PaymentAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentStateChange" (
    "attemptId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "fromState" "PaymentState",
    "toState" "PaymentState" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "eventId" TEXT,

    CONSTRAINT "PaymentStateChange_pkey" PRIMARY KEY ("attemptId","position")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" UUID NOT NULL,
    "connectionId" UUID,
    "billId" UUID,
    "attemptId" UUID,
    "transactionId" UUID NOT NULL,
    "channel" "PaymentChannel" NOT NULL,
    "reference" TEXT NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "utr" TEXT,
    "paidAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "receiptNo" TEXT NOT NULL,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GatewayEvent" (
    "eventId" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "processedAt" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "GatewayEvent_pkey" PRIMARY KEY ("eventId")
);

-- CreateTable
CREATE TABLE "ReceiptSeries" (
    "month" CHAR(7) NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "ReceiptSeries_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "TariffOrder" (
    "id" TEXT NOT NULL,
    "effectiveFrom" DATE NOT NULL,
    "categories" JSONB NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TariffOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubsidyScheme" (
    "id" TEXT NOT NULL,
    "effectiveFrom" DATE NOT NULL,
    "categories" JSONB NOT NULL,
    "bands" JSONB NOT NULL,
    "confidence" TEXT NOT NULL,

    CONSTRAINT "SubsidyScheme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DutyRule" (
    "effectiveFrom" DATE NOT NULL,
    "effectiveTo" DATE,
    "mode" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "confidence" TEXT NOT NULL,

    CONSTRAINT "DutyRule_pkey" PRIMARY KEY ("effectiveFrom")
);

-- CreateTable
CREATE TABLE "FuelCharge" (
    "month" CHAR(7) NOT NULL,
    "paisePerKwh" TEXT NOT NULL,

    CONSTRAINT "FuelCharge_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "TariffTerms" (
    "id" SERIAL NOT NULL,
    "rebates" JSONB NOT NULL,
    "delayedPayment" JSONB NOT NULL,
    "supplyHours" JSONB NOT NULL,
    "readings" JSONB NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TariffTerms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditEntry_connectionId_at_idx" ON "AuditEntry"("connectionId", "at");

-- CreateIndex
CREATE INDEX "AuditEntry_action_at_idx" ON "AuditEntry"("action", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Bill_billNo_key" ON "Bill"("billNo");

-- CreateIndex
CREATE UNIQUE INDEX "Bill_paymentReference_key" ON "Bill"("paymentReference");

-- CreateIndex
CREATE INDEX "Bill_connectionId_periodTo_idx" ON "Bill"("connectionId", "periodTo");

-- CreateIndex
CREATE UNIQUE INDEX "Bill_connectionId_month_key" ON "Bill"("connectionId", "month");

-- CreateIndex
CREATE INDEX "BillLine_orderId_idx" ON "BillLine"("orderId");

-- CreateIndex
CREATE UNIQUE INDEX "Consumer_mobile_key" ON "Consumer"("mobile");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_consumerNo_key" ON "Connection"("consumerNo");

-- CreateIndex
CREATE INDEX "MobileLink_consumerId_idx" ON "MobileLink"("consumerId");

-- CreateIndex
CREATE INDEX "MobileLink_connectionId_idx" ON "MobileLink"("connectionId");

-- CreateIndex
CREATE INDEX "OtpChallenge_subjectHash_createdAt_idx" ON "OtpChallenge"("subjectHash", "createdAt");

-- CreateIndex
CREATE INDEX "OtpChallenge_expiresAt_idx" ON "OtpChallenge"("expiresAt");

-- CreateIndex
CREATE INDEX "RateLimit_expiresAt_idx" ON "RateLimit"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_consumerId_idx" ON "Session"("consumerId");

-- CreateIndex
CREATE UNIQUE INDEX "Message_onceKey_key" ON "Message"("onceKey");

-- CreateIndex
CREATE INDEX "Message_toMobile_createdAt_idx" ON "Message"("toMobile", "createdAt");

-- CreateIndex
CREATE INDEX "Message_sentAt_idx" ON "Message"("sentAt");

-- CreateIndex
CREATE UNIQUE INDEX "Meter_serialNo_key" ON "Meter"("serialNo");

-- CreateIndex
CREATE INDEX "MeterInstallation_meterId_idx" ON "MeterInstallation"("meterId");

-- CreateIndex
CREATE INDEX "MeterInstallation_connectionId_idx" ON "MeterInstallation"("connectionId");

-- CreateIndex
CREATE INDEX "MeterDay_meterId_onDay_idx" ON "MeterDay"("meterId", "onDay");

-- CreateIndex
CREATE INDEX "MeterDay_batchId_idx" ON "MeterDay"("batchId");

-- CreateIndex
CREATE INDEX "IngestBatch_kind_startedAt_idx" ON "IngestBatch"("kind", "startedAt");

-- CreateIndex
CREATE INDEX "LedgerTransaction_connectionId_occurredAt_idx" ON "LedgerTransaction"("connectionId", "occurredAt");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerTransaction_kind_reference_key" ON "LedgerTransaction"("kind", "reference");

-- CreateIndex
CREATE INDEX "LedgerEntry_connectionId_account_idx" ON "LedgerEntry"("connectionId", "account");

-- CreateIndex
CREATE INDEX "LedgerEntry_billId_idx" ON "LedgerEntry"("billId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_reference_key" ON "PaymentAttempt"("reference");

-- CreateIndex
CREATE INDEX "PaymentAttempt_billId_idx" ON "PaymentAttempt"("billId");

-- CreateIndex
CREATE INDEX "PaymentAttempt_connectionId_createdAt_idx" ON "PaymentAttempt"("connectionId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_transactionId_key" ON "Payment"("transactionId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_receiptNo_key" ON "Payment"("receiptNo");

-- CreateIndex
CREATE INDEX "Payment_connectionId_paidAt_idx" ON "Payment"("connectionId", "paidAt");

-- CreateIndex
CREATE INDEX "Payment_billId_idx" ON "Payment"("billId");

-- CreateIndex
CREATE INDEX "Payment_attemptId_idx" ON "Payment"("attemptId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_channel_reference_key" ON "Payment"("channel", "reference");

-- CreateIndex
CREATE INDEX "GatewayEvent_processedAt_idx" ON "GatewayEvent"("processedAt");

-- CreateIndex
CREATE UNIQUE INDEX "TariffOrder_effectiveFrom_key" ON "TariffOrder"("effectiveFrom");

-- AddForeignKey
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillLine" ADD CONSTRAINT "BillLine_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectionTerms" ADD CONSTRAINT "ConnectionTerms_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MobileLink" ADD CONSTRAINT "MobileLink_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MobileLink" ADD CONSTRAINT "MobileLink_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterInstallation" ADD CONSTRAINT "MeterInstallation_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterInstallation" ADD CONSTRAINT "MeterInstallation_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterDay" ADD CONSTRAINT "MeterDay_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterDay" ADD CONSTRAINT "MeterDay_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterDay" ADD CONSTRAINT "MeterDay_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "LedgerTransaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentStateChange" ADD CONSTRAINT "PaymentStateChange_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "PaymentAttempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "PaymentAttempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "LedgerTransaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
