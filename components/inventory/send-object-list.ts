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
    const answer = (await response.json()) as InventoryView | { error: { message: string } };
    return "error" in answer ? { refused: answer.error.message } : answer;
  } catch {
    return { refused: "The list did not arrive, or no answer came back. Check the connection and try again." };
  }
}
