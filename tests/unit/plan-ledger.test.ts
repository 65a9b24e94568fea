import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { canonicalText } from "../../lib/kernel/canonical-json.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { parseUsd, usdString } from "../../lib/kernel/money.ts";
import { estimateLedger, trialOf } from "../../lib/plan/estimate-ledger.ts";
import { estimateQuantities } from "../../lib/plan/estimate-quantities.ts";
import { type DrawnObject, expectedWork } from "../../lib/plan/expected-work.ts";
import { planDocument } from "../../lib/plan/plan-document.ts";
import { planItems } from "../../lib/plan/plan-items.ts";
import { priceBook } from "../../lib/plan/price-book.ts";
import { refuseAltered } from "../../lib/plan/refuse-altered.ts";
import { ledger, type PlanSettingsInput, planSettings } from "../../lib/plan/schema.ts";
import type { StampAuthority } from "../../lib/plan/stamp-authority.ts";
import type { Trial } from "../../lib/plan/try-plan.ts";

const identityId = "sid_0000000000000000000000" as Id<"identity">;
const tenantId = "tnt_0000000000000000000000" as Id<"tenant">;
const settingsOf = (more: Partial<PlanSettingsInput> = {}) => planSettings.parse({ identityId, ...more });

const whole: DrawnObject = {
  key: "a.jpg",
  etag: "a".repeat(32),
  sizeBytes: 1_000_000n,
  mime: "image/jpeg",
  stratum: "s001",
  contentSha256: "a".repeat(64),
  foundMime: "image/jpeg",
  widthPx: 100,
  heightPx: 100,
  structure: "whole",
  manifest: "none",
  problem: null,
  readMs: 20,
  inspectMs: 10,
};
const stratum = {
  id: "s001",
  label: "all",
  mime: null,
  size: null,
  prefix: null,
  month: null,
  population: 1000,
  bytes: "1000000000",
  planned: 50,
  drawn: 50,
};
const objects = Array.from({ length: 50 }, (_, i) => ({
  ...whole,
  key: `${i}.jpg`,
  etag: String(i % 40).padStart(32, "0"),
  contentSha256: String(i % 40).padStart(64, "0"),
  ...(i < 5 ? { structure: "truncated", problem: "truncated" } : {}),
}));
const population = { objects: 1000, unique: 800, bytes: 1_000_000_000 };

const tried: Trial = {
  manifestBytes: { estimate: 4_000, low: 3_950, high: 4_250 },
  msPerAsset: 4,
  msPerByte: 0.000_01,
};

function ledgerOf(
  more: Partial<PlanSettingsInput> = {},
  kind: "s3" | "fs" = "s3",
  authority: StampAuthority | null = null,
  trial: Trial | null = tried,
) {
  const settings = settingsOf(more);
  return estimateLedger({
    tenantId,
    now: new Date(0),
    population,
    quantities: estimateQuantities({
      strata: [stratum],
      objects,
      settings,
      population,
      parallel: 2,
      cores: 2,
      authority,
      trial,
    }),
    prices: priceBook(kind, settings, null, authority),
    authority,
    trial,
    sample: { objects: 50, strata: 1, seed: "seed" },
  });
}
const line = (of: ReturnType<typeof ledgerOf>, id: string) => of.lines.find((each) => each.id === id)?.quantity;

describe("the ledger", () => {
  test("counts what a run would ask of the store, object by object", () => {
    const remote = ledgerOf();
    expect(line(remote, "requests_put")?.estimate).toBe("900");
    expect(line(remote, "requests_head")?.estimate).toBe("900");
    expect(line(remote, "requests_get")?.estimate).toBe("1900");
    expect(line(remote, "egress")?.estimate).toBe(String(1_000_000_000 + 900 * 4000));
    // One manifest for each content: four objects in five are of a content of their own.
    expect(line(remote, "storage")?.estimate).toBe(String(900 * 0.8 * 4000));
    const embed = ledgerOf({ mode: "embed" });
    expect(line(embed, "requests_head")?.estimate).toBe("0");
    expect(line(embed, "storage")?.estimate).toBe(String(900_000_000 + 900 * 4000));
  });

  test("expects what the sample showed, with intervals that hold it", () => {
    const { expected } = ledgerOf();
    expect(expected.map(({ outcome, why, objects: { estimate } }) => [outcome, why, estimate])).toEqual([
      ["signed", null, "900"],
      ["failed", "truncated", "100"],
    ]);
    for (const { objects: share } of expected) {
      expect(Number(share.low)).toBeLessThan(Number(share.estimate));
      expect(Number(share.high)).toBeGreaterThan(Number(share.estimate));
    }
  });

  test("adds its lines up to the nano-dollar, at prices that say they are unverified", () => {
    const made = ledgerOf();
    const sum = made.lines.reduce((total, { costUsd }) => total + parseUsd(costUsd.estimate), 0n);
    expect(made.total.estimate).toBe(usdString(sum));
    expect(made.est_cost.total_usd).toBe(made.total.estimate);
    for (const { price } of made.lines) expect(price).toMatchObject({ verified: false, asOf: expect.any(String) });
    expect(line(made, "tsa")).toEqual({ estimate: "0", low: "0", high: "0" });
  });

  test("counts one stamp a content at the authority's price, with its room and its pace", () => {
    const authority = {
      ...{ requests: 10, windowMs: 1_000, timeoutMs: 10_000 },
      ...{ usdPerStamp: "0.02", priceSource: "A contract", priceAsOf: "2026-10" },
    };
    const roomy = { ...tried, manifestBytes: { estimate: 15_000, low: 14_950, high: 15_250 } };
    const made = ledgerOf({ timeStamp: "std" }, "s3", authority, roomy);
    // 900 to sign, of which a fifth have another's content; those that are signed at one moment may each ask.
    expect(line(made, "tsa")).toMatchObject({ estimate: "720", high: line(made, "service_units")?.high });
    expect(made.est_cost.tsa_usd).toBe("14.4");
    const { price } = made.lines.find(({ id }) => id === "tsa") ?? {};
    expect(price).toEqual({ usd: "0.02", per: 1, source: "A contract", asOf: "2026-10", verified: false });
    expect(line(made, "requests_head")?.estimate).toBe("1800");
    expect(line(made, "storage")?.estimate).toBe(String(900 * 0.8 * 15_000));
    // Ten a second: the run waits for its stamps, and for nothing else as long.
    expect(made.est_runtime_sec).toBe(72);
    expect(made.assumptions.join(" ")).toContain("10 times in 1000 ms");
    // One in 15 seconds: nobody waits for that, and what gets no turn in time owes its stamp.
    const slow = ledgerOf({ timeStamp: "std" }, "s3", { ...authority, requests: 1, windowMs: 15_000 });
    expect(slow.est_runtime_sec).toBe(ledgerOf().est_runtime_sec);
    expect(slow.assumptions.join(" ")).toContain("owes its stamp");
    expect(ledgerOf({ tsaUsdPerStamp: "0.5", timeStamp: "std" }, "s3", authority).est_cost.tsa_usd).toBe("360");
  });

  test("takes processor time and the size of manifests from the trial, and says where there was none", () => {
    // 900 to sign of a megabyte each, and a hundred that are only looked at.
    expect(line(ledgerOf(), "cpu")?.estimate).toBe(String(900 * (4 + 10) + 100 * 10));
    const untried = ledgerOf({}, "s3", null, null);
    expect(line(untried, "cpu")?.estimate).toBe("10000");
    expect(untried.trial).toBeNull();
    expect(line(untried, "storage")?.estimate).toBe(String(900 * 0.8 * 6_600));
    expect(trialOf(ledgerOf())).toEqual(tried);
    expect(untried.assumptions.join(" ")).toContain("did not answer");
    expect(ledgerOf().assumptions.join(" ")).toContain("4.0 ms an asset and 10.0 ms a megabyte");
  });

  test("takes the plan's own prices first, and charges nothing for a folder", () => {
    const own = ledgerOf({ egressUsdPerGb: "1" });
    expect(own.est_cost.egress_usd).toBe("1.0036");
    expect(own.lines.find(({ id }) => id === "egress")?.price.source).toBe("Given with the plan");
    expect(ledgerOf({}, "fs").est_cost).toMatchObject({ egress_usd: "0", storage_usd: "0" });
  });

  test("has one canonical form and passes its own schema", () => {
    const made = ledgerOf();
    expect(ledger.parse(made)).toEqual(made);
    expect(canonicalText(made)).toBe(canonicalText(JSON.parse(JSON.stringify(made))));
  });
});

describe("the plan's document", () => {
  const content = {
    tenantId,
    id: "pln_0000000000000000000000",
    inventoryId: "ivt_0000000000000000000000",
    sampleId: "smp_0000000000000000000000",
    settings: settingsOf(),
    ledger: ledgerOf(),
  };

  test("has the same hash for the same plan, in whatever order its names come back", () => {
    const hash = sha256Hex(planDocument(content));
    const reordered = Object.fromEntries(Object.entries(content.settings).reverse());
    expect(sha256Hex(planDocument({ ...content, settings: reordered }))).toBe(hash);
    expect(sha256Hex(planDocument({ ...content, settings: { ...content.settings, retries: 7 } }))).not.toBe(hash);
  });

  test("a changed document, and columns that say something else than the document, are refused", () => {
    const document = planDocument(content);
    const plan = { ...content, document, hash: sha256Hex(document) };
    expect(() => refuseAltered(plan)).not.toThrow();
    expect(() => refuseAltered({ ...plan, document: document.subarray(1) })).toThrow(Fault);
    const settings = { ...content.settings, mode: "embed" };
    expect(() => refuseAltered({ ...plan, settings })).toThrow(/frozen document/);
  });
});

describe("a plan's judgement of the sample", () => {
  test("goes by the plan's own limits, not by those the sample was read under", () => {
    expect(expectedWork(whole, settingsOf({ sizeBytesMax: 10 }))).toMatchObject({ kind: "skipped", why: "too_large" });
    expect(expectedWork({ ...whole, manifest: "found" }, settingsOf({ preserveEmbed: "skip" }))).toMatchObject({
      why: "already_signed",
    });
    const unread = { ...whole, structure: null, contentSha256: null, problem: "too_large" };
    expect(expectedWork(unread, settingsOf()).kind).toBe("signed");
  });

  test("keeps what the sample could not read, and leaves out what a run wrote", () => {
    const gone = { ...whole, structure: null, contentSha256: null, problem: "object_gone" };
    expect(expectedWork(gone, settingsOf())).toEqual({ kind: "failed", why: "object_gone", bytesRead: 0, gets: 1 });
    const written = { ...whole, key: "signed/a.jpg" };
    expect(expectedWork(written, settingsOf({ mode: "embed" })).kind).toBe("left_out");
    expect(expectedWork(written, settingsOf()).kind).toBe("signed");
  });

  test("copies are one item, whose manifest is stored once in mode remote and once an object in mode embed", () => {
    const copies = [whole, { ...whole, key: "b.jpg" }];
    expect(planItems(copies, settingsOf(), 4_000)).toEqual([
      {
        content_sha256: "a".repeat(64),
        objects: ["a.jpg", "b.jpg"],
        mode: "remote",
        preserve_embed: "parent",
        estimated_size: 4000,
      },
    ]);
    expect(planItems(copies, settingsOf({ mode: "embed" }), 4_000)[0]?.estimated_size).toBe(2 * 1_004_000);
  });
});

test.each(["/abs/", "up/../", "no-slash", "", "/", "a//", "./", "a\\b/", "a\n/", "../"])(
  "the output prefix %j is refused",
  (manifestPrefix) => {
    expect(planSettings.safeParse({ identityId, manifestPrefix }).success).toBe(false);
  },
);
