import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { secondOpinion } from "../support/second-opinion.ts";
import {
  type Format,
  hasSharedMedia,
  makePicture,
  mimeOf,
  newSigner,
  openSigningBench,
  type SigningBench,
  sharedMedia,
} from "../support/signing.ts";

let bench: SigningBench;
beforeAll(async () => {
  bench = await openSigningBench();
});
afterAll(() => bench.close());

const formats: Format[] = ["jpeg", "png", "webp"];
const failures = (codes: { code: string; kind: string }[]) =>
  codes.filter((c) => c.kind === "failure").map((c) => c.code);

describe.each(formats)("%s", (format) => {
  const mime = mimeOf[format];

  test("a sidecar leaves every byte of the asset and reads back Trusted beside it", async () => {
    const picture = await makePicture(format);
    const { output, assetAfter, label } = await bench.sign(picture, mime, "remote");
    expect(Buffer.compare(assetAfter, picture)).toBe(0);
    const validation = await bench.validate(picture, mime, output);
    expect(validation.state).toBe("Trusted");
    expect(failures(validation.codes)).toEqual([]);
    expect(validation.activeManifest).toMatchObject({ label, title: null, claimGenerator: "C2 Concierge 0.1.0" });
  });

  test("a signed copy reads back Trusted, opened from exactly one parent, with no digital source type", async () => {
    const picture = await makePicture(format);
    const { output, assetAfter } = await bench.sign(picture, mime, "embed");
    expect(Buffer.compare(assetAfter, picture)).toBe(0);
    const validation = await bench.validate(output, mime, null);
    expect(validation.state).toBe("Trusted");
    expect(validation.activeManifest?.actions).toEqual([{ action: "c2pa.opened", digitalSourceType: null }]);
    expect(validation.activeManifest?.ingredients).toEqual([
      { title: null, relationship: "parentOf", label: null, state: null },
    ]);
    expect(validation.activeManifest?.signer).toMatchObject({ issuer: "Example Archive, Ltd.", algorithm: "Es256" });
  });

  test.each(["remote", "embed"] as const)(
    "a manifest that is already there is kept as the parent in mode %s",
    async (mode) => {
      const other = await newSigner("Some other agency");
      const signed = await bench.sign(await makePicture(format), mime, "embed", other);
      expect((await bench.inspect(signed.output)).manifest).toMatchObject({
        kind: "found",
        label: signed.label,
        state: "Valid",
        codes: ["signingCredential.untrusted"],
      });
      const again = await bench.sign(signed.output, mime, mode);
      expect(Buffer.compare(again.assetAfter, signed.output)).toBe(0);
      const remote = mode === "remote";
      const validation = await bench.validate(
        remote ? signed.output : again.output,
        mime,
        remote ? again.output : null,
      );
      expect(validation.state).toBe("Trusted");
      expect(validation.activeManifest?.label).toBe(again.label);
      expect(validation.activeManifest?.ingredients).toEqual([
        { title: null, relationship: "parentOf", label: signed.label, state: "Valid" },
      ]);
    },
  );

  test("one flipped byte of the asset is reported, with a sidecar as in a signed copy", async () => {
    const picture = await makePicture(format);
    const sidecar = await bench.sign(picture, mime, "remote");
    const copy = await bench.sign(picture, mime, "embed");
    for (const [asset, manifest] of [
      [flip(picture, picture.length - 40), sidecar.output],
      [flip(copy.output, indexOfTail(copy.output, picture)), null],
    ] as const) {
      const validation = await bench.validate(asset, mime, manifest);
      expect(validation.state).toBe("Invalid");
      expect(failures(validation.codes)).toContain("assertion.dataHash.mismatch");
    }
  });

  test("a flipped byte under the sidecar of an asset that carried a manifest is reported too", async () => {
    const picture = await makePicture(format);
    const signed = (await bench.sign(picture, mime, "embed", await newSigner("Some other agency"))).output;
    const sidecar = await bench.sign(signed, mime, "remote");
    const validation = await bench.validate(flip(signed, indexOfTail(signed, picture)), mime, sidecar.output);
    expect(validation.state).toBe("Invalid");
    expect(failures(validation.codes)).toContain("assertion.dataHash.mismatch");
  });

  test("a cut file is found before anything is signed", async () => {
    const picture = await makePicture(format);
    expect(await bench.inspect(picture)).toMatchObject({ mime, structure: "whole", widthPx: 320, heightPx: 200 });
    const cut = await bench.inspect(picture.subarray(0, Math.floor(picture.length * 0.7)));
    expect(cut).toMatchObject({ mime, structure: "truncated", thumbnail: null });
  });

  test("a thumbnail is a WebP of at most 160 pixels", async () => {
    const { thumbnail } = await bench.inspect(await makePicture(format));
    expect(Buffer.from(thumbnail ?? []).toString("latin1", 8, 12)).toBe("WEBP");
    expect((await bench.inspect(thumbnail ?? new Uint8Array())).widthPx).toBe(160);
  });
});

describe.each(["jpeg", "png"] as const)("the second implementation, on %s", (format) => {
  test("finds a signed copy valid but for a root that it does not know", async () => {
    const { output } = await bench.sign(await makePicture(format), mimeOf[format], "embed");
    const { failures } = await secondOpinion(output);
    expect(failures.filter((code) => code !== "signingCredential.untrusted")).toEqual([]);
  });

  test("reports a flipped byte as assertion.dataHash.mismatch", async () => {
    const picture = await makePicture(format);
    const { output } = await bench.sign(picture, mimeOf[format], "embed");
    const { valid, failures } = await secondOpinion(flip(output, indexOfTail(output, picture)));
    expect(valid).toBe(false);
    expect(failures).toContain("assertion.dataHash.mismatch");
  });
});

test("a manifest of somebody else's is not Trusted against our anchor", async () => {
  const { output } = await bench.sign(await makePicture("jpeg"), "image/jpeg", "embed", await newSigner("Somebody"));
  const validation = await bench.validate(output, "image/jpeg", null);
  expect(validation.state).toBe("Valid");
  expect(failures(validation.codes)).toEqual(["signingCredential.untrusted"]);
});

test("no sidecar is signed where the asset's own manifest is broken: it would bind nothing", async () => {
  const picture = await makePicture("jpeg");
  const { output } = await bench.sign(picture, "image/jpeg", "embed");
  const broken = flip(output, indexOfTail(output, picture));
  await expect(bench.sign(broken, "image/jpeg", "remote")).rejects.toMatchObject({
    code: "precondition",
    details: { what: "unbindable" },
  });
});

test("an asset without a manifest validates as claim.missing, and bytes that are no image are nobody's", async () => {
  const picture = await makePicture("png");
  expect((await bench.validate(picture, "image/png", null)).codes.map(({ code }) => code)).toEqual(["claim.missing"]);
  expect(await bench.inspect(new TextEncoder().encode("hello"))).toMatchObject({ mime: null, structure: "unchecked" });
});

describe.skipIf(!hasSharedMedia)("real files", () => {
  const read = (name: string) => Uint8Array.from(readFileSync(sharedMedia + name));

  test.each([
    ["signed/adobe-20220124-C.jpg", "image/jpeg", "Valid"],
    ["signed/truepic-20230212-camera.jpg", "image/jpeg", "Valid"],
    ["signed/nikon-20221019-building.jpeg", "image/jpeg", "Invalid"],
  ])("%s keeps its manifest as the parent in both modes", async (name, mime, state) => {
    const asset = read(name);
    for (const mode of ["remote", "embed"] as const) {
      const { output } = await bench.sign(asset, mime, mode);
      const remote = mode === "remote";
      const validation = await bench.validate(remote ? asset : output, mime, remote ? output : null);
      expect(validation.state).toBe("Trusted");
      expect(validation.activeManifest?.ingredients).toMatchObject([{ relationship: "parentOf", state }]);
    }
  });

  test("an asset with XMP lends its instance id to the claim, and is signed", async () => {
    const asset = read("signed/adobe-20220124-A.jpg");
    expect((await bench.inspect(asset)).xmpInstanceId).toBe("xmp.iid:813ee422-9736-4cdc-9be6-4e35ed8e41cb");
    const { output } = await bench.sign(asset, "image/jpeg", "remote");
    expect((await bench.validate(asset, "image/jpeg", output)).state).toBe("Trusted");
  });

  test.each(["corrupted.jpg", "sample3.invalid.wav", "id3v23_compression_underflow.mp3", "nested_moov_1000.mp4"])(
    "hostile/%s is an answer and no error",
    async (name) => {
      expect((await bench.inspect(read(`hostile/${name}`))).structure).toMatch(/undecodable|truncated/);
    },
  );
});

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0x01;
  return changed;
}

/** Where a run of the original's bytes, from inside its picture data, lies in the signed copy. */
function indexOfTail(copy: Uint8Array, original: Uint8Array): number {
  const from = Math.floor(original.length * 0.6);
  return Buffer.from(copy).indexOf(original.subarray(from, from + 40)) + 20;
}
