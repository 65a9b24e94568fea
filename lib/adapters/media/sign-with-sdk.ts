import { rm, stat, writeFile } from "node:fs/promises";
import { Builder, CallbackSigner } from "@contentauth/c2pa-node";
import { formatOf } from "../../media/formats.ts";
import type { ChildAnswer, ChildOrder, ChildRequest, ChildTask, ParentAnswer } from "./child-protocol.ts";
import { chooseIntent } from "./choose-intent.ts";
import { inspectAsset } from "./inspect-asset.ts";
import { sdkSettings } from "./sdk-settings.ts";

/** The COSE box with a chain of ours, which is some 1,100 bytes long; and what of it is not the chain. */
const reserve = { bytesMin: 5000, besideChain: 3900 };
/** The SDK writes the asset somewhere even where only the manifest is wanted. */
const nowhere = "/dev/null";

type SignTask = Extract<ChildTask, { kind: "sign" }>;

/**
 * Signs so that the SDK adds `c2pa.opened` and exactly one `parentOf` ingredient: the asset as found, with any manifest of its
 * own and how that one validated. `remote` writes the manifest store alone; no XMP, no byte of the asset. From file to
 * file whatever the size: the SDK reads through windows, and takes a file no slower than bytes.
 */
export async function signWithSdk(task: SignTask): Promise<ChildAnswer> {
  if (task.outputPath === task.path) throw new RangeError("The output must be another file than the asset.");
  const { path, nameMime, order } = task;
  const inspection = await inspectAsset({ kind: "inspect", path, nameMime, thumbnail: false });
  const bare = inspection.manifest.kind === "none";
  if (order) return signOrder(task, order, bare);
  const answer = await ask({ c2c: "seen", inspection });
  if (answer.c2c !== "order") throw new Error("The parent gave no order.");
  return answer.order ? signOrder(task, answer.order, bare) : { kind: "inspected", inspection };
}

async function signOrder({ path, outputPath }: SignTask, order: ChildOrder, bare: boolean): Promise<ChildAnswer> {
  const signer = CallbackSigner.newSigner(
    {
      alg: order.algorithm,
      certs: [Buffer.from(order.chainPem)],
      reserveSize: reserveBytesFor(order.chainPem) + order.stampRoomBytes,
      directCoseHandling: false,
    },
    askForSignature,
  );
  const source = { path, mimeType: order.mime };
  const remote = order.mode === "remote";
  try {
    const intent = await chooseIntent(order, source, bare);
    if (intent.kind === "unbindable") return intent;
    const builder = Builder.withJson(definitionOf(order), sdkSettings());
    builder.setIntent(intent.kind);
    // Where a parent is given the SDK adds none of its own, and refers `c2pa.opened` to this one.
    const { parent } = order.definition;
    const bound = asBound(order, intent.kind, source);
    if (parent) await builder.addIngredient(JSON.stringify({ relationship: "parentOf", ...parent }), bound);
    if (remote) builder.setNoEmbed(true);
    const manifest = await builder.signAsync(signer, bound, { path: remote ? nowhere : outputPath });
    if (remote) await writeFile(outputPath, manifest, { flag: "wx" });
    return { kind: "signed", outputSizeBytes: remote ? manifest.byteLength : (await stat(outputPath)).size };
  } catch (thrown) {
    // What the SDK began to write is nothing that anybody may take for signed.
    await rm(outputPath, { force: true });
    return { kind: "refused", message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/**
 * A sidecar to a format that the SDK would rewrite first, or refuse, is made as if to a file of unknown type: then it binds
 * the bytes as they are. Not an Update Manifest, whose binding is its parent's.
 */
function asBound({ mode, mime }: ChildOrder, intent: "edit" | "update", source: { path: string; mimeType: string }) {
  const whole = mode === "remote" && intent === "edit" && formatOf(mime)?.wholeFile;
  return whole ? { ...source, mimeType: "application/octet-stream" } : source;
}

/** What authorities issue can be longer than ours: several RSA certificates of 2,000 bytes each. */
function reserveBytesFor(chainPem: string): number {
  return Math.max(reserve.bytesMin, reserve.besideChain + Math.ceil((chainPem.length * 3) / 4));
}

/** The SDK's type of a definition asks for fields that it fills itself: this is the one place where ours becomes its. */
function definitionOf(order: ChildOrder): Parameters<typeof Builder.withJson>[0] {
  const { parent: _, ...definition } = order.definition;
  return definition as unknown as Parameters<typeof Builder.withJson>[0];
}

/** Must be async and never throw before its promise: a synchronous throw in this callback ends the process. */
async function askForSignature(toBeSigned: Buffer): Promise<Buffer> {
  const answer = await ask({ c2c: "to-be-signed", bytes: Uint8Array.from(toBeSigned) });
  if (answer.c2c !== "signature") throw new Error("The signature was refused.");
  return Buffer.from(answer.bytes);
}

/** One question to the parent; it answers one at a time. */
function ask(request: ChildRequest): Promise<ParentAnswer> {
  return new Promise((resolve) => {
    const hear = (message: unknown) => {
      const answer = message as ParentAnswer | null;
      if (answer?.c2c !== "order" && answer?.c2c !== "signature" && answer?.c2c !== "no-signature") return;
      process.off("message", hear);
      resolve(answer);
    };
    process.on("message", hear);
    process.send?.(request);
  });
}
