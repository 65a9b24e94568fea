import { countText } from "../kernel/count-text.ts";
import type { Id } from "../kernel/ids.ts";
import { parseUsd, usdString } from "../kernel/money.ts";
import { stampRoomBytes } from "../media/stamp-header.ts";
import type { Interval } from "../sample/wilson-interval.ts";
import type { Population, Quantities } from "./estimate-quantities.ts";
import { manifestBytesOf } from "./lines-of-work.ts";
import {
  type CountInterval,
  type Ledger,
  type LedgerLine,
  type LedgerLineId,
  type LinePrice,
  ledgerLineIds,
  type UsdInterval,
} from "./schema.ts";
import type { StampAuthority } from "./stamp-authority.ts";
import type { Trial } from "./try-plan.ts";

/** Quantities at their prices, in the ledger's fixed shape; what they add to a month's invoice is left null. Exact in nano-dollars, rounded down once per line. */
export function estimateLedger(input: {
  tenantId: Id<"tenant">;
  now: Date;
  population: Population;
  quantities: Quantities;
  prices: Record<LedgerLineId, LinePrice>;
  sample: Ledger["sample"];
  /** What a reader should know of this very plan. */
  notes?: string[];
  authority: StampAuthority | null;
  trial: Trial | null;
}): Ledger {
  const { population, quantities, prices } = input;
  const lines = ledgerLineIds.map((id): LedgerLine => {
    const quantity = whole(quantities.lines[id]);
    return { id, ...wordsOf(id, input.authority), quantity, price: prices[id], costUsd: costOf(quantity, prices[id]) };
  });
  const costOfLine = (id: LedgerLineId) => lines.find((line) => line.id === id)?.costUsd.estimate ?? "0";
  const total = sumOf(lines.map(({ costUsd }) => costUsd));
  const runtimeSec = whole(quantities.runtimeSec, Math.ceil);
  return {
    tenant_id: input.tenantId,
    ts: input.now.toISOString(),
    objects_total: population.objects,
    objects_unique: population.unique,
    bytes_total: population.bytes,
    est_runtime_sec: Number(runtimeSec.estimate),
    est_cost: {
      tsa_usd: costOfLine("tsa"),
      egress_usd: costOfLine("egress"),
      cpu_usd: costOfLine("cpu"),
      storage_usd: costOfLine("storage"),
      total_usd: total.estimate,
    },
    lines,
    total,
    runtimeSec,
    expected: quantities.expected.map((each) => ({ ...each, objects: whole(each.objects) })),
    sample: input.sample,
    trial: input.trial && frozenTrial(input.trial),
    assumptions: [
      ...(input.notes ?? []),
      ...assumptions,
      ...trialAssumptions(input.trial, input.authority !== null),
      ...(input.authority ? stampAssumptions(input.authority) : []),
    ],
    units: null,
  };
}

function wordsOf(id: LedgerLineId, authority: StampAuthority | null): (typeof words)[LedgerLineId] {
  if (id !== "tsa" || !authority) return words[id];
  return {
    ...words.tsa,
    note: "One for each manifest, which in mode remote the objects of one content share; a granted one is charged, whenever it comes.",
  };
}

function stampAssumptions({ requests, windowMs, timeoutMs }: StampAuthority): string[] {
  return [
    `The time-stamp authority is asked ${requests} times in ${windowMs} ms at most, over all workers. An asset that gets no turn within ${timeoutMs} ms is signed all the same and owes its stamp, which is asked for later at the same rate.`,
    `Each manifest store keeps ${stampRoomBytes} bytes of room for its token.`,
  ];
}

/** As integers, so that the ledger has one canonical form. */
function frozenTrial({ manifestBytes, msPerAsset, msPerByte }: Trial): NonNullable<Ledger["trial"]> {
  return {
    manifestBytes: whole(manifestBytes),
    microsPerAsset: Math.round(msPerAsset * 1_000),
    microsPerMegabyte: Math.round(msPerByte * 1_000_000_000),
  };
}

/** The trial that a ledger was made with. */
export function trialOf({ trial }: Pick<Ledger, "trial">): Trial | null {
  if (!trial) return null;
  const { estimate, low, high } = trial.manifestBytes;
  return {
    manifestBytes: { estimate: Number(estimate), low: Number(low), high: Number(high) },
    msPerAsset: trial.microsPerAsset / 1_000,
    msPerByte: trial.microsPerMegabyte / 1_000_000_000,
  };
}

function trialAssumptions(trial: Trial | null, stamped: boolean): string[] {
  const { estimate, low, high } = whole(manifestBytesOf(trial, stamped));
  const store = `A manifest store is taken to have ${countText(estimate)} bytes (${countText(low)} to ${countText(high)})`;
  if (!trial)
    return [
      `${store}, and signing to last as long as inspecting the sample with thumbnails did: the key service did not answer when signing was to be tried.`,
    ];
  const perMegabyte = (trial.msPerByte * 1_000_000).toFixed(1);
  return [
    `${store}, as those have that were made to try this plan out; what a parent's manifest adds is left out.`,
    `Processor time is taken from signing pictures of our own under this plan, on the machine that made it: ${trial.msPerAsset.toFixed(1)} ms an asset and ${perMegabyte} ms a megabyte. Its interval allows for a busier machine.`,
  ];
}

/** Whole units: the estimate to the nearest, the bounds outwards. Never below 0, and the bounds hold the estimate. */
export function whole({ estimate, low, high }: Interval, round: (value: number) => number = Math.round): CountInterval {
  // Arithmetic in floats leaves crumbs such as 99.99999999999999, which must not widen an interval by a whole unit.
  const clean = (value: number) => Number(Math.max(0, value).toPrecision(13));
  const middle = round(clean(estimate));
  const text = (value: number) => BigInt(value).toString();
  return {
    estimate: text(middle),
    low: text(Math.min(middle, Math.floor(clean(low)))),
    high: text(Math.max(middle, Math.ceil(clean(high)))),
  };
}

export function costOf(quantity: CountInterval, price: LinePrice): UsdInterval {
  const cost = (units: string) => usdString((parseUsd(price.usd) * BigInt(units)) / BigInt(price.per));
  return { estimate: cost(quantity.estimate), low: cost(quantity.low), high: cost(quantity.high) };
}

export function sumOf(costs: UsdInterval[]): UsdInterval {
  const sum = (part: keyof UsdInterval) => usdString(costs.reduce((total, cost) => total + parseUsd(cost[part]), 0n));
  return { estimate: sum("estimate"), low: sum("low"), high: sum("high") };
}

const words: Record<LedgerLineId, Pick<LedgerLine, "label" | "unit" | "note">> = {
  requests_list: {
    label: "LIST requests",
    unit: "request",
    note: "The inventory is taken already: a run lists nothing.",
  },
  requests_get: {
    label: "GET requests",
    unit: "request",
    note: "Each asset once, and what was stored once more to validate it.",
  },
  requests_put: { label: "PUT requests", unit: "request", note: "One conditional put for each asset to sign." },
  requests_head: {
    label: "HEAD requests",
    unit: "request",
    note: "In mode remote one for each asset to sign, to see that it stayed as it was; with time-stamps one more, to see whether it was signed before. None where objects are replaced.",
  },
  egress: { label: "Bytes read", unit: "byte", note: "Assets, and what is read back." },
  cpu: { label: "Processor time", unit: "ms", note: "What media processes take of it, from trying the plan out." },
  tsa: { label: "Time-stamps", unit: "stamp", note: "No time-stamp is made: none is charged." },
  kms: {
    label: "Key service",
    unit: "signature",
    note: "One for each asset to sign, where the identity's key is in a key service.",
  },
  storage: {
    label: "Storage, first month",
    unit: "byte_month",
    note: "What a run adds to the bucket, kept for one month.",
  },
  service_units: {
    label: "Service units (VEx)",
    unit: "vex",
    note: "One for each signed asset; charged by the subscription, not here.",
  },
};

const assumptions = [
  "Prices are list prices or the plan's own figures; nobody compared them with an invoice.",
  "Retries after failures of the store are not foreseen.",
  "The bucket is taken to be as it was when the inventory was taken.",
  "Intervals are of 95 % and tell of the sample alone; totals add the bounds of their lines, which is on the wide side.",
  "Objects with one ETag and one size are taken to have one content; others of one content are reckoned from the sample.",
];
