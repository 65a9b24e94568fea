import { notFound } from "next/navigation";
import { asFault } from "@/lib/kernel/fault.ts";

/** What a page shows, or Next's 404 where the id has no such shape or the verb says `not_found`. */
export async function orNotFound<T>(wellFormed: boolean, work: () => Promise<T>): Promise<T> {
  if (!wellFormed) notFound();
  try {
    return await work();
  } catch (thrown) {
    if (asFault(thrown).code === "not_found") notFound();
    throw thrown;
  }
}
