import { formatUsd, parseUsd } from "@/lib/kernel/money";

/** An amount given as a decimal string of dollars ("0.0004"), as `usdString` writes it. The exact amount is in the title. */
export function Usd({ value, className }: { value: string; className?: string }) {
  return (
    <data value={value} title={`US$ ${value}`} className={className ?? "num"}>
      {formatUsd(parseUsd(value))}
    </data>
  );
}
