import type { ManifestSummary, Validation, ValidationState } from "../../ports/media.ts";

type Code = Validation["codes"][number];

/** The parts of the SDK's report that are read here; everything in it may be missing. */
interface SdkReport {
  active_manifest?: string;
  validation_state?: string;
  validation_results?: {
    activeManifest?: Partial<Record<"success" | "informational" | "failure", SdkCode[]>>;
    ingredientDeltas?: { validationDeltas?: Partial<Record<"success" | "informational" | "failure", SdkCode[]>> }[];
  };
  manifests?: Record<string, SdkManifest>;
}
interface SdkCode {
  code: string;
  url?: string;
  explanation?: string;
}
interface SdkManifest {
  title?: string;
  label?: string;
  claim_generator?: string;
  claim_generator_info?: { name?: string; version?: string }[];
  signature_info?: { alg?: string; issuer?: string; common_name?: string; time?: string };
  ingredients?: { title?: string; relationship?: string; active_manifest?: string }[];
  assertions?: { label?: string; data?: { actions?: { action?: string; digitalSourceType?: string }[] } }[];
}

/** The SDK's report in the port's words: its state as it is, codes verbatim with failures first. */
export function readValidation(report: unknown): Validation {
  const given = report as SdkReport;
  const active = given.validation_results?.activeManifest ?? {};
  const deltas = given.validation_results?.ingredientDeltas ?? [];
  const codes = (["failure", "informational", "success"] as const).flatMap((kind) => [
    ...(active[kind] ?? []).map((code) => codeOf(code, kind)),
    // An ingredient's failure is a finding about the ingredient: it does not make the active manifest fail.
    ...deltas.flatMap((delta) =>
      (delta.validationDeltas?.[kind] ?? []).map((code) => codeOf(code, kind === "failure" ? "informational" : kind)),
    ),
  ]);
  const manifest = given.active_manifest ? given.manifests?.[given.active_manifest] : undefined;
  return {
    state: stateOf(given.validation_state),
    codes,
    activeManifest: manifest ? summaryOf(given.active_manifest ?? "", manifest) : null,
  };
}

function stateOf(state: string | undefined): ValidationState {
  return state === "Trusted" || state === "Valid" ? state : "Invalid";
}

function codeOf({ code, url, explanation }: SdkCode, kind: Code["kind"]): Code {
  return { code, kind, url: url ?? null, explanation: explanation ?? null };
}

function summaryOf(label: string, manifest: SdkManifest): ManifestSummary {
  const info = manifest.claim_generator_info?.[0];
  const signature = manifest.signature_info;
  const actions = (manifest.assertions ?? []).filter((assertion) => assertion.label?.startsWith("c2pa.actions"));
  return {
    label,
    title: manifest.title ?? null,
    claimGenerator: info?.name
      ? [info.name, info.version].filter(Boolean).join(" ")
      : (manifest.claim_generator ?? null),
    signer: {
      issuer: signature?.issuer ?? null,
      commonName: signature?.common_name ?? null,
      algorithm: signature?.alg ?? null,
      time: signature?.time ?? null,
    },
    ingredients: (manifest.ingredients ?? []).map((ingredient) => ({
      title: ingredient.title ?? null,
      relationship: ingredient.relationship ?? "",
      label: ingredient.active_manifest ?? null,
      state: null,
    })),
    actions: actions.flatMap((assertion) =>
      (assertion.data?.actions ?? []).map(({ action, digitalSourceType }) => ({
        action: action ?? "",
        digitalSourceType: digitalSourceType ?? null,
      })),
    ),
  };
}
