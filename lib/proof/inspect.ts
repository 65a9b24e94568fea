import { z } from "zod";
import { mayAct } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import { findXmpProvenance } from "../media/xmp-provenance.ts";
import { type Ctx, globalVerb } from "../ports/ctx.ts";
import type { Inspection, Validation } from "../ports/media.ts";
import { identitiesBefore } from "../signer-identity/rows.ts";
import { refusal, type UploadError } from "./refuse.ts";
import { type ProofFindings, proofView, uploadLimits } from "./schema.ts";
import { scoreOf } from "./score.ts";
import { sentencesOf } from "./sentences-of.ts";

const listMax = 500;
const identitiesMax = 500;

/**
 * Looks at one image and the manifest store in it or beside it. Trusts no anchor; in a tenant's context, for who may see its
 * signing identities, theirs. Keeps nothing. The paths are scratch files that the edge wrote: no request ever names one.
 * Bad bytes are findings. Throws Fault `invalid` with `details.errorCode` for what is not looked at.
 */
export const inspectProof = globalVerb({
  name: "proof.inspect",
  summary: "Reads the Content Credential of an uploaded image, in it or given beside it, and validates it",
  scope: "public",
  input: z.object({
    path: z.string().min(1),
    name: z.string().max(1024),
    manifestPath: z.string().min(1).nullable().default(null),
  }),
  output: proofView,
  async run(ctx, { path, name, manifestPath }) {
    const bytes = await bytesOf(ctx, path);
    if (bytes.byteLength > uploadLimits.fileBytesMax)
      throw refusal("FILE_TOO_LARGE", `A file may have ${formatBytes(uploadLimits.fileBytesMax)} at most.`);
    const asset = { path, sizeBytes: bytes.byteLength };
    const seen = await untilKilled("EXTRACTION_FAILED", () =>
      ctx.ports.media.inspect({ ...asset, nameMime: mimeByExtension(name), thumbnail: false }),
    );
    const mime = imageOr(seen);
    const anchors = await anchorsOf(ctx);
    const where = whereIs(seen, manifestPath);
    const validation =
      where === "embedded" || where === "beside"
        ? await untilKilled("VALIDATION_FAILED", () =>
            ctx.ports.media.validate({ ...asset, mime, manifestPath, anchorsPem: anchors.join("\n") }),
          )
        : null;
    const findings: ProofFindings = {
      name,
      mime,
      sizeBytes: asset.sizeBytes,
      structure: seen.structure,
      widthPx: seen.widthPx,
      heightPx: seen.heightPx,
      manifest: {
        where,
        alsoEmbedded: where === "beside" && seen.manifest.kind !== "none",
        provenance: findXmpProvenance(bytes),
      },
      anchors: anchors.length,
      ...shorten(validation),
    };
    return { ...findings, sentences: sentencesOf(findings), score: scoreOf(findings) };
  },
});

async function bytesOf(ctx: Ctx, path: string): Promise<Uint8Array> {
  try {
    return await ctx.ports.scratch.read(path);
  } catch (cause) {
    throw refusal("NO_FILE_PROVIDED", "There is no file to look at.", cause);
  }
}

/** A file that takes too long or too much is refused as such: asking again would not help. */
async function untilKilled<T>(errorCode: UploadError, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== "limit") throw thrown;
    throw refusal(errorCode, "Reading this file took more time or memory than one file may take.", thrown);
  }
}

function imageOr({ mime, widthPx, heightPx }: Inspection): string {
  if (mime === null || !mime.startsWith("image/"))
    throw refusal("INVALID_FILE_TYPE", "By its first bytes this is no image of a known type.");
  const { sidePxMax } = uploadLimits;
  if ((widthPx ?? 0) > sidePxMax || (heightPx ?? 0) > sidePxMax)
    throw refusal("VALIDATION_FAILED", `An image may have ${sidePxMax} × ${sidePxMax} pixels at most.`);
  return mime;
}

/** A store that was given is meant, whatever the file carries; otherwise the file's own. */
function whereIs(seen: Inspection, manifestPath: string | null): ProofFindings["manifest"]["where"] {
  if (manifestPath !== null) return "beside";
  if (seen.structure === "truncated" || seen.structure === "undecodable") return "unread";
  return seen.manifest.kind === "found" ? "embedded" : seen.manifest.kind;
}

async function anchorsOf(ctx: Ctx): Promise<string[]> {
  const { tenantId } = ctx;
  if (tenantId === null || !mayAct(ctx.actor, "identity.read")) return [];
  const rows = await ctx.read((tx) => identitiesBefore(tx, tenantId, undefined, identitiesMax));
  return [...new Set(rows.map(({ anchorPem }) => anchorPem))];
}

/** A hostile manifest can list without end. */
function shorten(validation: Validation | null): Pick<ProofFindings, "state" | "codes" | "activeManifest"> {
  if (validation === null) return { state: null, codes: [], activeManifest: null };
  const { state, codes, activeManifest: active } = validation;
  const activeManifest = active && {
    ...active,
    actions: active.actions.slice(0, listMax),
    ingredients: active.ingredients.slice(0, listMax),
  };
  return { state, codes: codes.slice(0, listMax), activeManifest };
}
