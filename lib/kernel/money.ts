/** Money is whole nano-US-dollars in a bigint; in JSON and in the database it is a decimal string of dollars. */
export type NanoUsd = bigint;

const nanoPerUsd = 1_000_000_000n;
const nanoPerCent = 10_000_000n;

/** Reads a decimal string of dollars such as "0.0004" exactly. Throws RangeError on more than nine decimals. */
export function parseUsd(text: string): NanoUsd {
  const match = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (!match) throw new RangeError(`not an amount of dollars with at most nine decimals: ${JSON.stringify(text)}`);
  const nano = BigInt(match[2] ?? "0") * nanoPerUsd + BigInt((match[3] ?? "").padEnd(9, "0"));
  return match[1] ? -nano : nano;
}

/** The exact decimal string of dollars, without trailing zeros: "0.0004". The inverse of `parseUsd`. */
export function usdString(nano: NanoUsd): string {
  const sign = nano < 0n ? "-" : "";
  const size = nano < 0n ? -nano : nano;
  const fraction = (size % nanoPerUsd).toString().padStart(9, "0").replace(/0+$/, "");
  return `${sign}${size / nanoPerUsd}${fraction ? `.${fraction}` : ""}`;
}

/** Whole cents, half rounded away from zero: done once per invoice line, never in between. */
export function roundToCents(nano: NanoUsd): bigint {
  const size = nano < 0n ? -nano : nano;
  const cents = (size + nanoPerCent / 2n) / nanoPerCent;
  return nano < 0n ? -cents : cents;
}

/** The decimal string of dollars that an invoice's line comes to: `roundToCents`, as "12.34". */
export function centsString(nano: NanoUsd): string {
  return usdString(roundToCents(nano) * nanoPerCent);
}

/** A dollar amount for reading: cents from one dollar up, else as many decimals as show two significant digits. */
export function formatUsd(nano: NanoUsd): string {
  const sign = nano < 0n ? "−" : "";
  const usd = Number(nano < 0n ? -nano : nano) / 1e9;
  if (usd === 0) return "$0.00";
  const decimals = usd >= 1 ? 2 : Math.min(9, Math.max(2, 1 - Math.floor(Math.log10(usd))));
  return `${sign}$${usd.toLocaleString("en-US", { minimumFractionDigits: Math.min(2, decimals), maximumFractionDigits: decimals })}`;
}
