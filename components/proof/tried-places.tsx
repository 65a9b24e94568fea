import { HostileText } from "@/components/format/hostile-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { ProofView } from "@/lib/proof/schema.ts";

type Tried = ProofView["manifest"]["tried"];

/** Where a manifest store was looked for, in order, and what came of it. */
export function TriedPlaces({ tried }: { tried: Tried }) {
  return (
    <Card>
      <CardHeader
        title="Where a manifest was looked for"
        description="In the specification's order; the first that can be read counts."
      />
      <CardBody>
        <ol className="grid list-decimal gap-2.5 pl-5 text-[0.8125rem]">
          {tried.map(({ place, url, detail }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and a place may stand twice.
            <li key={at} className="min-w-0">
              <span className="font-medium">{words[place]}</span>
              <span className="block text-muted-foreground">
                {url === null ? null : (
                  <span className="block">
                    <HostileText text={url} max={0} />
                  </span>
                )}
                <HostileText text={detail} mono={false} max={0} />
              </span>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

const words: Record<Tried[number]["place"], string> = {
  embedded: "In the file",
  link: "The Link header",
  provenance: "dcterms:provenance in the XMP",
  "same-path": "Beside the file's address",
};
