import { uploadLimits } from "../proof/schema.ts";
import type { Arrival } from "./handler.ts";
import { makePlaces } from "./places.ts";

/** Each may take its largest size twice over on the disk, and a media process. */
const uploads = makePlaces({ most: 32, each: 8 }, "uploads");
const largestBytes = uploadLimits.fileBytesMax + uploadLimits.manifestBytesMax;

/**
 * A scratch folder for one upload, on the disk: what a stranger sends is as large as may be, and memory is everybody's.
 * Throws Fault `limit` with `RATE_LIMIT_EXCEEDED` where as many uploads as may be are in hand, in all or of this caller.
 */
export async function holdUpload<T>(
  { wiring, caller }: Pick<Arrival, "wiring" | "caller">,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const leave = uploads.take(caller.countedAs, { errorCode: "RATE_LIMIT_EXCEEDED" });
  try {
    return await wiring.ports.scratch.within(work, largestBytes);
  } finally {
    leave();
  }
}
