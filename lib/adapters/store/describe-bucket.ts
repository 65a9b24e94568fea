import { asFault } from "../../kernel/fault.ts";
import type { BucketFacts, InventoryReport } from "../../ports/store.ts";
import { childText, descendant, readXml, type XmlElement } from "./read-xml.ts";
import type { S3Address } from "./s3-address.ts";
import { type S3Wire, textOf } from "./s3-wire.ts";

/**
 * Five questions about the bucket itself, each answered `unknown` on its own where the credentials may not ask it or the
 * store does not know it. Only what stops all of them (no such bucket, wrong keys, no answer) is thrown.
 */
export async function describeBucket(wire: S3Wire, address: S3Address, signal?: AbortSignal): Promise<BucketFacts> {
  const ask = (question: string) => askBucket(wire, question, signal);
  const [location, versioning, block, status, inventory] = await Promise.all([
    ask("location"),
    ask("versioning"),
    ask("publicAccessBlock"),
    ask("policyStatus"),
    ask("inventory"),
  ]);
  return {
    region: regionOf(location, address),
    versioning: versioningOf(versioning),
    publicAccess: publicAccessOf(block, status),
    inventories: inventory.kind === "told" ? inventoriesOf(inventory.root) : "unknown",
  };
}

/** `unset` is what S3 says by a 404 of the question's own: it was allowed to ask, and nothing is configured. */
type Answer = { kind: "told"; root: XmlElement } | { kind: "unset" } | { kind: "unknown" };

const fatal = new Set([
  "AuthorizationHeaderMalformed",
  "ExpiredToken",
  "InvalidAccessKeyId",
  "InvalidToken",
  "NoSuchBucket",
  "PermanentRedirect",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
]);
const unset = new Set(["NoSuchPublicAccessBlockConfiguration", "NoSuchBucketPolicy", "NoSuchConfiguration"]);

async function askBucket(wire: S3Wire, question: string, signal?: AbortSignal): Promise<Answer> {
  try {
    const answer = await wire.send({ kind: "get", method: "GET", key: null, query: { [question]: "" }, signal });
    return { kind: "told", root: readXml(textOf(answer.bytes)) };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { kind: "unknown" };
    const fault = asFault(thrown);
    const code = String(fault.details?.s3Code ?? "");
    if (unset.has(code)) return { kind: "unset" };
    const refused = fault.code === "forbidden" || fault.code === "invalid";
    // A store that does not know the question may say so by 501.
    const unasked = fault.details?.status === 501;
    if ((refused || unasked) && code !== "" && !fatal.has(code)) return { kind: "unknown" };
    throw fault;
  }
}

/** An empty LocationConstraint is us-east-1 on AWS, `EU` an old name of eu-west-1; elsewhere an empty one says nothing. */
function regionOf(answer: Answer, address: S3Address): BucketFacts["region"] {
  if (answer.kind !== "told" || answer.root.name !== "LocationConstraint") return "unknown";
  const text = answer.root.text.trim();
  if (text === "EU") return "eu-west-1";
  if (text !== "") return text;
  return address.wellKnown ? "us-east-1" : "unknown";
}

function versioningOf(answer: Answer): BucketFacts["versioning"] {
  if (answer.kind !== "told" || answer.root.name !== "VersioningConfiguration") return "unknown";
  const status = childText(answer.root, "Status");
  if (status === "Enabled") return "enabled";
  return status === "Suspended" ? "suspended" : "off";
}

function publicAccessOf(block: Answer, status: Answer): BucketFacts["publicAccess"] {
  const switches = ["IgnorePublicAcls", "RestrictPublicBuckets"];
  if (block.kind === "told" && switches.every((name) => isTrue(block.root, name))) return "blocked";
  if (status.kind === "told" && status.root.name === "PolicyStatus")
    return isTrue(status.root, "IsPublic") ? "public" : "private";
  // Without a policy only ACLs could open it, and those were not asked for.
  return "unknown";
}

/** Stores differ in the case of these two words. */
function isTrue(element: XmlElement, name: string): boolean {
  return childText(element, name)?.trim().toLowerCase() === "true";
}

function inventoriesOf(root: XmlElement): BucketFacts["inventories"] {
  if (root.name !== "ListInventoryConfigurationsResult") return "unknown";
  return root.children
    .filter(({ name }) => name === "InventoryConfiguration")
    .map((element): InventoryReport => {
      const target = descendant(element, "Destination", "S3BucketDestination");
      return {
        id: childText(element, "Id") ?? "",
        enabled: isTrue(element, "IsEnabled"),
        format: (target && childText(target, "Format")) ?? "",
        schedule: descendant(element, "Schedule", "Frequency")?.text ?? "",
        destinationBucket: ((target && childText(target, "Bucket")) ?? "").replace(/^arn:[^:]*:s3:::/, ""),
        destinationPrefix: (target && childText(target, "Prefix")) ?? "",
      };
    });
}
