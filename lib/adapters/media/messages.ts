import type { Inspection, ManifestDefinition, SignAnswer, Validation } from "../../ports/media.ts";
import type { SigningAlgorithm } from "../../ports/signer.ts";

/** What a media process is asked to do: paths, settings and public facts. Nothing secret is ever among it. */
export type ChildJob =
  | { kind: "inspect"; path: string; thumbnail: boolean; pixelsMax: number }
  | {
      kind: "sign";
      path: string;
      mime: string;
      mode: "remote" | "embed";
      definition: ManifestDefinition;
      algorithm: SigningAlgorithm;
      chainPem: string;
      outputPath: string;
    }
  | { kind: "validate"; path: string; mime: string; manifestPath: string | null; anchorsPem: string };

export type ChildAnswers = { inspect: Inspection; sign: SignAnswer; validate: Validation };

/** From the child, while a job runs. */
export type FromChild = { c2c: "started"; pid: number } | { c2c: "to-be-signed"; bytes: Uint8Array };
/** To the child. */
export type ToChild = { c2c: "signature"; bytes: Uint8Array } | { c2c: "refused"; sentence: string };
