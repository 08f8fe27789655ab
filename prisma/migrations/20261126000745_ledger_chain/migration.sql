-- AlterEnum
ALTER TYPE "LedgerAccount" ADD VALUE 'REFUND_PAYABLE';
ALTER TYPE "LedgerAccount" ADD VALUE 'BANK';
ALTER TYPE "LedgerAccount" ADD VALUE 'GATEWAY_FEES';

-- AlterEnum
ALTER TYPE "LedgerKind" ADD VALUE 'ADVANCE_USED';
ALTER TYPE "LedgerKind" ADD VALUE 'REFUND_AGREED';
ALTER TYPE "LedgerKind" ADD VALUE 'REFUND_PAID';
ALTER TYPE "LedgerKind" ADD VALUE 'REFUND_FAILED';
ALTER TYPE "LedgerKind" ADD VALUE 'SUSPENSE_CLEARED';
ALTER TYPE "LedgerKind" ADD VALUE 'SETTLEMENT';

-- CreateTable
CREATE TABLE "LedgerSeal" (
    "chainId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "transactionId" UUID NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "LedgerSeal_pkey" PRIMARY KEY ("chainId","position")
);

-- CreateTable
CREATE TABLE "LedgerRoot" (
    "number" INTEGER NOT NULL,
    "sealedAt" TIMESTAMPTZ(3) NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "LedgerRoot_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "LedgerRootHead" (
    "rootNumber" INTEGER NOT NULL,
    "chainId" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "LedgerRootHead_pkey" PRIMARY KEY ("rootNumber","chainId")
);

-- CreateIndex
CREATE UNIQUE INDEX "LedgerSeal_transactionId_key" ON "LedgerSeal"("transactionId");

-- CreateIndex
CREATE INDEX "LedgerRootHead_chainId_position_idx" ON "LedgerRootHead"("chainId", "position");

-- AddForeignKey
ALTER TABLE "LedgerSeal" ADD CONSTRAINT "LedgerSeal_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "LedgerTransaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerRootHead" ADD CONSTRAINT "LedgerRootHead_rootNumber_fkey" FOREIGN KEY ("rootNumber") REFERENCES "LedgerRoot"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say: each transaction is sealed at commit by the database itself, so that no writer can
-- forget it. The digest is over plain text that any other program can build: a JSON array with ", " between its parts.
CREATE FUNCTION "ledger_digest"("previous" bytea, "of" uuid) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256("previous" || convert_to(jsonb_build_array(
    t."id", t."kind", t."reference", t."connectionId",
    floor(extract(epoch FROM t."occurredAt") * 1000)::bigint::text,
    floor(extract(epoch FROM t."recordedAt") * 1000)::bigint::text,
    (SELECT jsonb_agg(jsonb_build_array(
      e."position", e."account", e."side", e."amountPaise"::text, e."connectionId", e."billId") ORDER BY e."position")
      FROM "LedgerEntry" e WHERE e."transactionId" = t."id")
  )::text, 'UTF8')) FROM "LedgerTransaction" t WHERE t."id" = "of"
$$;

CREATE FUNCTION "ledger_seal_transaction"("of" uuid, "owner" uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  "chain" uuid := coalesce("owner", '00000000-0000-0000-0000-000000000000');
  "head" record;
BEGIN
  -- Writers of one chain come one after the other; those of other chains do not wait.
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger chain ' || "chain"::text, 0));
  SELECT "position", "hash" INTO "head" FROM "LedgerSeal" WHERE "chainId" = "chain" ORDER BY "position" DESC LIMIT 1;
  INSERT INTO "LedgerSeal" ("chainId", "position", "transactionId", "hash") VALUES
    ("chain", coalesce("head"."position", 0) + 1, "of", "ledger_digest"(coalesce("head"."hash", ''::bytea), "of"));
END $$;

-- What was written before there was a chain is sealed in the order of writing.
DO $$
DECLARE "row" record;
BEGIN
  FOR "row" IN SELECT "id", "connectionId" FROM "LedgerTransaction" ORDER BY "recordedAt", "id" LOOP
    PERFORM "ledger_seal_transaction"("row"."id", "row"."connectionId");
  END LOOP;
END $$;

CREATE FUNCTION "ledger_seal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "ledger_seal_transaction"(NEW."id", NEW."connectionId");
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "LedgerTransaction_sealed" AFTER INSERT ON "LedgerTransaction"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "ledger_seal"();

CREATE TRIGGER "LedgerSeal_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerSeal" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "LedgerRoot_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerRoot" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "LedgerRootHead_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerRootHead" EXECUTE FUNCTION "history_stays"();
