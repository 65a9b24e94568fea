import { Bytes } from "@/components/format/bytes";
import { HostileText } from "@/components/format/hostile-text";
import { ValidationState } from "@/components/format/state-label";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DetailsList } from "@/components/ui/details-list";
import type { ProofView } from "@/lib/proof/schema.ts";
import { CheckList } from "./check-list";
import { CodeTable } from "./code-table";
import { ManifestTree } from "./manifest-tree";
import { TriedPlaces } from "./tried-places";

/** What was found in one file: the state and its meaning, the manifest, and the status codes. */
export function ProofFindings({ proof }: { proof: ProofView }) {
  const [meaning, ...limits] = proof.sentences;
  const { manifest, widthPx, heightPx } = proof;
  return (
    <div className="grid min-w-0 gap-4">
      <Card>
        <CardHeader
          title={<HostileText text={proof.name} mono={false} />}
          actions={proof.state ? <ValidationState state={proof.state} /> : null}
        />
        <CardBody className="grid gap-3">
          <p className="max-w-prose text-pretty text-sm">{meaning}</p>
          <ul className="grid max-w-prose list-disc gap-1 pl-4 text-[0.8125rem] text-muted-foreground">
            {limits.map((sentence) => (
              <li key={sentence} className="text-pretty">
                {sentence}
              </li>
            ))}
          </ul>
          <DetailsList
            details={[
              { label: "Type", value: proof.mime },
              { label: "Size", value: <Bytes value={proof.sizeBytes} /> },
              {
                label: "Dimensions",
                value:
                  widthPx === null || heightPx === null ? "Not told by the header" : `${widthPx} × ${heightPx} pixels`,
              },
              { label: "Structure", value: structureWords[proof.structure] },
              ...(proof.address ? [{ label: "Address", value: <HostileText text={proof.address} max={0} /> }] : []),
              { label: "Manifest store", value: whereWords[manifest.where] },
              ...(manifest.url ? [{ label: "Fetched from", value: <HostileText text={manifest.url} max={0} /> }] : []),
              ...(manifest.copy
                ? [
                    {
                      label: "Copy",
                      value: (
                        <>
                          {manifest.copy.matches ? "The same active manifest is at " : "Another active manifest is at "}
                          <HostileText text={manifest.copy.url} max={0} />
                        </>
                      ),
                    },
                  ]
                : []),
              ...(manifest.provenance
                ? [{ label: "dcterms:provenance", value: <HostileText text={manifest.provenance} max={0} /> }]
                : []),
            ]}
          />
        </CardBody>
      </Card>
      {proof.checks.length > 0 ? <CheckList checks={proof.checks} /> : null}
      {manifest.tried.length > 1 ? <TriedPlaces tried={manifest.tried} /> : null}
      {proof.activeManifest ? <ManifestTree manifest={proof.activeManifest} /> : null}
      {proof.codes.length > 0 ? <CodeTable codes={proof.codes} /> : null}
    </div>
  );
}

const structureWords: Record<ProofView["structure"], string> = {
  whole: "Whole",
  truncated: "Truncated: the file ends early",
  undecodable: "Undecodable: its structure cannot be followed",
  unchecked: "Not checked for this type",
};

const whereWords: Record<ProofView["manifest"]["where"], string> = {
  embedded: "Embedded in the file",
  beside: "Given beside the file",
  link: "Fetched from where the Link header leads",
  provenance: "Fetched from where the XMP leads",
  "same-path": "Fetched from beside the file's address",
  none: "None found",
  several: "Several in the file",
  unread: "Not looked for",
};
