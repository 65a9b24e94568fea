import type { RunView } from "./schema.ts";

/** How a run's time-stamps stand, in one line; null where its plan asks for none. */
export function stampWords({ signed, stamps }: Pick<RunView, "signed" | "stamps">): string | null {
  if (!stamps.asked) return null;
  const stamped = BigInt(signed) - BigInt(stamps.owed + stamps.lost);
  const count = (value: bigint | number) => value.toLocaleString("en-US");
  const parts = [`${count(stamped)} stamped`];
  if (stamps.paid > 0) parts.push(`${count(stamps.paid)} of them later`);
  if (stamps.owed > 0) parts.push(`${count(stamps.owed)} owed`);
  if (stamps.lost > 0) parts.push(`${count(stamps.lost)} lost`);
  return parts.join(", ");
}
