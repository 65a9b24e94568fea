import { rm, stat, writeFile } from "node:fs/promises";
import { Builder, CallbackSigner } from "@contentauth/c2pa-node";
import { assetSource } from "./asset-source.ts";
import type { ChildAnswer, ChildTask, SignatureAnswer } from "./child-protocol.ts";
import { chooseIntent } from "./choose-intent.ts";
import { sdkSettings } from "./sdk-settings.ts";

/** Room for signature and chain in the COSE box; chains of ours are some 1,100 bytes. */
const reserveBytes = 5000;

type SignTask = Extract<ChildTask, { kind: "sign" }>;

/**
 * Signs so that the SDK adds `c2pa.opened` and exactly one `parentOf` ingredient: the asset as found, with any manifest of its
 * own and how that one validated. `remote` writes the manifest store alone; no XMP, no byte of the asset.
 */
export async function signWithSdk(task: SignTask): Promise<ChildAnswer> {
  if (task.outputPath === task.path) throw new RangeError("The output must be another file than the asset.");
  const signer = CallbackSigner.newSigner(
    { alg: task.algorithm, certs: [Buffer.from(task.chainPem)], reserveSize: reserveBytes, directCoseHandling: false },
    askParent,
  );
  const source = await assetSource(task.path, task.mime);
  // Even where only the manifest is wanted, the SDK writes the asset somewhere.
  const target = task.mode === "remote" ? `${task.outputPath}.asset` : task.outputPath;
  const output: { buffer: Buffer | null } | { path: string } = "buffer" in source ? { buffer: null } : { path: target };
  try {
    const intent = await chooseIntent(task.mode, source);
    if (intent.kind === "unbindable") return intent;
    const builder = Builder.withJson(definitionOf(task), sdkSettings());
    builder.setIntent(intent.kind);
    if (task.mode === "remote") builder.setNoEmbed(true);
    const manifest = await builder.signAsync(signer, source, output);
    if (task.mode === "remote") {
      await rm(target, { force: true });
      await writeFile(task.outputPath, manifest, { flag: "wx" });
      return { kind: "signed", outputSizeBytes: manifest.byteLength };
    }
  } catch (thrown) {
    return { kind: "refused", message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  if ("buffer" in output) await writeFile(task.outputPath, output.buffer ?? Buffer.alloc(0), { flag: "wx" });
  return { kind: "signed", outputSizeBytes: (await stat(task.outputPath)).size };
}

/** The SDK's type of a definition asks for fields that it fills itself: this is the one place where ours becomes its. */
function definitionOf(task: SignTask): Parameters<typeof Builder.withJson>[0] {
  return task.definition as unknown as Parameters<typeof Builder.withJson>[0];
}

/** Must be async and never throw before its promise: a synchronous throw in this callback ends the process. */
async function askParent(toBeSigned: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      const answer = message as Partial<SignatureAnswer> | null;
      if (answer?.c2c !== "signature" && answer?.c2c !== "no-signature") return;
      process.off("message", hear);
      if (answer.c2c === "signature" && answer.bytes) resolve(Buffer.from(answer.bytes));
      else reject(new Error("The signature was refused."));
    };
    process.on("message", hear);
    process.send?.({ c2c: "to-be-signed", bytes: Uint8Array.from(toBeSigned) });
  });
}
