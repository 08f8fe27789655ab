-- CreateEnum
CREATE TYPE "TariffProposalState" AS ENUM ('WAITING', 'AGREED', 'REFUSED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "TariffProposal" (
    "id" UUID NOT NULL,
    "change" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "proposedBy" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "TariffProposalState" NOT NULL DEFAULT 'WAITING',
    "decidedBy" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TariffProposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TariffProposal_state_proposedAt_idx" ON "TariffProposal"("state", "proposedAt");

ALTER TABLE "TariffProposal" ADD CONSTRAINT "TariffProposal_is_decided" CHECK (
    CASE "state"
        WHEN 'WAITING' THEN "decidedBy" IS NULL AND "decidedAt" IS NULL
        WHEN 'WITHDRAWN' THEN "decidedAt" IS NOT NULL AND "decidedBy" IS NOT DISTINCT FROM "proposedBy"
        ELSE "decidedAt" IS NOT NULL AND "decidedBy" IS NOT NULL AND "decidedBy" <> "proposedBy"
    END
);
ALTER TABLE "TariffProposal" ADD CONSTRAINT "TariffProposal_has_a_source" CHECK (length(trim("source")) > 0);

-- What somebody decided on is what somebody proposed.
CREATE FUNCTION "tariff_proposal_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'A proposed tariff is never deleted';
    END IF;
    IF OLD."state" <> 'WAITING' OR (NEW."id", NEW."change", NEW."source", NEW."proposedBy", NEW."proposedAt")
        IS DISTINCT FROM (OLD."id", OLD."change", OLD."source", OLD."proposedBy", OLD."proposedAt") THEN
        RAISE EXCEPTION 'A proposed tariff is decided once and never changed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "TariffProposal_stays" BEFORE UPDATE OR DELETE ON "TariffProposal" FOR EACH ROW EXECUTE FUNCTION "tariff_proposal_stays"();
