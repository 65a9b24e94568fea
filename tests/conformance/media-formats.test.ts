import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Format, formats } from "../../lib/media/formats.ts";
import type { Validation } from "../../lib/ports/media.ts";
import { makers } from "../support/make-media.ts";
import { newSigner, openSigningBench, type SigningBench } from "../support/signing.ts";

let bench: SigningBench;
beforeAll(async () => {
  bench = await openSigningBench();
});
afterAll(() => bench.close());

const modes = ["embed", "remote"] as const;
type Mode = (typeof modes)[number];
const rows = formats.flatMap((format) => modes.map((mode) => ({ ...format, mode, able: format[mode] === true })));
const able = rows.filter((row) => row.able);

const failures = ({ codes }: Validation) => codes.filter(({ kind }) => kind === "failure").map(({ code }) => code);

/** The hard binding of ISO base media is its own; where the engine is told nothing of the type, there is but one. */
function mismatchCode({ container, wholeFile }: Format, mode: Mode): string {
  const boxes = ["movie", "iso-image"].includes(container) && !(wholeFile && mode === "remote");
  return boxes ? "assertion.bmffHash.mismatch" : "assertion.dataHash.mismatch";
}

describe.each(able)("$name, $mode", (row) => {
  const { mime, mode } = row;
  let source: Buffer;
  let signed: Awaited<ReturnType<SigningBench["sign"]>>;
  beforeAll(async () => {
    source = Buffer.from((await makers[mime]?.()) ?? []);
    signed = await bench.sign(source, mime, mode);
  });
  const validate = (asset: Uint8Array, output: Uint8Array) =>
    mode === "remote" ? bench.validate(asset, mime, output) : bench.validate(output, mime, null);

  test("reads back Trusted, opened from one parent, and the asset is as it was", async () => {
    expect(source.equals(signed.assetAfter)).toBe(true);
    const validation = await validate(source, signed.output);
    expect({ state: validation.state, failures: failures(validation) }).toEqual({ state: "Trusted", failures: [] });
    expect(validation.activeManifest).toMatchObject({
      label: signed.label,
      actions: [{ action: "c2pa.opened", digitalSourceType: null }],
      ingredients: [{ relationship: "parentOf" }],
    });
  });

  test("with one byte of its content changed it is another file", async () => {
    const asset = mode === "remote" ? source : Buffer.from(signed.output);
    const changed = Buffer.from(asset);
    const at = contentByte(source, asset);
    changed[at] = (changed[at] as number) ^ 1;
    const validation = await (mode === "remote" ? validate(changed, signed.output) : validate(source, changed));
    expect(validation.state).toBe("Invalid");
    expect(failures(validation)).toContain(mismatchCode(row, mode));
  });

  test("with one byte of its manifest changed the manifest is another", async () => {
    const validation = await validate(
      source,
      withOtherManifest(signed.output, mime === "image/svg+xml" && mode === "embed"),
    );
    expect(validation.state).toBe("Invalid");
    expect(failures(validation)).toContain("assertion.hashedURI.mismatch");
  });

  if (mode === "embed")
    test("what it held is in the signed copy, and its manifest is found there", async () => {
      const inspection = await bench.inspect(signed.output);
      expect(inspection).toMatchObject({ mime, structure: "whole", manifest: { kind: "found", label: signed.label } });
      if (["jpeg", "png", "webp", "gif"].includes(row.container))
        expect((await pixelsOf(signed.output)).equals(await pixelsOf(source))).toBe(true);
      else expect(Buffer.from(signed.output).includes(source.subarray(contentByte(source, source), -4))).toBe(true);
    });
});

test.each(rows.filter((row) => !row.able))(
  "$name cannot be signed in mode $mode, and the engine says so",
  async (row) => {
    const bytes = (await makers[row.mime]?.()) ?? Uint8Array.of(0xff, 0x0a, 0, 0);
    await expect(bench.sign(bytes, row.mime, row.mode)).rejects.toMatchObject({
      code: "precondition",
      message: expect.stringContaining(String(row[row.mode])),
    });
  },
);

/** Over what embedding made: where both modes are there, a sidecar to a signed copy has the copy's manifest for its parent, or is refused. */
test.each(formats.filter(({ embed, remote }) => embed === true && remote === true))(
  "a sidecar to a $name that carries a manifest keeps it",
  async ({ mime }) => {
    const copy = await bench.sign(
      (await makers[mime]?.()) as Uint8Array,
      mime,
      "embed",
      await newSigner("Another agency"),
    );
    const sidecar = await bench.sign(copy.output, mime, "remote");
    const validation = await bench.validate(copy.output, mime, sidecar.output);
    expect(failures(validation)).toEqual([]);
    expect(validation.state).toBe("Trusted");
    expect(validation.activeManifest?.ingredients).toMatchObject([{ relationship: "parentOf", label: copy.label }]);
  },
);

/** A byte of the content, found again in a copy by what stands around it. */
function contentByte(source: Buffer, copy: Buffer): number {
  const at = Math.floor(source.length * 0.7);
  const found = copy.indexOf(source.subarray(at, at + 16));
  if (found === -1) throw new Error("The content is not in the signed copy.");
  return found + 4;
}

function withOtherManifest(output: Uint8Array, base64: boolean): Buffer {
  const changed = Buffer.from(output);
  if (!base64) return alter(changed);
  const svg = changed.toString();
  return Buffer.from(
    svg.replace(
      /(<c2pa:manifest[^>]*>)([^<]*)/,
      (_, tag, store) => tag + alter(Buffer.from(store, "base64")).toString("base64"),
    ),
  );
}

/** Another action than the one that was signed. */
function alter(store: Buffer): Buffer {
  const at = store.indexOf("c2pa.opened");
  if (at === -1) throw new Error("There is no action in the manifest.");
  store.write("c2pa.edited", at, "latin1");
  return store;
}

function pixelsOf(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).raw().toBuffer();
}
