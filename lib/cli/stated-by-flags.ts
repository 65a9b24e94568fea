import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { importFields } from "../metadata/import-fields.ts";
import { metadataTemplate } from "../metadata/template.ts";
import { declaredOrigin } from "../plan/declared-origin.ts";
import { digitalSourceTypes } from "../plan/digital-source-types.ts";
import type { PlanSettingsInput } from "../plan/schema.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { cannotRead } from "./cannot-read.ts";
import type { PlanFlags } from "./flags.ts";

type Statements = Pick<PlanSettingsInput, "metadata" | "declaredOrigin">;
type StatementFlags = Pick<PlanFlags, "metadata" | "fields" | "missing" | "originType" | "originStatement">;

/** What `--metadata`, `--fields` and `--origin-type` say, before anything is listed. Throws Fault `invalid` naming the flag. */
export async function refuseStatements(flags: StatementFlags): Promise<void> {
  if (flags.fields !== undefined && flags.metadata === undefined)
    throw new Fault("invalid", "--fields fills the names of a template: name that with --metadata.");
  if (flags.metadata !== undefined) await templateOf(flags.metadata);
  const { fields } = flags;
  if (fields !== undefined)
    await stat(fields).catch((cause: unknown) => {
      throw cannotRead(fields, cause, "Check what --fields names.");
    });
  originOf(flags);
}

/** The part of a plan's settings that these flags make; the values of `--fields` are taken in as a field set of the workspace. */
export async function statedByFlags(ctx: TenantCtx, flags: StatementFlags): Promise<Statements> {
  const declared = originOf(flags);
  if (flags.metadata === undefined) return { declaredOrigin: declared };
  const template = await templateOf(flags.metadata);
  const fieldSetId = flags.fields === undefined ? null : await takeIn(ctx, flags.fields);
  return { metadata: { template, fieldSetId, missing: flags.missing }, declaredOrigin: declared };
}

async function takeIn(ctx: TenantCtx, path: string): Promise<Id<"fieldSet">> {
  const text = createReadStream(path, "utf8");
  try {
    return (await importFields(ctx, { name: basename(path), text })).id;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "invalid")
      throw new Fault("invalid", `${path}: ${thrown.message}`, { cause: thrown });
    throw thrown;
  }
}

async function templateOf(path: string) {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw cannotRead(path, cause, "Check what --metadata names.");
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Fault("invalid", `${path} is no JSON.`, { cause });
  }
  const parsed = metadataTemplate.safeParse(json);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new Fault("invalid", `${path}: ${first?.path.join(".") || "the template"}: ${first?.message}`);
}

/** By the vocabulary's own short name, or the whole address. */
function originOf({ originType, originStatement }: StatementFlags): Statements["declaredOrigin"] {
  if (originType === undefined && originStatement === undefined) return null;
  const known = digitalSourceTypes.find((type) => type === originType || type.endsWith(`/${originType}`));
  if (known === undefined)
    throw new Fault(
      "invalid",
      `--origin-type must be one of ${digitalSourceTypes.map((type) => type.slice(type.lastIndexOf("/") + 1)).join(", ")}.`,
    );
  const parsed = declaredOrigin.safeParse({ digitalSourceType: known, statement: originStatement ?? "" });
  if (parsed.success) return parsed.data;
  throw new Fault("invalid", `--origin-statement ${parsed.error.issues[0]?.message}.`);
}
