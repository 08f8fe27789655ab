-- What is kept for a time is found by it (lib/privacy/forget-old.ts).
CREATE INDEX "Message_createdAt_idx" ON "Message"("createdAt");
CREATE INDEX "Notification_createdAt_idx" ON "Notification"("createdAt");
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");
CREATE INDEX "KnownDevice_expiresAt_idx" ON "KnownDevice"("expiresAt");
CREATE INDEX "AccessToken_expiresAt_idx" ON "AccessToken"("expiresAt");
CREATE INDEX "LinkInvitation_expiresAt_idx" ON "LinkInvitation"("expiresAt");
CREATE INDEX "UnusedPart_receivedAt_idx" ON "UnusedPart"("receivedAt");
