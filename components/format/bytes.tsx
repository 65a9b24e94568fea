import { formatBytes } from "@/lib/kernel/format-bytes";

/** A size in decimal units, with the exact count in the title. Takes a number, a bigint or a whole number as text. */
export function Bytes({ value, className }: { value: number | bigint | string; className?: string }) {
  const count = BigInt(value);
  return (
    <data value={String(count)} title={`${count.toLocaleString("en-US")} bytes`} className={className ?? "num"}>
      {formatBytes(count)}
    </data>
  );
}
