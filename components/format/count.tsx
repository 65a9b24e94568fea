/** A whole number with thousands separated. `compact` writes 1.2M, with the exact figure in the title. */
export function Count({
  value,
  compact = false,
  className,
}: {
  value: number | bigint | string;
  compact?: boolean;
  className?: string;
}) {
  const count = BigInt(value);
  const exact = count.toLocaleString("en-US");
  const short = compact && (count >= 10_000n || count <= -10_000n);
  return (
    <data value={String(count)} title={short ? exact : undefined} className={className ?? "num"}>
      {short ? compactFormat.format(count) : exact}
    </data>
  );
}

const compactFormat = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
