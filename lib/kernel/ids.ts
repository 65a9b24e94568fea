import { randomBytes } from "node:crypto";
import { z } from "zod";

/** The one table of id prefixes. A prefix says at sight what an id names, in a log as on an invoice. */
export const idPrefixes = {
  tenant: "tnt",
  user: "usr",
  membership: "mem",
  invitation: "inv",
  session: "ses",
  apiKey: "key",
  bucket: "bkt",
  inventory: "ivt",
  fieldSet: "fst",
  sample: "smp",
  identity: "sid",
  trustList: "tls",
  plan: "pln",
  approval: "apr",
  run: "run",
  receipt: "rcpt",
  proof: "prf",
  usage: "usg",
  reservation: "rsv",
  audit: "aud",
  request: "req",
  lease: "lse",
} as const;

export type IdKind = keyof typeof idPrefixes;
/** A prefixed id of one kind: `Id<"run">` is `run_…`. Branded, so that a plan's id cannot be passed for a run's. */
export type Id<K extends IdKind> = string & { readonly __id: K };

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

function base32(value: bigint, length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) {
    text = alphabet[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}

/**
 * A new id: prefix, 10 characters of milliseconds, 12 of randomness (60 bits), in Crockford's base 32.
 * Ids of one kind sort by the time they were made, so that they are also keyset cursors.
 */
export function newId<K extends IdKind>(kind: K, now: Date = new Date()): Id<K> {
  const random = randomBytes(8).readBigUInt64BE() >> 4n;
  return `${idPrefixes[kind]}_${base32(BigInt(now.getTime()), 10)}${base32(random, 12)}` as Id<K>;
}

/** Whether a string has the shape of an id of this kind. Says nothing of its existence. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  return new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{22}$`).test(text);
}

/**
 * The zod schema of an id of this kind; its `meta.idKind` lets tests and documents find the ids in any input.
 * The cast only adds the brand: the pattern has just been checked, and a transform would keep it out of JSON Schema.
 */
export function idOf<K extends IdKind>(kind: K) {
  return z
    .string()
    .regex(
      new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{22}$`),
      `expected an id that begins with ${idPrefixes[kind]}_`,
    )
    .meta({ idKind: kind, description: `The id of a ${kind}` }) as unknown as z.ZodType<Id<K>, string>;
}
