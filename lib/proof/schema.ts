import { z } from "zod";

/** The largest image that is looked at, and the longest side of it. */
export const uploadLimits = { fileBytesMax: 50_000_000, manifestBytesMax: 20_000_000, sidePxMax: 10_000 } as const;

export const validationState = z.enum(["Well-Formed", "Valid", "Trusted", "Invalid"]);

export const statusCode = z.object({
  code: z.string().describe("A C2PA status code, verbatim"),
  kind: z.enum(["failure", "informational", "success"]),
  url: z.string().nullable().describe("The part of the manifest store that it is about"),
  explanation: z.string().nullable(),
});

export const activeManifest = z.object({
  label: z.string(),
  title: z.string().nullable(),
  claimGenerator: z.string().nullable(),
  signer: z.object({
    issuer: z.string().nullable(),
    commonName: z.string().nullable(),
    algorithm: z.string().nullable(),
    time: z.string().nullable().describe("Of the time-stamp: the manifest existed by then"),
  }),
  actions: z.array(z.object({ action: z.string(), digitalSourceType: z.string().nullable() })),
  ingredients: z.array(
    z.object({
      title: z.string().nullable(),
      relationship: z.string(),
      label: z.string().nullable(),
      state: validationState.nullable().describe("As recorded when the ingredient was taken in"),
    }),
  ),
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

/** What was found in one file. Texts inside it are strangers' own. */
export const proofView = z.object({
  name: z.string(),
  mime: z.string().describe("By the first bytes"),
  sizeBytes: z.number().int(),
  structure: z.enum(["whole", "truncated", "undecodable", "unchecked"]),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  manifest: z.object({
    where: z
      .enum(["embedded", "beside", "none", "several", "unread"])
      .describe(
        "beside: given with the file. several: more than one store, which counts as none. unread: not looked for in a broken file",
      ),
    alsoEmbedded: z
      .boolean()
      .describe("A store was given beside, and the file carries one too, which was not looked at"),
    provenance: z.string().nullable().describe("dcterms:provenance of the file's XMP; it is not fetched"),
  }),
  anchors: z.number().int().describe("How many trust anchors this was validated against; 0 without a workspace"),
  state: validationState.nullable(),
  codes: z.array(statusCode),
  activeManifest: activeManifest.nullable(),
  sentences: z.array(z.string()).describe("What the state means, and what it does not mean"),
  score: scoreView,
});
export type ProofView = z.output<typeof proofView>;
export type ProofFindings = Omit<ProofView, "sentences" | "score">;
