-- AlterTable
ALTER TABLE "LinkRequest" ADD COLUMN     "endsOn" DATE,
ADD COLUMN     "role" "LinkRole" NOT NULL DEFAULT 'OWNER',
ADD COLUMN     "staffId" UUID;

ALTER TABLE "LinkRequest" ADD CONSTRAINT "LinkRequest_ends" CHECK (("role" = 'TENANT') = ("endsOn" IS NOT NULL));
