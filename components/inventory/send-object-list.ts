import type { InventoryView } from "@/lib/inventory/schema.ts";

/**
 * Sends an object list to the API, which takes it in as it arrives: for a new inventory, or one that broke off. A refusal
 * comes back as its own sentence.
 */
export async function sendObjectList(
  file: File,
  where: { workspace: string; bucketId: string; prefixes?: readonly string[]; inventoryId?: string },
): Promise<InventoryView | { refused: string }> {
  const type = /\.(jsonl|ndjson)$/i.test(file.name) ? "application/x-ndjson" : "text/csv";
  const { workspace, bucketId, prefixes = [], inventoryId } = where;
  const query = new URLSearchParams(prefixes.map((prefix) => ["prefixes", prefix]));
  if (inventoryId) query.set("inventoryId", inventoryId);
  try {
    const response = await fetch(`/api/v1/buckets/${bucketId}/inventories/import?${query}`, {
      method: "POST",
      body: file,
      headers: { "X-Tenant": workspace, "Content-Type": type },
    });
    const answer = (await response.json()) as InventoryView | { error: Refusal };
    return "error" in answer ? { refused: refusalText(answer.error) } : answer;
  } catch {
    return { refused: "The list did not arrive, or no answer came back. Check the connection and try again." };
  }
}

interface Refusal {
  message: string;
  details?: { fields?: { path: string; message: string }[] };
}

/** How many lines are named beside the one that the refusal's sentence is about. */
const linesMax = 5;

/** A refusal's sentence, and under it the next lines of the list that are wrong as well. */
export function refusalText({ message, details }: Refusal): string {
  const more = details?.fields?.slice(1, linesMax + 1) ?? [];
  return [message, ...more.map(({ path, message }) => `${path.replace(/^text line/, "Line")}: ${message}`)].join("\n");
}
