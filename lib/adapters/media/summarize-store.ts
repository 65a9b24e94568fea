import type {
  CertificateFacts,
  IngredientSummary,
  ManifestSummary,
  Validation,
  ValidationState,
} from "../../ports/media.ts";

/** The parts of the SDK's manifest store JSON that are read here. All of it may be missing: strangers wrote the manifests. */
export interface StoreJson {
  active_manifest?: string | null;
  manifests?: Record<string, ManifestJson>;
  validation_state?: string | null;
  validation_results?: {
    activeManifest?: CodesJson | null;
    ingredientDeltas?: { validationDeltas?: CodesJson | null }[] | null;
  } | null;
}
interface CodesJson {
  success?: CodeJson[];
  informational?: CodeJson[];
  failure?: CodeJson[];
}
interface CodeJson {
  code: string;
  url?: string | null;
  explanation?: string | null;
}
interface ManifestJson {
  title?: string | null;
  claim_generator?: string | null;
  claim_generator_info?: { name?: string; version?: string | null }[] | null;
  signature_info?: {
    alg?: string | null;
    issuer?: string | null;
    common_name?: string | null;
    time?: string | null;
  } | null;
  ingredients?: IngredientJson[];
  assertions?: { label: string; data?: unknown }[];
}
interface IngredientJson {
  title?: string | null;
  relationship?: string;
  active_manifest?: string | null;
  validation_results?: { activeManifest?: CodesJson | null } | null;
}

/** The SDK's answer in our words: its state and its codes verbatim, failures first, then informational and success. */
export function summarizeStore(store: StoreJson, chain: CertificateFacts[] = []): Validation {
  const label = store.active_manifest ?? null;
  const active = label === null ? undefined : store.manifests?.[label];
  return {
    state: stateOf(store.validation_state),
    codes: codesOf(store),
    activeManifest: label === null || active === undefined ? null : { ...summaryOf(store, label, active), chain },
  };
}

/** The SDK never says Well-Formed: what is not Valid is Invalid with it, whatever the reason. */
function stateOf(text: string | null | undefined): ValidationState {
  return text === "Trusted" || text === "Valid" ? text : "Invalid";
}

const kinds = ["failure", "informational", "success"] as const;

function codesOf({ validation_results: results }: StoreJson): Validation["codes"] {
  const groups = [results?.activeManifest, ...(results?.ingredientDeltas ?? []).map((delta) => delta.validationDeltas)];
  return kinds.flatMap((kind) =>
    groups.flatMap((group) =>
      (group?.[kind] ?? []).map(({ code, url, explanation }) => ({
        code,
        kind,
        url: url ?? null,
        explanation: explanation ?? null,
      })),
    ),
  );
}

function summaryOf(store: StoreJson, label: string, manifest: ManifestJson): Omit<ManifestSummary, "chain"> {
  const info = manifest.signature_info;
  return {
    label,
    title: manifest.title ?? null,
    claimGenerator: claimGeneratorOf(manifest),
    signer: {
      issuer: info?.issuer ?? null,
      commonName: info?.common_name ?? null,
      algorithm: info?.alg ?? null,
      time: info?.time ?? null,
    },
    ingredients: (manifest.ingredients ?? []).map((ingredient) => ({
      title: ingredient.title ?? null,
      relationship: ingredient.relationship ?? "unknown",
      label: ingredient.active_manifest ?? null,
      state: ingredientState(ingredient),
    })),
    ingredientTree: treeOf(store, manifest, 0, { left: ingredientsMax }),
    actions: (manifest.assertions ?? []).filter(({ label }) => label.startsWith("c2pa.actions")).flatMap(actionsOf),
  };
}

/** Manifests name one another, and a hostile store may do so in a circle or without end. */
const depthMax = 7;
const ingredientsMax = 500;

function treeOf(
  store: StoreJson,
  manifest: ManifestJson,
  depth: number,
  budget: { left: number },
): IngredientSummary[] {
  return (manifest.ingredients ?? []).flatMap((ingredient) => {
    if (budget.left-- <= 0) return [];
    const label = ingredient.active_manifest ?? null;
    const line: IngredientSummary = {
      depth,
      title: ingredient.title ?? null,
      relationship: ingredient.relationship ?? "unknown",
      label,
      state: ingredientState(ingredient),
      failures: (ingredient.validation_results?.activeManifest?.failure ?? []).map(({ code }) => code),
    };
    const own = label === null || depth === depthMax ? undefined : store.manifests?.[label];
    return own ? [line, ...treeOf(store, own, depth + 1, budget)] : [line];
  });
}

/** From the codes that were recorded when the ingredient was taken in; null where it had no manifest. */
function ingredientState({ validation_results: results }: IngredientJson): ValidationState | null {
  const recorded = results?.activeManifest;
  if (!recorded) return null;
  const failures = (recorded.failure ?? []).filter(({ code }) => code !== "signingCredential.untrusted");
  if (failures.length > 0) return "Invalid";
  return (recorded.success ?? []).some(({ code }) => code === "signingCredential.trusted") ? "Trusted" : "Valid";
}

export function claimGeneratorOf(
  manifest: Pick<ManifestJson, "claim_generator" | "claim_generator_info">,
): string | null {
  const [info] = manifest.claim_generator_info ?? [];
  if (info?.name) return info.version ? `${info.name} ${info.version}` : info.name;
  return manifest.claim_generator ?? null;
}

function actionsOf({ data }: { data?: unknown }): ManifestSummary["actions"] {
  const list = (data as { actions?: { action?: string; digitalSourceType?: string }[] } | undefined)?.actions;
  return (Array.isArray(list) ? list : []).map(({ action, digitalSourceType }) => ({
    action: String(action),
    digitalSourceType: digitalSourceType ?? null,
  }));
}
