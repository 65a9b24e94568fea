import { stat } from "node:fs/promises";
import { z } from "zod";
import { mayAct } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import { type Ctx, globalVerb } from "../ports/ctx.ts";
import type { Examination, Validation } from "../ports/media.ts";
import { stampAnchors } from "../stamper/stamp-anchors.ts";
import { anchorsFor } from "../trust/anchors-for.ts";
import { checksOf } from "./checks-of.ts";
import { fetchSubject, type Subject } from "./fetch-subject.ts";
import { findRemote } from "./find-remote.ts";
import { lookUpRevocation, type RevocationWish, revocationCodes } from "./look-up-revocation.ts";
import { placesOf } from "./places-of.ts";
import { refusal } from "./refuse.ts";
import {
  type ProofFindings,
  proofView,
  type RevocationView,
  revocationWish,
  type TriedPlace,
  uploadLimits,
} from "./schema.ts";
import { scoreOf } from "./score.ts";
import { sentencesOf } from "./sentences-of.ts";
import { stampedAt } from "./stamped-at.ts";
import { stateOf } from "./state-of.ts";
import { withStampAnchors } from "./with-stamp-anchors.ts";

const listMax = 500;

/**
 * Looks at one image and its manifest store: in it, given beside it, or, where fetching is asked for, where the
 * specification says that it may be. Trusts no anchor; in a tenant's context, for who may see its signing identities,
 * what it trusts (`anchorsFor`), and for stamps every authority that it ever named. Keeps nothing. `path` and
 * `manifestPath` are scratch files that the edge wrote: no request ever names one. Bad bytes are findings. Throws Fault
 * with `details.errorCode` for what is not looked at.
 */
export const inspectProof = globalVerb({
  name: "proof.inspect",
  summary: "Reads the Content Credential of an image, uploaded or at an address, and validates it",
  scope: "public",
  input: z.object({
    path: z.string().min(1).nullable().default(null),
    name: z.string().max(1024).default(""),
    manifestPath: z.string().min(1).nullable().default(null),
    url: z.string().max(2048).nullable().default(null).describe("In place of a file: where to fetch it"),
    fetch: z
      .boolean()
      .nullable()
      .default(null)
      .describe(
        "Whether addresses that the file names, or that lie beside it, are asked for a manifest store. If not given, only for a file " +
          "that was itself fetched: asking tells strangers that somebody looks",
      ),
    revocation: revocationWish
      .default("none")
      .describe("Whether the certificates' issuers are asked if they were revoked; it tells them that somebody looks"),
  }),
  output: proofView,
  async run(ctx, { path, name, manifestPath, url, fetch, revocation }) {
    if (path !== null && url !== null) throw refusal("VALIDATION_FAILED", "Send a file or an address, not both.");
    return ctx.ports.scratch.within(async (folder) => {
      const subject = url === null ? given(path, name) : await fetchSubject(ctx, url, folder);
      return inspectSubject(ctx, subject, { manifestPath, fetching: fetch ?? url !== null, folder, revocation });
    }, uploadLimits.fileBytesMax + uploadLimits.manifestBytesMax);
  },
});

function given(path: string | null, name: string): Subject {
  if (path === null)
    throw refusal("NO_FILE_PROVIDED", "Send an image in the field file, or an address in the field url.");
  return { path, name, address: null, links: [] };
}

async function inspectSubject(
  ctx: Ctx,
  subject: Subject,
  how: { manifestPath: string | null; fetching: boolean; folder: string; revocation: RevocationWish },
) {
  const { name, path, address, links } = subject;
  const sizeBytes = await sizeOf(path);
  const { sha256 } = await ctx.ports.scratch.facts(path);
  const { anchors, stamps } = await anchorsOf(ctx);
  const examine = (manifestPath: string | null) => {
    const job = { path, sizeBytes, nameMime: mimeByExtension(name), manifestPath, sidePxMax: uploadLimits.sidePxMax };
    const look = (anchorsPem: string) => untilKilled(() => ctx.ports.media.examine({ ...job, anchorsPem }));
    return withStampAnchors(anchors, stamps, look, ({ validation }) => validation);
  };
  const first = await examine(how.manifestPath);
  const mime = imageOr(first);
  const embedded = how.manifestPath === null && first.stores === "one";
  const places = placesOf({ links, provenance: first.provenance, address });
  // In an embedded store's place nothing is guessed, but what the file names may be compared with it.
  const asked = embedded ? places.filter(({ place }) => place !== "same-path") : places;
  const remote =
    how.fetching && how.manifestPath === null && first.stores !== "unread"
      ? await findRemote(ctx, asked, how.folder, examine)
      : { found: null, tried: [] };
  const used = embedded || !remote.found ? first : remote.found.examination;
  const chain = used.validation?.activeManifest?.chain ?? [];
  const revocation = await lookUpRevocation(ctx, how.revocation, chain, anchors, stampedAt(used.validation));
  const { state, codes, activeManifest } = shorten(used.validation, revocation);
  const findings: ProofFindings = {
    name,
    address,
    mime,
    sizeBytes,
    sha256,
    structure: first.structure,
    widthPx: first.widthPx,
    heightPx: first.heightPx,
    manifest: {
      where:
        how.manifestPath !== null ? "beside" : embedded ? "embedded" : (remote.found?.place ?? whereNot(first.stores)),
      url: embedded ? null : (remote.found?.url ?? null),
      storeSha256: used.storeSha256,
      alsoEmbedded: how.manifestPath !== null && (first.stores === "one" || first.stores === "several"),
      links,
      provenance: first.provenance,
      tried: how.manifestPath === null ? [lookedInside(first), ...remote.tried] : [],
      copy:
        embedded && remote.found
          ? {
              url: remote.found.url,
              label: remote.found.examination.validation?.activeManifest?.label ?? null,
              matches: remote.found.examination.validation?.activeManifest?.label === activeManifest?.label,
            }
          : null,
    },
    anchors: anchors.length,
    state,
    codes,
    revocation,
    activeManifest,
  };
  return {
    ...findings,
    checks: checksOf(findings, ctx.now()),
    sentences: sentencesOf(findings),
    score: scoreOf(findings),
  };
}

async function sizeOf(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    (cause) => {
      throw refusal("NO_FILE_PROVIDED", "There is no file to look at.", cause);
    },
  );
  const { fileBytesMax } = uploadLimits;
  if (size > fileBytesMax) throw refusal("FILE_TOO_LARGE", `A file may have ${formatBytes(fileBytesMax)} at most.`);
  return size;
}

/** A file that takes too long or too much is refused as such: asking again would not help. */
async function untilKilled<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== "limit") throw thrown;
    throw refusal("EXTRACTION_FAILED", "Reading this file took more time or memory than one file may take.", thrown);
  }
}

function imageOr({ mime, widthPx, heightPx }: Examination): string {
  if (mime === null || !mime.startsWith("image/"))
    throw refusal("INVALID_FILE_TYPE", "By its first bytes this is no image of a known type.");
  const { sidePxMax } = uploadLimits;
  if ((widthPx ?? 0) > sidePxMax || (heightPx ?? 0) > sidePxMax)
    throw refusal("VALIDATION_FAILED", `An image may have ${sidePxMax} × ${sidePxMax} pixels at most.`);
  return mime;
}

function whereNot(stores: Examination["stores"]): "none" | "several" | "unread" {
  return stores === "one" ? "none" : stores;
}

const insideWords: Record<Examination["stores"], Pick<TriedPlace, "result" | "detail">> = {
  one: { result: "found", detail: "The file carries a manifest store." },
  none: { result: "nothing", detail: "The file carries no manifest store." },
  several: { result: "unreadable", detail: "The file carries more than one manifest store, which counts as none." },
  unread: { result: "unreadable", detail: "The file is broken, and was not looked into." },
};

function lookedInside({ stores }: Examination): TriedPlace {
  return { place: "embedded", url: null, ...insideWords[stores] };
}

async function anchorsOf(ctx: Ctx): Promise<{ anchors: string[]; stamps: string[] }> {
  const { tenantId } = ctx;
  if (tenantId === null || !mayAct(ctx.actor, "identity.read")) return { anchors: [], stamps: [] };
  const own = { ...ctx, tenantId };
  return { anchors: (await anchorsFor(own)).map(({ pem }) => pem), stamps: await stampAnchors(own) };
}

/** A hostile manifest can list without end. What was asked about revocation comes first: it is ours, and short. */
function shorten(
  validation: Validation | null,
  revocation: readonly RevocationView[],
): Pick<ProofFindings, "state" | "codes" | "activeManifest"> {
  if (validation === null) return { state: null, codes: [], activeManifest: null };
  const { activeManifest: active } = validation;
  const codes = inOrder([...revocationCodes(revocation), ...validation.codes]);
  const activeManifest = active && {
    ...active,
    actions: active.actions.slice(0, listMax),
    ingredients: active.ingredientTree,
  };
  return { state: stateOf({ ...validation, codes }), codes: codes.slice(0, listMax), activeManifest };
}

function inOrder(codes: Validation["codes"]): Validation["codes"] {
  return (["failure", "informational", "success"] as const).flatMap((kind) =>
    codes.filter((code) => code.kind === kind),
  );
}
