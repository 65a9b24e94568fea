import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { nameOf } from "../tenant/schema.ts";

/** Of a bundle, as characters and, over the network, as bytes. */
export const bundleBytesMax = 5_000_000;
export const listsMax = 20;
/** A list with more is no list of authorities, and each inspection would have to read them all. */
export const anchorsMax = 2_000;
/** In all lists of a workspace. */
export const anchorsInAllMax = 5_000;
export const leftOutShown = 50;

export const listName = nameOf("What people call this list", "C2PA trust list");
export const bundlePem = z
  .string()
  .min(1)
  .max(bundleBytesMax)
  .describe("The certificates in PEM, one after another")
  .meta({ examples: ["-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----"] });
export const listUrl = z
  .url({ protocol: /^https?$/, error: "must be an address such as https://example.com/trust-list.pem" })
  .max(2000)
  .describe("Where the list is published, in PEM, by https. It is asked again every day.")
  .meta({ examples: ["http://127.0.0.1:9/list.pem"] });

export const trustListView = z.object({
  id: idOf("trustList"),
  name: z.string(),
  url: z.string().nullable().describe("Null for one that was given as a file"),
  anchors: z.number().int(),
  sha256: z.string().describe("Of the bundle as it was loaded"),
  leftOut: z.number().int().describe("How many things in the bundle are no anchors"),
  loadedAt: z.iso.datetime(),
  checkedAt: z.iso.datetime(),
  problem: z.string().nullable().describe("Why the last look at the address brought nothing; the anchors stayed"),
});
export type TrustListView = z.output<typeof trustListView>;

export const trustListDetail = trustListView.extend({
  leftOutSentences: z.array(z.string()).describe(`The first ${leftOutShown}`),
});
export type TrustListDetail = z.output<typeof trustListDetail>;

export const refreshedTrustList = trustListDetail.extend({
  added: z.number().int().describe("How many anchors are new since the last look"),
  removed: z.number().int().describe("How many anchors the list had and has no longer"),
});
export type RefreshedTrustList = z.output<typeof refreshedTrustList>;

export const anchorView = z.object({
  sha256: z.string(),
  subject: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
});
export type AnchorView = z.output<typeof anchorView>;

export const trustPolicyView = z.object({
  allowDevelopment: z
    .boolean()
    .describe("Whether the roots of this workspace's development identities count when something is inspected"),
});
