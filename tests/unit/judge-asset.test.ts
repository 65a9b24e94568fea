import { describe, expect, test } from "vitest";
import { type AssetFacts, type AssetLimits, defaultLimits, judgeAsset } from "../../lib/media/judge-asset.ts";

const inspection: NonNullable<AssetFacts["inspection"]> = {
  mime: "image/jpeg",
  widthPx: 1600,
  heightPx: 1066,
  structure: "whole",
  manifest: { kind: "none" },
};
const found: (typeof inspection)["manifest"] = {
  kind: "found",
  label: "urn:c2pa:1",
  state: "Valid",
  codes: [],
  claimGenerator: null,
};

function judge(
  facts: Partial<Omit<AssetFacts, "inspection">> = {},
  seen: Partial<typeof inspection> | null = {},
  limits: Partial<AssetLimits> = {},
) {
  const asset = { key: "a.jpg", sizeBytes: 400_000, listedMime: "image/jpeg", ...facts };
  const verdict = judgeAsset(
    { ...asset, inspection: seen && { ...inspection, ...seen } },
    { ...defaultLimits, ...limits },
  );
  return verdict.kind === "proceed" ? verdict : { kind: verdict.kind, why: verdict.why };
}

describe("judgeAsset", () => {
  test("a whole image goes on, as the type that its bytes say", () => {
    expect(judge()).toEqual({ kind: "proceed", mime: "image/jpeg" });
    expect(judge({ listedMime: "application/octet-stream" })).toEqual({ kind: "proceed", mime: "image/jpeg" });
  });

  test("an object that was not read yet is judged by its row alone", () => {
    expect(judge({}, null)).toEqual({ kind: "proceed", mime: "image/jpeg" });
    expect(judge({ sizeBytes: 0 }, null)).toEqual({ kind: "skipped", why: "empty_object" });
    expect(judge({ sizeBytes: 200_000_001 }, null)).toEqual({ kind: "skipped", why: "too_large" });
  });

  test("a limit is what may still pass", () => {
    expect(judge({ sizeBytes: 10 }, {}, { sizeBytesMax: 10 }).kind).toBe("proceed");
    expect(judge({}, { widthPx: 10, heightPx: 10 }, { pixelsMax: 100 }).kind).toBe("proceed");
    expect(judge({}, { widthPx: 101, heightPx: 1 }, { pixelsMax: 100 })).toEqual({
      kind: "skipped",
      why: "too_many_pixels",
    });
    const large = { sizeBytes: 300_000_001, listedMime: "audio/wav" };
    const limits = { sizeBytesMax: 2_000_000_000 };
    expect(judge(large, { mime: "audio/wav" }, limits)).toEqual({ kind: "skipped", why: "too_large" });
    expect(judge({ ...large, listedMime: "video/mp4" }, { mime: "video/mp4" }, limits).kind).toBe("proceed");
    expect(judge({}, { widthPx: 65_536, heightPx: 1 })).toEqual({ kind: "skipped", why: "too_many_pixels" });
  });

  test("a name that promises another type is a mismatch, other names of one type are not", () => {
    expect(judge({}, { mime: "image/png" })).toEqual({ kind: "skipped", why: "type_mismatch" });
    expect(judge({}, { mime: null })).toEqual({ kind: "skipped", why: "type_mismatch" });
    expect(judge({ listedMime: "image/heif" }, { mime: "image/heic" }).kind).toBe("proceed");
    expect(judge({ listedMime: "video/x-m4v" }, { mime: "video/mp4" }).kind).toBe("proceed");
  });

  test("what nobody called media, and what the engine cannot write, is an unsupported format", () => {
    expect(judge({ listedMime: "text/plain" }, { mime: null })).toEqual({ kind: "skipped", why: "unsupported_format" });
    expect(judge({ listedMime: "image/vnd.adobe.photoshop" }, { mime: null })).toEqual({
      kind: "skipped",
      why: "unsupported_format",
    });
    expect(judge({ listedMime: "image/tiff" }, { mime: "image/tiff" }, { mode: "embed" })).toEqual({
      kind: "skipped",
      why: "unsupported_format",
    });
    expect(judge({ listedMime: "image/x-nikon-nef" }, { mime: "image/tiff" }).kind).toBe("proceed");
    expect(judge({ listedMime: "image/x-canon-cr2" }, { mime: "image/tiff" })).toEqual({
      kind: "skipped",
      why: "type_mismatch",
    });
  });

  test("a cut or unreadable file fails, and is worth no retry", () => {
    expect(judge({}, { structure: "truncated" })).toEqual({ kind: "failed", why: "truncated" });
    const verdict = judgeAsset(
      { key: "a", sizeBytes: 1, listedMime: "image/jpeg", inspection: { ...inspection, structure: "undecodable" } },
      defaultLimits,
    );
    expect(verdict).toMatchObject({ kind: "failed", why: "undecodable", retriable: false });
    expect(judge({}, { structure: "unchecked" }).kind).toBe("proceed");
  });

  test("an image of one pixel is a placeholder", () => {
    expect(judge({}, { widthPx: 1, heightPx: 1 })).toEqual({ kind: "skipped", why: "placeholder" });
    expect(judge({}, { widthPx: 1, heightPx: 2 }).kind).toBe("proceed");
  });

  test("a manifest is kept as the parent or left alone, as the plan says; several are set aside", () => {
    expect(judge({}, { manifest: found }).kind).toBe("proceed");
    expect(judge({}, { manifest: found }, { preserveEmbed: "skip" })).toEqual({
      kind: "skipped",
      why: "already_signed",
    });
    expect(judge({}, { manifest: { kind: "several" } })).toEqual({ kind: "skipped", why: "several_manifest_stores" });
  });
});
