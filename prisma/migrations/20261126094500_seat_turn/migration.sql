-- How often the holder has settled: by it a commit whose answer was lost is known for what it was.
ALTER TABLE "pump_seat" ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0;
