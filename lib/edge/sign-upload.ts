import { open } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { Fault } from "../kernel/fault.ts";
import { type Id, isId } from "../kernel/ids.ts";
import { refusal } from "../proof/refuse.ts";
import { signProof } from "../proof/sign.ts";
import { type Arrival, admit } from "./handler.ts";
import { holdUpload } from "./hold-upload.ts";
import { receiveUpload } from "./receive-upload.ts";
import type { UploadRow } from "./route.ts";

/** An uploaded image, signed: the answer's body is the signed copy. */
async function signUpload(arrival: Arrival): Promise<Response> {
  const startedMs = performance.now();
  const { wiring, request } = arrival;
  const ctx = await admit(arrival, signProof);
  const uploadKey = idempotencyKey(request);
  return holdUpload(arrival, async (folder) => {
    const { path, name, manifestPath, fields } = await receiveUpload(request, folder);
    if (manifestPath !== null)
      throw refusal("VALIDATION_FAILED", "A manifest store of its own is signed along only where it is in the image.");
    const mode = fields.get("mode") || "embed";
    if (mode !== "embed")
      throw refusal("VALIDATION_FAILED", "An upload is signed by embedding: mode is embed, or left out.");
    const outputPath = join(folder, "signed");
    const signed = await signProof(ctx as Parameters<typeof signProof>[0], {
      path,
      outputPath,
      name,
      title: fields.get("title") || null,
      identityId: identityOf(fields.get("identityId")),
      uploadKey,
    });
    const base = wiring.env.NEXTAUTH_URL;
    // Opened before the folder goes: an open file is read to its end, whatever becomes of its name.
    const file = await open(outputPath, "r");
    const body = Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
    return new Response(body, {
      headers: {
        "Content-Type": signed.mime,
        "Content-Length": String(signed.signedSizeBytes),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "attachment",
        "X-Proof-Uri": new URL(`/proof/${signed.proofId}`, base).href,
        "X-Manifest-Hash": signed.storeSha256,
        "X-Receipt-Id": signed.receiptId,
        "X-Processing-Time": String(Math.round(performance.now() - startedMs)),
        Link: `<${new URL(`/api/v1/proofs/${signed.proofId}/manifest`, base).href}>; rel="c2pa-manifest"`,
        ...(signed.repeated ? { "Idempotent-Replayed": "true" } : {}),
      },
    });
  });
}

/** The row of the API's table that leads here. */
export const signRow: UploadRow = {
  receive: signUpload,
  files: { file: "An image of 50,000,000 bytes and 10,000 × 10,000 pixels at most" },
  texts: {
    title: "What the manifest calls the image; if not given, nothing",
    identityId: "Who signs; if not given, the workspace's own identity",
    mode: "embed, which is the only one",
  },
  required: "file",
  description:
    "The answer's body is the signed copy, read back as Trusted against the identity's own anchor before it is given or counted. It is not " +
    "kept; its manifest store is, where X-Proof-Uri leads to. A repeat with the same Idempotency-Key is signed anew, not charged again, and has the first one's X-Proof-Uri.",
  headers: {
    "X-Proof-Uri": "A public page of the manifest that was embedded",
    "X-Manifest-Hash": "SHA-256 of the manifest store, in hexadecimal",
    "X-Receipt-Id": "The receipt",
    "X-Processing-Time": "Milliseconds",
    Link: 'The manifest store, rel="c2pa-manifest"',
  },
};

function identityOf(text: string | undefined): Id<"identity"> | null {
  if (!text) return null;
  if (!isId("identity", text)) throw refusal("VALIDATION_FAILED", "The field identityId is no signing identity's id.");
  return text;
}

function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Fault("invalid", "An Idempotency-Key has 1 to 200 visible ASCII characters.");
}
