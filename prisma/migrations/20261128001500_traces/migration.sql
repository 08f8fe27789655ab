-- The trace in which something was asked for, carried to where it is sent.
ALTER TABLE "Message" ADD COLUMN "traceId" UUID;
ALTER TABLE "BillingEvent" ADD COLUMN "traceId" UUID;
