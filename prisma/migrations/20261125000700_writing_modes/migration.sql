-- AlterTable
ALTER TABLE "approval" ADD COLUMN     "typed_words" TEXT;

-- AlterTable
ALTER TABLE "run_item" ADD COLUMN     "meant" JSONB,
ADD COLUMN     "sidecar" BOOLEAN NOT NULL DEFAULT true;
