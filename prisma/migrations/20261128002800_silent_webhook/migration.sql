-- Money that only asking finds, while no event of the gateway comes.
ALTER TYPE "PaymentAlarmKind" ADD VALUE 'WEBHOOK_SILENT';
