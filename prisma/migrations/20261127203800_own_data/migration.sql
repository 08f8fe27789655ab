-- Codes for the file of everything that is held about a person, and for the end of their login.
ALTER TYPE "OtpPurpose" ADD VALUE 'EXPORT';
ALTER TYPE "OtpPurpose" ADD VALUE 'ERASURE';
