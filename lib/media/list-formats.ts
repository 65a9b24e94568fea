import { z } from "zod";
import { formatBytes } from "../kernel/format-bytes.ts";
import { globalVerb } from "../ports/ctx.ts";
import { type Ability, type Format, formats, heldBytesMax } from "./formats.ts";

const ability = z.object({
  able: z.boolean(),
  why: z.string().nullable().describe("Why not, where it is not"),
});

export const formatView = z.object({
  name: z.string(),
  mime: z.string(),
  extensions: z.array(z.string()).describe("The usual one first; a format is decided by first bytes all the same"),
  embed: ability.describe("Whether signed copies can be written"),
  remote: ability.describe("Whether a sidecar can be bound to it"),
  largestTriedBytes: z.number().int().describe("The largest file that was signed and read back in these modes"),
  note: z.string().nullable(),
});
export type FormatView = z.output<typeof formatView>;

/** The table of formats, whole: it is as long as the code is, and no list of a tenant's. */
export const listFormats = globalVerb({
  name: "media.list-formats",
  summary: "Lists the formats that are signed, in which modes, and up to which size that was tried",
  scope: "public",
  input: z.object({}),
  output: z.object({ items: z.array(formatView) }),
  async run() {
    return { items: formats.map(viewOf) };
  },
});

function viewOf({ name, mime, extensions, embed, remote, largestTriedBytes, held, note }: Format): FormatView {
  const notes = [note, held && `Signed up to ${formatBytes(heldBytesMax)}.`].filter(Boolean);
  const abilities = { embed: abilityOf(embed), remote: abilityOf(remote) };
  return { name, mime, extensions: [...extensions], ...abilities, largestTriedBytes, note: notes.join(" ") || null };
}

function abilityOf(able: Ability): FormatView["embed"] {
  return able === true ? { able: true, why: null } : { able: false, why: able };
}
