import { statSync, writeFileSync } from "node:fs";
import { Builder, CallbackSigner } from "@contentauth/c2pa-node";
import type { SignAnswer } from "../../ports/media.ts";
import type { ChildJob, FromChild, ToChild } from "./messages.ts";
import { sdkSettings } from "./sdk-settings.ts";

/** Room for the signature box: chain and signature; no time-stamp token is asked for. */
const reserveBytes = 6_000;

/**
 * Builds the manifest with the intent to edit, so that the SDK adds `c2pa.opened` and the asset as found as its one
 * `parentOf` ingredient, with whatever manifest it carried. The signature comes from the parent process.
 */
export async function signFile(job: Extract<ChildJob, { kind: "sign" }>): Promise<SignAnswer> {
  // The SDK would truncate the source to nothing where both paths are one.
  if (job.path === job.outputPath) throw new Error("the output must not be the source");
  const signer = CallbackSigner.newSigner(
    { alg: job.algorithm, certs: [Buffer.from(job.chainPem)], reserveSize: reserveBytes, directCoseHandling: false },
    async (bytes) => Buffer.from(await askParent(bytes)),
  );
  const builder = Builder.withJson(job.definition as Parameters<typeof Builder.withJson>[0], sdkSettings(null));
  builder.setIntent("edit");
  const source = { path: job.path, mimeType: job.mime };
  if (job.mode === "remote") {
    builder.setNoEmbed(true);
    const store = await builder.signAsync(signer, source, { buffer: null });
    writeFileSync(job.outputPath, store, { mode: 0o600, flag: "wx" });
  } else {
    await builder.signAsync(signer, source, { path: job.outputPath });
  }
  return { manifestLabel: job.definition.label, outputSizeBytes: statSync(job.outputPath).size };
}

/** One question at a time: a media process works on one job, and a job has one signature. */
function askParent(bytes: Buffer): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const heard = (message: ToChild) => {
      if (message?.c2c !== "signature" && message?.c2c !== "refused") return;
      process.off("message", heard);
      if (message.c2c === "signature") resolve(message.bytes);
      else reject(new Error(`refused: ${message.sentence}`));
    };
    process.on("message", heard);
    process.send?.({ c2c: "to-be-signed", bytes } satisfies FromChild);
  });
}
