import { rmSync, statSync, writeFileSync } from "node:fs";
import { Builder, CallbackSigner } from "@contentauth/c2pa-node";
import { countManifestStores } from "../../media/count-manifest-stores.ts";
import { formatOf } from "../../media/formats.ts";
import { findXmpInstanceId } from "../../media/xmp-instance-id.ts";
import type { Inspection, ManifestDefinition } from "../../ports/media.ts";
import { receive, send } from "./child-channel.ts";
import type { ChildAnswer, ChildOrder, ChildRequest, ChildTask, ParentAnswer } from "./child-protocol.ts";
import { chooseIntent } from "./choose-intent.ts";
import { coseSign1, protectedHeader, sigStructure } from "./cose-sign1.ts";
import { hashFile } from "./hash-file.ts";
import { inspectAsset } from "./inspect-asset.ts";
import { openBytes } from "./open-bytes.ts";
import { sdkSettings } from "./sdk-settings.ts";

/** The COSE box with a chain of ours, which is some 1,100 bytes long; and what of it is not the chain. */
const reserve = { bytesMin: 5000, besideChain: 3900 };
/** The SDK writes the asset somewhere even where only the manifest is wanted. */
const nowhere = "/dev/null";
/** What it reads where the binding is given: a file of a type that it does not know has no place for a manifest to look for. */
const nothing = { buffer: Buffer.alloc(0), mimeType: "application/octet-stream" };

type SignTask = Extract<ChildTask, { kind: "sign" }>;

/**
 * Signs so that the SDK adds `c2pa.opened` and exactly one `parentOf` ingredient: the asset as found, with any manifest of its
 * own and how that one validated. `remote` writes the manifest store alone; no XMP, no byte of the asset, which is not even
 * read where its hash is the whole binding. From file to file whatever the size: the SDK reads through windows.
 */
export async function signWithSdk(task: SignTask): Promise<ChildAnswer> {
  if (task.outputPath === task.path) throw new RangeError("The output must be another file than the asset.");
  const { path, nameMime, order } = task;
  if (order) return signOrder(task, order, seenOf(path, order.mime));
  const inspection = await inspectAsset({ kind: "inspect", path, nameMime, thumbnail: false });
  const { answer } = ask({ c2c: "seen", inspection });
  if (answer.c2c !== "order") throw new Error("The parent gave no order.");
  if (answer.order === null) return { kind: "inspected", inspection };
  const { manifest, xmpInstanceId } = inspection;
  return signOrder(task, answer.order, { bare: manifest.kind === "none", xmpInstanceId });
}

/** What signing has to know of an asset: whether it carries no manifest, and the instance that its XMP names. */
type Seen = Pick<Inspection, "xmpInstanceId"> & { bare: boolean };

/** For an asset that was inspected before, by the container alone. */
function seenOf(path: string, mime: string): Seen {
  const source = openBytes(path);
  try {
    return { bare: countManifestStores(source, mime) === 0, xmpInstanceId: findXmpInstanceId(source, mime) };
  } finally {
    source.close();
  }
}

async function signOrder({ path, outputPath }: SignTask, order: ChildOrder, seen: Seen): Promise<ChildAnswer> {
  const signer = signerOf(order);
  const source = { path, mimeType: order.mime };
  const remote = order.mode === "remote";
  try {
    const intent = await chooseIntent(order, source, seen.bare);
    if (intent.kind === "unbindable") return intent;
    const whole = remote && intent.kind === "edit" && formatOf(order.mime)?.wholeFile === true;
    const binding = whole ? [wholeFileBinding(order.contentSha256 ?? hashFile(path))] : [];
    const builder = Builder.withJson(definitionOf(order, whole ? seen.xmpInstanceId : null, binding), sdkSettings());
    builder.setIntent(intent.kind);
    // Where a parent is given the SDK adds none of its own, and refers `c2pa.opened` to this one.
    const parent = { relationship: "parentOf", ...order.definition.parent };
    if (whole) await builder.addIngredient(JSON.stringify({ ...parent, ...asFound(order.mime, seen) }));
    else if (order.definition.parent) await builder.addIngredient(JSON.stringify(parent), source);
    if (remote) builder.setNoEmbed(true);
    const manifest = await builder.signAsync(signer, whole ? nothing : source, { path: remote ? nowhere : outputPath });
    if (remote) writeFileSync(outputPath, manifest, { flag: "wx" });
    return { kind: "signed", outputSizeBytes: remote ? manifest.byteLength : statSync(outputPath).size };
  } catch (thrown) {
    // What the SDK began to write is nothing that anybody may take for signed.
    rmSync(outputPath, { force: true });
    return { kind: "refused", message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/**
 * Asks the parent. Where a token may come with the signature, the SDK is given the whole COSE box, written here, and not the
 * signature alone: else the token could only be asked for by this process.
 */
function signerOf({ algorithm, chainPem, stampRoomBytes, stamped }: ChildOrder): CallbackSigner {
  const reserveSize = reserveBytesFor(chainPem) + stampRoomBytes;
  const config = { alg: algorithm, certs: [Buffer.from(chainPem)], reserveSize, directCoseHandling: stamped };
  if (!stamped)
    return CallbackSigner.newSigner(config, async (bytes) => Buffer.from((await askToSign(bytes)).signature));
  const header = protectedHeader(algorithm, chainPem);
  return CallbackSigner.newSigner(config, async (claim) => {
    const { signature, token } = await askToSign(sigStructure(header, claim));
    return Buffer.from(coseSign1({ header, signature, token }, reserveSize));
  });
}

/**
 * The hard binding of a sidecar to a file without a manifest, wherever that is the hash of the whole file: given, so that the
 * SDK reads no asset for it. Under the file's own type it would rewrite some formats first and refuse others, and read
 * every byte once more. Not for an Update Manifest, whose binding is its parent's.
 */
function wholeFileBinding(contentSha256: string) {
  const hash = [...Buffer.from(contentSha256, "hex")];
  // The name is the one that the SDK gives, and the padding has nothing to fill: nothing is excluded.
  return { label: "c2pa.hash.data", data: { name: "jumbf manifest", alg: "sha256", hash, pad: [] }, created: true };
}

/** The parent as the SDK would have described it from the file: an asset without a manifest has its type and its XMP's instance. */
function asFound(mime: string, { xmpInstanceId }: Seen) {
  return { format: mime, ...(xmpInstanceId === null ? {} : { instance_id: xmpInstanceId }) };
}

/** What authorities issue can be longer than ours: several RSA certificates of 2,000 bytes each. */
function reserveBytesFor(chainPem: string): number {
  return Math.max(reserve.bytesMin, reserve.besideChain + Math.ceil((chainPem.length * 3) / 4));
}

/**
 * The SDK's type of a definition asks for fields that it fills itself: this is the one place where ours becomes its. A claim about an
 * asset whose XMP names an instance is about that instance.
 */
function definitionOf(
  order: ChildOrder,
  instanceId: string | null,
  binding: ManifestDefinition["assertions"],
): Parameters<typeof Builder.withJson>[0] {
  const { parent: _, ...definition } = order.definition;
  const named = instanceId === null ? {} : { instance_id: instanceId };
  const whole = { ...definition, ...named, assertions: [...definition.assertions, ...binding] };
  return whole as unknown as Parameters<typeof Builder.withJson>[0];
}

/** For callbacks, which must be async and never throw before their promise: a synchronous throw in one ends the process. */
async function askToSign(toBeSigned: Uint8Array): Promise<{ signature: Uint8Array; token: Uint8Array | null }> {
  const { answer, bytes } = ask({ c2c: "to-be-signed" }, toBeSigned);
  if (answer.c2c !== "signature") throw new Error("The signature was refused.");
  return { signature: bytes, token: answer.token === null ? null : Buffer.from(answer.token, "base64") };
}

/** One question to the parent, for whose answer everything here waits. */
function ask(request: ChildRequest, bytes?: Uint8Array): { answer: ParentAnswer; bytes: Uint8Array } {
  send(request, bytes);
  const frame = receive();
  if (frame === null) process.exit(0);
  return { answer: frame.message as ParentAnswer, bytes: frame.bytes };
}
