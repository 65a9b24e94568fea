import type { Signer, SignerFacts } from "./signer.ts";

/**
 * Everything that parses media. The adapter does it in child processes that hold no key, no credential and no
 * database, each with a memory ceiling; an asset over its deadline gets its process killed, and its neighbours are
 * not touched. Assets are handed over as paths of scratch files, so that no bytes cross a pipe.
 *
 * Bad bytes are answers, not errors. Throws Fault `limit` with `details.what` `deadline` or `killed` when the process
 * had to be stopped or died, `upstream`/`precondition` as the signer threw, `internal` for our own mistakes.
 */
export interface MediaEngine {
  /** Looks at the header and at any manifest; makes a thumbnail when asked. */
  inspect(
    job: { path: string; sizeBytes: number; nameMime: string | null; thumbnail: boolean } & Timed,
  ): Promise<Inspection>;
  /** Builds and signs a manifest for the asset at `path`; never writes to `path`. */
  sign(job: SignJob): Promise<SignAnswer>;
  /** Looks at the asset, asks `decide` what is to be signed if anything, and signs that: both in one process, one job. */
  inspectAndSign(
    job: {
      path: string;
      sizeBytes: number;
      nameMime: string | null;
      decide: (inspection: Inspection) => SignOrder | null;
      /** Whether the order may come with `stamp`: then the job begins when there is a seat to wait on for it. No if not given. */
      mayStamp?: boolean;
      outputPath: string;
    } & Timed,
  ): Promise<{ inspection: Inspection; signed: SignAnswer | null }>;
  /**
   * Validates an asset with the manifest in it (`manifestPath` null) or beside it, against the anchors given and no network.
   * `pinnedLeafPem` is a signing certificate whose chain was followed before: it is trusted as it is. Where `storeOutputPath`
   * is given, the manifest store that was validated is written there, over whatever is there.
   */
  validate(
    job: {
      path: string;
      sizeBytes: number;
      mime: string;
      manifestPath: string | null;
      anchorsPem: string;
      pinnedLeafPem?: string | null;
      storeOutputPath?: string | null;
    } & Timed,
  ): Promise<Validation>;
  /**
   * An image and its Content Credential in one pass, for whoever asks about one file: read once and validated once. What is no image,
   * or has a longer side than `sidePxMax`, is described and given to no parser: `stores` is `unread`.
   */
  examine(
    job: {
      path: string;
      sizeBytes: number;
      nameMime: string | null;
      manifestPath: string | null;
      anchorsPem: string;
      sidePxMax: number;
      /** Where to write the manifest store that was validated, if it is wanted. Must not exist. */
      storeOutputPath?: string;
    } & Timed,
  ): Promise<Examination>;
  /**
   * Writes a copy of a signed asset whose manifest of this label, signed with the room for it, has a time-stamp's token, or has
   * none (`token` null): nothing else of the file changes, and none of its lengths. Null when it was done, else why it cannot be.
   */
  restamp(
    job: {
      path: string;
      sizeBytes: number;
      mime: string;
      label: string;
      token: Uint8Array | null;
      /** Must not exist. */
      outputPath: string;
    } & Timed,
  ): Promise<string | null>;
  /**
   * Does to an image what delivery networks do to it on its way, to show what is left of its Content Credential. Null when it was
   * done, else why these bytes cannot be.
   */
  transform(
    job: { path: string; sizeBytes: number; how: ImageTransform; outputPath: string } & Timed,
  ): Promise<string | null>;
  /**
   * Writes rows of a Parquet file, from row `from` on, to `outputPath`, over whatever is there: a line each, an array in JSON of the
   * values of `columns` in their order (null for one that the file has not), bounded in number and length. Tells how many they
   * are, and whether there are more; or else why these bytes cannot be read.
   */
  parquetRows(job: {
    path: string;
    sizeBytes: number;
    columns: readonly string[];
    from: number;
    outputPath: string;
  }): Promise<{ rows: number; more: boolean } | string>;
  /** How many jobs can run at once. */
  readonly parallel: number;
  close(): Promise<void>;
}

export const imageTransforms = ["resize", "re-encode", "strip"] as const;
export type ImageTransform = (typeof imageTransforms)[number];

export interface Inspection {
  /** By magic bytes; null where unknown. */
  mime: string | null;
  /** Null where the format has none or the header cannot be read. */
  widthPx: number | null;
  heightPx: number | null;
  /** What the structure check says; `truncated` and `undecodable` are never signed. */
  structure: "whole" | "truncated" | "undecodable" | "unchecked";
  manifest: ManifestFinding;
  /** A WebP of at most 160 px, a few kilobytes. */
  thumbnail: Uint8Array | null;
  /** Whether `xmpMM:InstanceID` is there: without it a sidecar binds by its hash alone. */
  xmpInstanceId: string | null;
}

export interface Examination extends Pick<Inspection, "mime" | "widthPx" | "heightPx" | "structure"> {
  /** How many manifest stores the file itself carries; not looked for in a broken one. */
  stores: "none" | "one" | "several" | "unread";
  /** Of the store that was given, or else of the file's own; null where there was none to validate. */
  validation: Validation | null;
  /** SHA-256, in hexadecimal, of the manifest store that was validated. */
  storeSha256: string | null;
  /** `dcterms:provenance` of the file's XMP. */
  provenance: string | null;
}

export type ManifestFinding =
  | { kind: "none" }
  | { kind: "several" }
  | { kind: "found"; label: string; state: ValidationState; codes: string[]; claimGenerator: string | null };

export type ValidationState = "Invalid" | "Well-Formed" | "Valid" | "Trusted";

/** Part of every job. */
export interface Timed {
  /** Told once, however the job ends: the milliseconds that it took of the processor. */
  spent?: ((ms: number) => void) | undefined;
}

/** What is to be signed of an asset, and by whom. */
export interface SignOrder {
  mime: string;
  mode: "remote" | "embed";
  /** Whether a manifest that the asset carries gets an Update Manifest, where it would otherwise become a parent. No if not given. */
  update?: boolean;
  /** The manifest definition (see `lib/plan/manifest-definition.ts`), as the SDK takes it, label and instance id pinned. */
  definition: ManifestDefinition;
  signer: Signer;
  /** Bytes to leave free in the signature's box, for a time-stamp that is put there afterwards. None by default. */
  stampRoomBytes?: number;
  /** SHA-256 of the asset, in hexadecimal, for whoever has it already: what is bound by this hash alone is not read again. */
  contentSha256?: string;
  /**
   * Asked once, with the imprint of the very signature that was given for this order: the token to put beside it, or null where
   * none came, which leaves the room. Must not throw. While it takes, the job's deadline stands still, and others work.
   */
  stamp?: (imprint: Uint8Array) => Promise<Uint8Array | null>;
}
export interface SignJob extends SignOrder, Timed {
  path: string;
  sizeBytes: number;
  /** Where to write: the manifest store (`remote`) or the signed copy (`embed`). Must not exist, must not be `path`. */
  outputPath: string;
}
export interface SignAnswer {
  manifestLabel: string;
  /** The one that the signer gave for this order; null where a media process asked for none and answered all the same. */
  signature: Uint8Array | null;
  outputSizeBytes: number;
}

/** The part of a manifest definition that the service decides; the SDK adds the hard binding and the parent. */
export interface ManifestDefinition {
  claim_version: 2;
  label: string;
  instance_id: string;
  title?: string;
  format: string;
  claim_generator_info: { name: string; version: string }[];
  assertions: { label: string; data: unknown; created?: boolean }[];
  /** What is stated on the parent ingredient, which the SDK makes from the asset; nothing if not given. */
  parent?: ParentStatement;
}
export interface ParentStatement {
  metadata: Record<string, unknown>;
}

export interface Validation {
  state: ValidationState;
  /** Status codes verbatim, failures first, then informational and success codes. */
  codes: {
    code: string;
    kind: "failure" | "informational" | "success";
    url: string | null;
    explanation: string | null;
  }[];
  activeManifest: ManifestSummary | null;
}
export interface ManifestSummary {
  label: string;
  title: string | null;
  claimGenerator: string | null;
  signer: { issuer: string | null; commonName: string | null; algorithm: string | null; time: string | null };
  /** The signing certificate first. Empty where it was not asked for or cannot be read. */
  chain: CertificateFacts[];
  ingredients: { title: string | null; relationship: string; label: string | null; state: ValidationState | null }[];
  /** The same, and under each those of its own active manifest, to a bounded depth and number. */
  ingredientTree: IngredientSummary[];
  actions: { action: string; digitalSourceType: string | null }[];
}

/** One line of the tree, parents before what is under them. */
export interface IngredientSummary {
  /** 0 for the active manifest's own. */
  depth: number;
  title: string | null;
  relationship: string;
  /** Of its own active manifest; null where it has none. */
  label: string | null;
  /** As it was recorded when the ingredient was taken in, with the failures recorded then. */
  state: ValidationState | null;
  failures: string[];
}

export interface CertificateFacts {
  pem: string;
  subject: string;
  issuer: string;
  /** ISO 8601. */
  notBefore: string;
  notAfter: string;
  /** Object identifiers. */
  extendedKeyUsage: string[];
}

export type { SignerFacts };
