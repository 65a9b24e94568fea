import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { manifestStoreBytesMax } from "../kernel/too-long.ts";

/** The largest image that is looked at, and the longest side of it. */
export const uploadLimits = {
  fileBytesMax: 50_000_000,
  manifestBytesMax: manifestStoreBytesMax,
  sidePxMax: 10_000,
} as const;

export const validationState = z.enum(["Well-Formed", "Valid", "Trusted", "Invalid"]);

export const statusCode = z.object({
  code: z.string().describe("A C2PA status code, verbatim"),
  kind: z.enum(["failure", "informational", "success"]),
  url: z.string().nullable().describe("The part of the manifest store that it is about"),
  explanation: z.string().nullable(),
});

export const ingredientView = z.object({
  depth: z.number().int().describe("0 for the active manifest's own, 1 for what those have under them, and so on to 7"),
  title: z.string().nullable(),
  relationship: z.string(),
  label: z.string().nullable().describe("Of its own active manifest"),
  state: validationState.nullable().describe("As recorded when the ingredient was taken in"),
  failures: z.array(z.string()).describe("The status codes of failures that were recorded then"),
});

export const certificateFacts = z.object({
  pem: z.string(),
  subject: z.string(),
  issuer: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  extendedKeyUsage: z.array(z.string()).describe("Object identifiers"),
});

export const activeManifest = z.object({
  label: z.string(),
  title: z.string().nullable(),
  claimGenerator: z.string().nullable(),
  signer: z.object({
    issuer: z.string().nullable(),
    commonName: z.string().nullable(),
    algorithm: z.string().nullable(),
    time: z
      .string()
      .nullable()
      .describe("As the time-stamp names it: the manifest existed by then only where its authority is trusted"),
  }),
  chain: z.array(certificateFacts).describe("The certificates in the signature, the signing one first"),
  actions: z.array(z.object({ action: z.string(), digitalSourceType: z.string().nullable() })),
  ingredients: z
    .array(ingredientView)
    .describe("Parents before what is under them; a hostile store is cut at eight levels and 500 of them"),
});

export const checkNames = [
  "manifest",
  "signature",
  "chain",
  "extended key usage",
  "dates",
  "revocation",
  "time-stamp",
  "hard binding",
  "ingredients",
] as const;

export const checkView = z.object({
  name: z.enum(checkNames),
  result: z.enum(["passed", "failed", "not told"]).describe("not told: no status code and nothing found says either"),
  codes: z.array(z.string()).describe("The status codes that it rests on, verbatim"),
  detail: z.string(),
});

export const scoreView = z.object({
  total: z
    .number()
    .int()
    .min(0)
    .max(100)
    .describe("The sum of the points of the checks that passed; no judgement of the file"),
  checks: z.array(z.object({ name: z.string(), points: z.number().int(), passed: z.boolean(), why: z.string() })),
});

/** Where a manifest store may be, in the order in which they are looked at. */
export const places = ["embedded", "link", "provenance", "same-path"] as const;
export type Place = (typeof places)[number];

export const triedPlace = z.object({
  place: z.enum(places),
  url: z.string().nullable().describe("What was asked; null for the file itself"),
  result: z.enum(["found", "nothing", "unreadable", "refused", "failed"]),
  detail: z.string(),
});

export const revocationWish = z.enum(["none", "ocsp", "crl", "both"]);

/** What was found out about one certificate of the chain. */
export const revocationView = z.object({
  certificate: z.string().describe("Its subject"),
  leaf: z.boolean().describe("Whether it is the signing certificate itself"),
  by: z.enum(["ocsp", "crl"]),
  result: z.enum(["notRevoked", "revoked", "unknown", "inaccessible", "skipped"]),
  code: z.string().describe("C2PA's for OCSP; for revocation lists, which have none, one of ours"),
  kind: z.enum(["failure", "informational", "success"]),
  url: z.string().nullable().describe("Who was asked"),
  thisUpdate: z.string().nullable(),
  nextUpdate: z.string().nullable(),
  revokedAt: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.string(),
});
export type RevocationView = z.output<typeof revocationView>;

/** What was found in one file. Texts inside it are strangers' own. */
export const proofView = z.object({
  name: z.string(),
  address: z.string().nullable().describe("Where the file was fetched from, after redirects; null for an upload"),
  mime: z.string().describe("By the first bytes"),
  sizeBytes: z.number().int(),
  sha256: z.string().describe("Of the file's bytes, in hexadecimal"),
  structure: z.enum(["whole", "truncated", "undecodable", "unchecked"]),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  manifest: z.object({
    where: z
      .enum(["embedded", "beside", "link", "provenance", "same-path", "none", "several", "unread"])
      .describe(
        "beside: given with the file. link, provenance, same-path: fetched from where the Link header or the XMP says, or from " +
          "the file's own address ending in .c2pa. several: more than one store, which counts as none. unread: not looked for in a broken file",
      ),
    url: z.string().nullable().describe("Where the store was fetched from, if it was"),
    storeSha256: z.string().nullable().describe("SHA-256 of the manifest store, in hexadecimal"),
    alsoEmbedded: z
      .boolean()
      .describe("A store was given beside, and the file carries one too, which was not looked at"),
    links: z.array(z.string()).describe('Where `Link: …; rel="c2pa-manifest"` leads'),
    provenance: z.string().nullable().describe("dcterms:provenance of the file's XMP"),
    tried: z.array(triedPlace).describe("Where a store was looked for, in order"),
    copy: z
      .object({ url: z.string(), label: z.string().nullable(), matches: z.boolean() })
      .nullable()
      .describe(
        "Beside an embedded store: the one fetched from where the file says, and whether it is the same manifest",
      ),
  }),
  anchors: z.number().int().describe("How many trust anchors this was validated against; 0 without a workspace"),
  state: validationState.nullable(),
  checks: z.array(checkView).describe("One finding for each check; empty where there is no manifest"),
  codes: z.array(statusCode),
  revocation: z.array(revocationView).describe("Empty where nobody asked for it"),
  activeManifest: activeManifest.nullable(),
  sentences: z.array(z.string()).describe("What the state means, and what it does not mean"),
  score: scoreView,
});
export type ProofView = z.output<typeof proofView>;
export type ProofFindings = Omit<ProofView, "sentences" | "score" | "checks">;
export type TriedPlace = z.output<typeof triedPlace>;
export type CheckView = z.output<typeof checkView>;

const foundAgain = z.enum(["same", "changed", "gone", "not_needed"]);
const judgedAgain = z.object({
  state: validationState,
  codes: z.array(statusCode),
  anchors: z.number().int().describe("How many trust anchors it was validated against"),
});

/** What a receipt names, looked at once more. */
export const revalidationView = z.object({
  receiptId: idOf("receipt"),
  at: z.iso.datetime(),
  asset: foundAgain.describe(
    "Whether the asset's bytes are those that were signed; not needed where a signed copy was written",
  ),
  stored: foundAgain.describe("Whether the manifest store, or the signed copy, is the one that the receipt names"),
  own: judgedAgain
    .nullable()
    .describe("Against the signing identity's own anchor; null where there is nothing to validate"),
  trusted: judgedAgain
    .nullable()
    .describe("Against what the workspace trusts: its lists, and its own identities' anchors"),
  sentences: z.array(z.string()),
});
export type RevalidationView = z.output<typeof revalidationView>;
