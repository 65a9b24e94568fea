import type { z } from "zod";
import { asFault } from "../kernel/fault.ts";
import { inspectProof } from "../proof/inspect.ts";
import { refusal } from "../proof/refuse.ts";
import { revocationWish } from "../proof/schema.ts";
import { respond, toJson } from "./answer.ts";
import { type Arrival, admit } from "./handler.ts";
import { holdUpload } from "./hold-upload.ts";
import { withoutSession } from "./open-caller-ctx.ts";
import { readBody } from "./read-input.ts";
import { receiveUpload } from "./receive-upload.ts";
import type { UploadRow } from "./route.ts";

type Input = z.input<typeof inspectProof.spec.input> & { require: boolean };

const jsonBytesMax = 16_384;

/**
 * An image, uploaded or at an address, and what its Content Credential says. With an API key, or a session and a
 * workspace's name, that workspace's own anchors are trusted; otherwise none.
 */
export async function verifyUpload(arrival: Arrival): Promise<Response> {
  const startedMs = performance.now();
  const { caller, wiring, request } = arrival;
  const ctx = await admit(arrival, inspectProof, caller.apiKey !== null || caller.slug !== null);
  const found = await holdUpload({ wiring, caller: withoutSession(caller) }, async (folder) => {
    const { require: required, ...input } = await inputOf(request, folder);
    const proof = await inspectProof(ctx, input);
    if (required && proof.activeManifest === null)
      throw refusal(
        "PROOF_NOT_FOUND",
        "No manifest that can be read was found in this image or where it was looked for.",
      );
    return proof;
  });
  const response = respond({ status: 200, body: toJson(found) });
  response.headers.set("X-Processing-Time", String(Math.round(performance.now() - startedMs)));
  return response;
}

/** The row of the API's table that leads here. */
export const verifyRow: UploadRow = {
  receive: verifyUpload,
  files: {
    file: "An image of 50,000,000 bytes and 10,000 × 10,000 pixels at most",
    manifest: "Its manifest store, where that is not in it",
  },
  texts: {
    url: "In place of a file: the address of an image. An address alone may also be sent as application/json",
    fetch:
      "true or false: whether addresses that the file names, or that lie beside it, are asked for a manifest store. If not given, " +
      "only for a file that was itself fetched",
    revocation:
      "none, ocsp, crl or both: whether the certificates' issuers are asked if they were revoked. If not given, none",
    require: "true: an image without a manifest that can be read is refused with PROOF_NOT_FOUND",
  },
  description:
    "A manifest store is looked for in the file, then, where fetching is on, at the Link header, the XMP's dcterms:provenance and " +
    "the same path ending in .c2pa; `manifest.tried` lists them all. Without credentials no trust anchor is given. `score` is the sum of " +
    "named checks: manifest 20, signature 30, certificate 25, proof URI 10, proof found 10, proofs match 5. It judges nothing.",
  headers: { "X-Processing-Time": "Milliseconds" },
};

async function inputOf(request: Request, folder: string): Promise<Input> {
  if (/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) return inputOfJson(request);
  const { path, name, manifestPath, fields } = await receiveUpload(request, folder);
  return { path, name, manifestPath, ...wishesOf((field) => fields.get(field) || undefined) };
}

/** An address alone can be sent as JSON. No path is ever taken from a request. */
async function inputOfJson(request: Request): Promise<Input> {
  const text = await readBody(request, jsonBytesMax).catch((thrown: unknown) => {
    throw refusal("VALIDATION_FAILED", asFault(thrown).message, thrown);
  });
  const body = parsed(text);
  if (typeof body !== "object" || body === null || !("url" in body))
    throw refusal("NO_FILE_PROVIDED", 'Send an image as multipart/form-data, or an address as {"url": "https://…"}.');
  return wishesOf((field) => {
    const value = (body as Record<string, unknown>)[field];
    return value === undefined || value === null ? undefined : String(value);
  });
}

function wishesOf(field: (name: string) => string | undefined): Input {
  const yes = (name: string) => {
    const text = field(name);
    if (text !== undefined && text !== "true" && text !== "false")
      throw refusal("VALIDATION_FAILED", `The field ${name} is true or false.`);
    return text === undefined ? null : text === "true";
  };
  const revocation = revocationWish.safeParse(field("revocation") ?? "none");
  if (!revocation.success) throw refusal("VALIDATION_FAILED", "The field revocation is none, ocsp, crl or both.");
  return {
    url: field("url") ?? null,
    fetch: yes("fetch"),
    revocation: revocation.data,
    require: yes("require") ?? false,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
