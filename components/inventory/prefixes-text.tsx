import { HostileText } from "@/components/format/hostile-text";

/** Which part of a bucket was listed: the whole, or a few of its prefixes by name. */
export function PrefixesText({ prefixes, most = 3 }: { prefixes: readonly string[]; most?: number }) {
  if (prefixes.length === 0 || prefixes.includes("")) return <>The whole bucket</>;
  const shown = prefixes.slice(0, most);
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      {shown.map((prefix) => (
        <HostileText key={prefix} text={prefix} max={40} />
      ))}
      {prefixes.length > shown.length ? (
        <span className="text-muted-foreground">and {prefixes.length - shown.length} more</span>
      ) : null}
    </span>
  );
}
