import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { faultSentence } from "./fault-sentence.ts";
import { resolveTemplate, type TemplateFault } from "./resolve-template.ts";
import { objectsWithFields } from "./rows.ts";
import type { MetadataFinding, MetadataSettings } from "./schema.ts";

/** Whose metadata is looked at: the objects that a run would try to sign. */
export interface Coverage {
  inventoryId: Id<"inventory">;
  outputPrefixes: string[];
  sizeBytesMax: number;
  metadata: Pick<MetadataSettings, "template" | "fieldSetId">;
}
export interface FaultyObject {
  key: string;
  faults: TemplateFault[];
}

/** Rows of one query, read in a transaction of its own: a million objects must not hold one open. */
const objectsAtOnce = 5_000;
const firstKeysMax = 5;

/** The objects whose template cannot be filled, in the order of keys: a whole inventory in bounded memory. */
export async function* faultyObjects(ctx: TenantCtx, coverage: Coverage, after = ""): AsyncGenerator<FaultyObject> {
  const { tenantId } = ctx;
  const { template, fieldSetId } = coverage.metadata;
  const where = { tenantId, ...coverage, fieldSetId };
  for (let last: string | undefined = after; last !== undefined; ) {
    const from: string = last;
    const objects = await ctx.read((tx) => objectsWithFields(tx, where, from, objectsAtOnce));
    for (const { key, fields } of objects) {
      const resolved = resolveTemplate(template, fields && new Map(Object.entries(fields)));
      if (resolved.kind === "unresolved") yield { key, faults: resolved.faults };
    }
    last = objects.length < objectsAtOnce ? undefined : objects.at(-1)?.key;
  }
}

/** Every kind of fault over the whole inventory, the most frequent first, with how many objects have it. */
export async function sumFaults(ctx: TenantCtx, coverage: Coverage): Promise<MetadataFinding[]> {
  const found = new Map<string, MetadataFinding>();
  for await (const { key, faults } of faultyObjects(ctx, coverage)) {
    const named = new Map(faults.map((fault) => [`${fault.why} ${fault.at} ${fault.column}`, fault]));
    for (const [name, fault] of named) {
      const finding = found.get(name) ?? { ...fault, sentence: faultSentence(fault), objects: 0, firstKeys: [] };
      finding.objects++;
      if (finding.firstKeys.length < firstKeysMax) finding.firstKeys.push(key);
      found.set(name, finding);
    }
  }
  return [...found.values()].sort((a, b) => b.objects - a.objects);
}

/** Whether nothing but a missing value is wrong: what `missing: "skip"` is about. */
export function isMissing(faults: readonly Pick<TemplateFault, "why">[]): boolean {
  return faults.every(({ why }) => why === "no_row" || why === "no_value");
}
