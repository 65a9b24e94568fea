import type { ProofView } from "@/lib/proof/schema.ts";

export type Refused = { refused: string; requestId?: string };

/** Sends the form to the API. A refusal comes back as its own sentence. */
export async function sendForInspection(form: FormData, workspace: string | null): Promise<ProofView | Refused> {
  try {
    const headers: HeadersInit = workspace === null ? {} : { "X-Tenant": workspace };
    const response = await fetch("/api/v1/verify", { method: "POST", body: form, headers });
    const answer = (await response.json()) as ProofView | { error: { message: string; requestId: string } };
    if ("error" in answer) return { refused: answer.error.message, requestId: answer.error.requestId };
    return answer;
  } catch {
    return { refused: "The file did not arrive, or no answer came back. Check the connection and try again." };
  }
}
