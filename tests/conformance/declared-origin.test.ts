import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Reader } from "@contentauth/c2pa-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { declaredOrigin } from "../../lib/plan/declared-origin.ts";
import { digitalSourceTypes } from "../../lib/plan/digital-source-types.ts";
import { intentOf } from "../../lib/run/intent-of.ts";
import { makePicture, openSigningBench, type SigningBench } from "../support/signing.ts";

const ai = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
const origin = declaredOrigin.parse({
  digitalSourceType: ai,
  statement: "All pictures in this bucket were made by our image generator.",
  declaredBy: { tenantId: "tnt_0000000000000000000000", name: "Example Archive" },
});

let bench: SigningBench;
let folder: string;
beforeAll(async () => {
  bench = await openSigningBench({ parallel: 1 });
  folder = await mkdtemp(join(tmpdir(), "c2c-origin-"));
});
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

interface Read {
  state: string;
  assertions: { label: string; data: unknown; created?: boolean }[];
  ingredients: { relationship: string; metadata?: Record<string, unknown>; active_manifest?: string }[];
}
let files = 0;

async function signed(bytes: Uint8Array, mode: "remote" | "embed", preserveEmbed: "parent" | "update"): Promise<Read> {
  const path = join(folder, String(files++));
  await writeFile(path, bytes);
  const { signer } = bench;
  const mime = "image/jpeg";
  const { definition } = intentOf({
    contentSha256: sha256Hex(bytes),
    mime,
    settings: { mode, preserveEmbed, declaredOrigin: origin },
    signerKeyId: signer.keyId,
  });
  const order = { mime, mode, update: preserveEmbed === "update", definition, signer };
  await bench.engine.sign({ ...order, path, sizeBytes: bytes.byteLength, outputPath: `${path}.out` });
  const output = await readFile(`${path}.out`);
  const asset = { buffer: Buffer.from(bytes), mimeType: mime };
  const settings = JSON.stringify({ verify: { verify_trust: true }, trust: { trust_anchors: signer.anchorPem } });
  const reader =
    mode === "remote"
      ? await Reader.fromManifestDataAndAsset(output, asset, settings)
      : await Reader.fromAsset({ buffer: output, mimeType: mime }, settings);
  const json = reader?.json() as unknown as {
    validation_state: string;
    active_manifest: string;
    manifests: Record<string, Omit<Read, "state">>;
  };
  const active = json.manifests[json.active_manifest];
  if (!active) throw new Error("no active manifest");
  return { ...active, state: json.validation_state };
}

describe.each(["remote", "embed"] as const)("in mode %s", (mode) => {
  test("a declared origin stands on the one parent ingredient, in the tenant's name, and on no action", async () => {
    const { state, assertions, ingredients } = await signed(await makePicture("jpeg"), mode, "parent");
    expect(state).toBe("Trusted");
    expect(ingredients).toHaveLength(1);
    expect(ingredients[0]).toMatchObject({
      relationship: "parentOf",
      metadata: {
        "Iptc4xmpExt:DigitalSourceType": ai,
        dataSource: {
          type: "humanEntry.identified",
          details: expect.stringMatching(/^Declared by Example Archive: All pictures/),
          actors: [{ identifier: origin.declaredBy?.tenantId }],
        },
      },
    });
    const actions = JSON.stringify(assertions);
    expect(actions).toContain("c2pa.opened");
    expect(actions).toContain('"allActionsIncluded":true');
    expect(actions).not.toMatch(/digitalSourceType|DigitalSourceType/);
  });

  test("it stands so on the parent of an Update Manifest too, whose own manifest stays", async () => {
    const first = await bench.sign(await makePicture("jpeg", 5), "image/jpeg", "embed");
    const { state, ingredients } = await signed(first.output, mode, "update");
    expect(state).toBe("Trusted");
    expect(ingredients).toMatchObject([
      { relationship: "parentOf", active_manifest: first.label, metadata: { "Iptc4xmpExt:DigitalSourceType": ai } },
    ]);
  });
});

test("a blank canvas is no origin that can be declared, nor is anything outside of the vocabulary", () => {
  for (const digitalSourceType of ["http://c2pa.org/digitalsourcetype/empty", "trainedAlgorithmicMedia", `${ai}#`])
    expect(declaredOrigin.safeParse({ ...origin, digitalSourceType }).success).toBe(false);
  expect(new Set(digitalSourceTypes).size).toBe(digitalSourceTypes.length);
});

test("another declaration is another intent, and none is the intent that it was before", () => {
  const facts = { contentSha256: "11".repeat(32), mime: "image/jpeg", signerKeyId: "22".repeat(32) };
  const settings = { mode: "remote", preserveEmbed: "parent" } as const;
  const plain = intentOf({ ...facts, settings }).intentSha256;
  expect(intentOf({ ...facts, settings: { ...settings, declaredOrigin: null } }).intentSha256).toBe(plain);
  expect(intentOf({ ...facts, settings: { ...settings, declaredOrigin: origin } }).intentSha256).not.toBe(plain);
});
