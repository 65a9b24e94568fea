import type { AssetBody } from "../receipt/schema.ts";
import type { ProofView } from "./schema.ts";

/** One way on which an object reaches the public, and what is done to it there, by whoever names it. */
export interface Route {
  name: string;
  /** With `{key}`, for the object's key. Null for a transformation that is done here. */
  template: string | null;
}

/**
 * What is left after one way. `credential`: a manifest is found, and its hard binding matches what arrived. `manifest`:
 * one is found, and does not match: the file was changed on the way. `nothing`: none is found. `unknown`: nothing
 * arrived that could be looked at.
 */
export type Survival = "credential" | "manifest" | "nothing" | "unknown";

export interface Arrival {
  route: string;
  key: string;
  format: string;
  url: string | null;
  survived: Survival;
  /** Byte for byte what the receipt names. */
  identical: boolean;
  where: ProofView["manifest"]["where"] | null;
  state: ProofView["state"];
  hardBinding: "passed" | "failed" | "not told" | null;
  /** Whether it is the very manifest of the receipt. */
  sameManifest: boolean;
  detail: string;
}

export interface RouteSummary {
  route: string;
  format: string;
  objects: number;
  identical: number;
  survived: Record<Survival, number>;
  found: Partial<Record<ProofView["manifest"]["where"], number>>;
}

/**
 * The key below which the public gets what was signed: the object's own where its bytes stayed or were replaced, else
 * the signed copy's.
 */
export function deliveredKey(body: AssetBody): string {
  return body.mode === "embed" ? body.stored.key : body.object.key;
}

/** What the receipt says that the delivered bytes hash to. */
export function deliveredSha256(body: AssetBody): string {
  return body.mode === "remote" ? body.content_sha256 : body.stored.sha256;
}

/** The key's segments are escaped one by one: a slash stays a slash. */
export function addressOf(template: string, key: string): string {
  return template.replaceAll("{key}", key.split("/").map(encodeURIComponent).join("/"));
}

/** What was found of one object that arrived, beside what its receipt says. */
export function arrivalOf(route: Route, body: AssetBody, format: string, proof: ProofView): Arrival {
  const hardBinding = proof.checks.find(({ name }) => name === "hard binding")?.result ?? null;
  const found = proof.activeManifest !== null;
  const survived = !found ? "nothing" : hardBinding === "passed" ? "credential" : "manifest";
  return {
    route: route.name,
    key: body.object.key,
    format,
    url: proof.address,
    survived,
    identical: proof.sha256 === deliveredSha256(body),
    where: proof.manifest.where,
    state: proof.state,
    hardBinding,
    sameManifest: proof.activeManifest?.label === body.manifest_label,
    detail: found ? "" : (proof.manifest.tried.at(-1)?.detail ?? "No manifest store was found."),
  };
}

/** What did not arrive, or cannot be looked at. */
export function lostArrival(route: Route, body: AssetBody, format: string, detail: string): Arrival {
  return {
    route: route.name,
    key: body.object.key,
    format,
    url: route.template === null ? null : addressOf(route.template, deliveredKey(body)),
    survived: "unknown",
    identical: false,
    where: null,
    state: null,
    hardBinding: null,
    sameManifest: false,
    detail,
  };
}

/** By route in the order given, then by format. */
export function summarizeArrivals(routes: readonly Route[], arrivals: readonly Arrival[]): RouteSummary[] {
  return routes.flatMap(({ name }) => {
    const of = arrivals.filter(({ route }) => route === name);
    return [...new Set(of.map(({ format }) => format))].sort().map((format) => summaryOf(name, format, of));
  });
}

function summaryOf(route: string, format: string, arrivals: readonly Arrival[]): RouteSummary {
  const those = arrivals.filter((each) => each.format === format);
  const survived: RouteSummary["survived"] = { credential: 0, manifest: 0, nothing: 0, unknown: 0 };
  const found: RouteSummary["found"] = {};
  for (const each of those) {
    survived[each.survived]++;
    if (each.where !== null && each.survived !== "nothing") found[each.where] = (found[each.where] ?? 0) + 1;
  }
  const identical = those.filter((each) => each.identical).length;
  return { route, format, objects: those.length, identical, survived, found };
}
