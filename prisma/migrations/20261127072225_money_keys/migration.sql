-- What moves money carries its connection, or its chain of the ledger, first in its key, so that the database can be cut
-- by it (docs/scale.md). Keys never change, and a database that is cut follows no change of one: NO ACTION.

-- DropForeignKey
ALTER TABLE "Adjustment" DROP CONSTRAINT "Adjustment_connectionId_fkey";

-- DropForeignKey
ALTER TABLE "Adjustment" DROP CONSTRAINT "Adjustment_connectionId_settledBillId_fkey";

-- DropForeignKey
ALTER TABLE "Bill" DROP CONSTRAINT "Bill_connectionId_fkey";

-- DropForeignKey
ALTER TABLE "BillLine" DROP CONSTRAINT "BillLine_connectionId_billId_fkey";

-- DropForeignKey
ALTER TABLE "BilledAdjustment" DROP CONSTRAINT "BilledAdjustment_connectionId_adjustmentId_fkey";

-- DropForeignKey
ALTER TABLE "BilledAdjustment" DROP CONSTRAINT "BilledAdjustment_connectionId_billId_fkey";

-- DropForeignKey
ALTER TABLE "DisconnectionNotice" DROP CONSTRAINT "DisconnectionNotice_connectionId_fkey";

-- DropForeignKey
ALTER TABLE "InstalmentRequest" DROP CONSTRAINT "InstalmentRequest_connectionId_fkey";

-- DropForeignKey
ALTER TABLE "LedgerEntry" DROP CONSTRAINT "LedgerEntry_connectionId_billId_fkey";

-- DropForeignKey
ALTER TABLE "LedgerEntry" DROP CONSTRAINT "LedgerEntry_connectionId_fkey";

-- DropForeignKey
ALTER TABLE "LedgerEntry" DROP CONSTRAINT "LedgerEntry_transactionId_fkey";

-- DropForeignKey
ALTER TABLE "LedgerSeal" DROP CONSTRAINT "LedgerSeal_transactionId_fkey";

-- DropForeignKey
ALTER TABLE "PayLink" DROP CONSTRAINT "PayLink_connectionId_fkey";

-- DropForeignKey
ALTER TABLE "Payment" DROP CONSTRAINT "Payment_attemptId_fkey";

-- DropForeignKey
ALTER TABLE "Payment" DROP CONSTRAINT "Payment_connectionId_billId_fkey";

-- DropForeignKey
ALTER TABLE "Payment" DROP CONSTRAINT "Payment_connectionId_fkey";

-- DropForeignKey
ALTER TABLE "Payment" DROP CONSTRAINT "Payment_transactionId_fkey";

-- DropForeignKey
ALTER TABLE "PaymentAttempt" DROP CONSTRAINT "PaymentAttempt_connectionId_billId_fkey";

-- DropForeignKey
ALTER TABLE "PaymentAttempt" DROP CONSTRAINT "PaymentAttempt_connectionId_fkey";

-- DropForeignKey
ALTER TABLE "PaymentRequest" DROP CONSTRAINT "PaymentRequest_attemptId_fkey";

-- DropForeignKey
ALTER TABLE "PaymentStateChange" DROP CONSTRAINT "PaymentStateChange_attemptId_fkey";

-- DropForeignKey
ALTER TABLE "Refund" DROP CONSTRAINT "Refund_paymentId_fkey";

-- DropForeignKey
ALTER TABLE "SettlementLine" DROP CONSTRAINT "SettlementLine_transactionId_fkey";

-- DropIndex
DROP INDEX "BillingEvent_id_key";

-- DropIndex
DROP INDEX "BillingEvent_kind_subjectId_key";

-- DropIndex
DROP INDEX "GatewayQr_reference_idx";

-- DropIndex
DROP INDEX "LedgerEntry_billId_idx";

-- DropIndex
DROP INDEX "LedgerEntry_connectionId_account_idx";

-- DropIndex
DROP INDEX "LedgerSeal_transactionId_key";

-- DropIndex
DROP INDEX "LedgerTransaction_connectionId_occurredAt_idx";

-- DropIndex
DROP INDEX "Payment_attemptId_idx";

-- DropIndex
DROP INDEX "Payment_billId_idx";

-- DropIndex
DROP INDEX "Payment_connectionId_paidAt_idx";

-- DropIndex
DROP INDEX "Payment_transactionId_key";

-- DropIndex
DROP INDEX "PaymentAttempt_billId_idx";

-- DropIndex
DROP INDEX "Refund_paymentId_idx";

-- What is there gets its column from what it belongs to, and the ledger from its connection, or zeros for money of nobody
-- known. History is not changed by it: nothing that was said is said otherwise, and no hash is over the new columns.
ALTER TABLE "LedgerTransaction" ADD COLUMN "chainId" UUID;
ALTER TABLE "LedgerTransaction" DISABLE TRIGGER "LedgerTransaction_stays";
UPDATE "LedgerTransaction" SET "chainId" = coalesce("connectionId", '00000000-0000-0000-0000-000000000000');
ALTER TABLE "LedgerTransaction" ENABLE TRIGGER "LedgerTransaction_stays";

ALTER TABLE "LedgerEntry" ADD COLUMN "chainId" UUID;
ALTER TABLE "LedgerEntry" DISABLE TRIGGER "LedgerEntry_stays";
UPDATE "LedgerEntry" e SET "chainId" = t."chainId" FROM "LedgerTransaction" t WHERE t."id" = e."transactionId";
ALTER TABLE "LedgerEntry" ENABLE TRIGGER "LedgerEntry_stays";

ALTER TABLE "Payment" ADD COLUMN "chainId" UUID;
ALTER TABLE "Payment" DISABLE TRIGGER "Payment_stays";
UPDATE "Payment" SET "chainId" = coalesce("connectionId", '00000000-0000-0000-0000-000000000000');
ALTER TABLE "Payment" ENABLE TRIGGER "Payment_stays";

ALTER TABLE "PaymentStateChange" ADD COLUMN "connectionId" UUID;
ALTER TABLE "PaymentStateChange" DISABLE TRIGGER "PaymentStateChange_stays";
UPDATE "PaymentStateChange" c SET "connectionId" = a."connectionId" FROM "PaymentAttempt" a WHERE a."id" = c."attemptId";
ALTER TABLE "PaymentStateChange" ENABLE TRIGGER "PaymentStateChange_stays";

ALTER TABLE "Refund" ADD COLUMN "chainId" UUID;
ALTER TABLE "Refund" DISABLE TRIGGER "Refund_within_payment";
UPDATE "Refund" r SET "chainId" = p."chainId" FROM "Payment" p WHERE p."id" = r."paymentId";
ALTER TABLE "Refund" ENABLE TRIGGER "Refund_within_payment";

ALTER TABLE "PaymentRequest" ADD COLUMN "connectionId" UUID;
UPDATE "PaymentRequest" r SET "connectionId" = a."connectionId" FROM "PaymentAttempt" a WHERE a."id" = r."attemptId";

ALTER TABLE "PaymentBatch" ADD COLUMN "connectionIds" UUID[];
UPDATE "PaymentBatch" b SET "connectionIds" =
  array(SELECT a."connectionId" FROM "PaymentAttempt" a WHERE a."batchId" = b."id" ORDER BY a."connectionId");

ALTER TABLE "GatewayQr" ADD COLUMN "connectionId" UUID;
UPDATE "GatewayQr" q SET "connectionId" = coalesce(
  (SELECT "connectionId" FROM "PaymentAttempt" WHERE "reference" = q."reference"),
  (SELECT "connectionId" FROM "Bill" WHERE "paymentReference" = q."reference"),
  (SELECT "connectionIds"[1] FROM "PaymentBatch" WHERE "reference" = q."reference"),
  '00000000-0000-0000-0000-000000000000');

-- AlterTable
ALTER TABLE "GatewayQr" DROP CONSTRAINT "GatewayQr_pkey",
ALTER COLUMN "connectionId" SET NOT NULL,
ADD CONSTRAINT "GatewayQr_pkey" PRIMARY KEY ("connectionId", "id");

-- AlterTable
ALTER TABLE "InstalmentRequest" DROP CONSTRAINT "InstalmentRequest_pkey",
ADD CONSTRAINT "InstalmentRequest_pkey" PRIMARY KEY ("connectionId", "id");

-- AlterTable
ALTER TABLE "LedgerEntry" DROP CONSTRAINT "LedgerEntry_pkey",
ALTER COLUMN "chainId" SET NOT NULL,
ADD CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("chainId", "transactionId", "position");

-- AlterTable
ALTER TABLE "LedgerTransaction" DROP CONSTRAINT "LedgerTransaction_pkey",
ALTER COLUMN "chainId" SET NOT NULL,
ADD CONSTRAINT "LedgerTransaction_pkey" PRIMARY KEY ("chainId", "id");

-- AlterTable
ALTER TABLE "PayLink" DROP CONSTRAINT "PayLink_pkey",
ADD CONSTRAINT "PayLink_pkey" PRIMARY KEY ("connectionId", "code");

-- AlterTable
ALTER TABLE "Payment" DROP CONSTRAINT "Payment_pkey",
ALTER COLUMN "chainId" SET NOT NULL,
ADD CONSTRAINT "Payment_pkey" PRIMARY KEY ("chainId", "id");

-- AlterTable
ALTER TABLE "PaymentAttempt" DROP CONSTRAINT "PaymentAttempt_pkey",
ADD CONSTRAINT "PaymentAttempt_pkey" PRIMARY KEY ("connectionId", "id");

-- AlterTable
ALTER TABLE "PaymentRequest" ALTER COLUMN "connectionId" SET NOT NULL;

-- AlterTable
ALTER TABLE "PaymentStateChange" DROP CONSTRAINT "PaymentStateChange_pkey",
ALTER COLUMN "connectionId" SET NOT NULL,
ADD CONSTRAINT "PaymentStateChange_pkey" PRIMARY KEY ("connectionId", "attemptId", "position");

-- AlterTable
ALTER TABLE "Refund" DROP CONSTRAINT "Refund_pkey",
ALTER COLUMN "chainId" SET NOT NULL,
ADD CONSTRAINT "Refund_pkey" PRIMARY KEY ("chainId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "BillingEvent_chainId_kind_subjectId_key" ON "BillingEvent"("chainId", "kind", "subjectId");

-- CreateIndex
CREATE INDEX "GatewayQr_connectionId_reference_idx" ON "GatewayQr"("connectionId", "reference");

-- CreateIndex
CREATE INDEX "InstalmentRequest_id_idx" ON "InstalmentRequest"("id");

-- CreateIndex
CREATE INDEX "LedgerEntry_chainId_account_idx" ON "LedgerEntry"("chainId", "account");

-- CreateIndex
CREATE INDEX "LedgerEntry_chainId_billId_idx" ON "LedgerEntry"("chainId", "billId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerSeal_chainId_transactionId_key" ON "LedgerSeal"("chainId", "transactionId");

-- CreateIndex
CREATE INDEX "LedgerTransaction_chainId_occurredAt_idx" ON "LedgerTransaction"("chainId", "occurredAt");

-- CreateIndex
CREATE UNIQUE INDEX "PayLink_code_key" ON "PayLink"("code");

-- CreateIndex
CREATE INDEX "Payment_id_idx" ON "Payment"("id");

-- CreateIndex
CREATE INDEX "Payment_chainId_paidAt_idx" ON "Payment"("chainId", "paidAt");

-- CreateIndex
CREATE INDEX "Payment_chainId_billId_idx" ON "Payment"("chainId", "billId");

-- CreateIndex
CREATE INDEX "Payment_chainId_attemptId_idx" ON "Payment"("chainId", "attemptId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_chainId_transactionId_key" ON "Payment"("chainId", "transactionId");

-- CreateIndex
CREATE INDEX "PaymentAttempt_connectionId_billId_idx" ON "PaymentAttempt"("connectionId", "billId");

-- CreateIndex
CREATE INDEX "Refund_id_idx" ON "Refund"("id");

-- CreateIndex
CREATE INDEX "Refund_chainId_paymentId_idx" ON "Refund"("chainId", "paymentId");

-- AddForeignKey
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "BillLine" ADD CONSTRAINT "BillLine_connectionId_billId_fkey" FOREIGN KEY ("connectionId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_connectionId_settledBillId_fkey" FOREIGN KEY ("connectionId", "settledBillId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "BilledAdjustment" ADD CONSTRAINT "BilledAdjustment_connectionId_adjustmentId_fkey" FOREIGN KEY ("connectionId", "adjustmentId") REFERENCES "Adjustment"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "BilledAdjustment" ADD CONSTRAINT "BilledAdjustment_connectionId_billId_fkey" FOREIGN KEY ("connectionId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "DisconnectionNotice" ADD CONSTRAINT "DisconnectionNotice_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_chainId_transactionId_fkey" FOREIGN KEY ("chainId", "transactionId") REFERENCES "LedgerTransaction"("chainId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_chainId_billId_fkey" FOREIGN KEY ("chainId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "LedgerSeal" ADD CONSTRAINT "LedgerSeal_chainId_transactionId_fkey" FOREIGN KEY ("chainId", "transactionId") REFERENCES "LedgerTransaction"("chainId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_connectionId_billId_fkey" FOREIGN KEY ("connectionId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "PaymentStateChange" ADD CONSTRAINT "PaymentStateChange_connectionId_attemptId_fkey" FOREIGN KEY ("connectionId", "attemptId") REFERENCES "PaymentAttempt"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_chainId_billId_fkey" FOREIGN KEY ("chainId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_chainId_attemptId_fkey" FOREIGN KEY ("chainId", "attemptId") REFERENCES "PaymentAttempt"("connectionId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_chainId_transactionId_fkey" FOREIGN KEY ("chainId", "transactionId") REFERENCES "LedgerTransaction"("chainId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_chainId_paymentId_fkey" FOREIGN KEY ("chainId", "paymentId") REFERENCES "Payment"("chainId", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "InstalmentRequest" ADD CONSTRAINT "InstalmentRequest_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "PayLink" ADD CONSTRAINT "PayLink_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "LedgerTransaction" ADD CONSTRAINT "LedgerTransaction_chain_is_whose"
  CHECK ("chainId" = coalesce("connectionId", '00000000-0000-0000-0000-000000000000'));
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_chain_is_whose" CHECK ("connectionId" = "chainId");
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_chain_is_whose"
  CHECK ("chainId" = coalesce("connectionId", '00000000-0000-0000-0000-000000000000'));
DROP INDEX "PaymentAttempt_one_open_a_bill";
CREATE UNIQUE INDEX "PaymentAttempt_one_open_a_bill" ON "PaymentAttempt" ("connectionId", "billId")
  WHERE "state" IN ('CREATED', 'SHOWN', 'PENDING', 'UNKNOWN');

-- Each guard asks by the chain too: it finds all it needs beside the row that it guards.
CREATE OR REPLACE FUNCTION "ledger_must_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE difference bigint;
BEGIN
  SELECT coalesce(sum(CASE "side" WHEN 'DEBIT' THEN "amountPaise" ELSE -"amountPaise" END), 0) INTO difference
    FROM "LedgerEntry" WHERE "chainId" = NEW."chainId" AND "transactionId" = NEW."transactionId";
  IF difference <> 0 THEN
    RAISE EXCEPTION 'Ledger transaction % is out of balance by % paise', NEW."transactionId", difference
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

-- The text that is hashed is the same as before: the chain is no part of it.
CREATE FUNCTION "ledger_digest"("previous" bytea, "chain" uuid, "of" uuid) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256("previous" || convert_to(jsonb_build_array(
    t."id", t."kind", t."reference", t."connectionId",
    floor(extract(epoch FROM t."occurredAt") * 1000)::bigint::text,
    floor(extract(epoch FROM t."recordedAt") * 1000)::bigint::text,
    (SELECT jsonb_agg(jsonb_build_array(
      e."position", e."account", e."side", e."amountPaise"::text, e."connectionId", e."billId") ORDER BY e."position")
      FROM "LedgerEntry" e WHERE e."chainId" = "chain" AND e."transactionId" = t."id")
  )::text, 'UTF8')) FROM "LedgerTransaction" t WHERE t."chainId" = "chain" AND t."id" = "of"
$$;

CREATE FUNCTION "ledger_seal_in_chain"("chain" uuid, "of" uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE "head" record;
BEGIN
  -- Writers of one chain come one after the other; those of other chains do not wait.
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger chain ' || "chain"::text, 0));
  SELECT "position", "hash" INTO "head" FROM "LedgerSeal" WHERE "chainId" = "chain" ORDER BY "position" DESC LIMIT 1;
  INSERT INTO "LedgerSeal" ("chainId", "position", "transactionId", "hash") VALUES
    ("chain", coalesce("head"."position", 0) + 1, "of", "ledger_digest"(coalesce("head"."hash", ''::bytea), "chain", "of"));
END $$;

CREATE OR REPLACE FUNCTION "ledger_seal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "ledger_seal_in_chain"(NEW."chainId", NEW."id");
  RETURN NULL;
END $$;
DROP FUNCTION "ledger_seal_transaction"(uuid, uuid);
DROP FUNCTION "ledger_digest"(bytea, uuid);

CREATE OR REPLACE FUNCTION "refunds_within_payment"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "paid" bigint;
  "refunded" bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW."chainId" <> OLD."chainId" OR NEW."paymentId" <> OLD."paymentId"
      OR NEW."amountPaise" <> OLD."amountPaise") THEN
    RAISE EXCEPTION 'Refund %: payment and amount stay' , NEW."id" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('payment refunds ' || NEW."paymentId", 0));
  SELECT "amountPaise" INTO "paid" FROM "Payment" WHERE "chainId" = NEW."chainId" AND "id" = NEW."paymentId";
  SELECT coalesce(sum("amountPaise"), 0) INTO "refunded" FROM "Refund"
    WHERE "chainId" = NEW."chainId" AND "paymentId" = NEW."paymentId" AND "id" <> NEW."id"
      AND "state" NOT IN ('REJECTED', 'FAILED');
  IF NEW."state" NOT IN ('REJECTED', 'FAILED') AND "refunded" + NEW."amountPaise" > "paid" THEN
    RAISE EXCEPTION 'Refunds of payment % exceed it', NEW."paymentId" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
