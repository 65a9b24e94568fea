import type { FieldSetView } from "@/lib/metadata/schema.ts";

/** Sends a CSV to the API, which takes it in as it arrives. A refusal comes back as its own sentence. */
export async function sendFieldSet(file: File, workspace: string): Promise<FieldSetView | { refused: string }> {
  try {
    const response = await fetch(`/api/v1/field-sets?name=${encodeURIComponent(file.name.slice(0, 200))}`, {
      method: "POST",
      body: file,
      headers: { "X-Tenant": workspace, "Content-Type": "text/csv" },
    });
    const answer = (await response.json()) as FieldSetView | { error: { message: string } };
    return "error" in answer ? { refused: answer.error.message } : answer;
  } catch {
    return { refused: "The file did not arrive, or no answer came back. Check the connection and try again." };
  }
}
