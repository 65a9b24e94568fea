import { Bytes } from "@/components/format/bytes";
import { HostileText } from "@/components/format/hostile-text";
import { ValidationState } from "@/components/format/state-label";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { SampleObjectView } from "@/lib/sample/schema.ts";

/** Drawn objects with what was found in each, and what a run would do with it other than sign it. */
export function SampleObjectTable({ objects }: { objects: readonly SampleObjectView[] }) {
  return (
    <Table label="Drawn objects">
      <TableHead>
        <TableRow>
          <TableHeading>Object</TableHeading>
          <TableHeading wideOnly>Type found</TableHeading>
          <TableHeading wideOnly>Manifest found</TableHeading>
          <TableHeading numeric wideOnly>
            Pixels
          </TableHeading>
          <TableHeading numeric>Size</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {objects.map((object) => (
          <TableRow key={object.key}>
            <TableCell className="max-sm:max-w-64">
              <HostileText text={object.key} max={64} />
              {object.problem ? (
                <p className="mt-0.5 max-w-prose text-pretty text-muted-foreground text-xs">
                  <code className="text-foreground">{object.problem}</code> {object.sentence}
                </p>
              ) : null}
            </TableCell>
            <TableCell wideOnly>
              <FoundType object={object} />
            </TableCell>
            <TableCell wideOnly>
              <FoundManifest object={object} />
            </TableCell>
            <TableCell numeric wideOnly>
              {object.widthPx && object.heightPx ? `${object.widthPx} × ${object.heightPx}` : "–"}
            </TableCell>
            <TableCell numeric>
              <Bytes value={object.sizeBytes} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function FoundType({ object: { mime, foundMime, readMs } }: { object: SampleObjectView }) {
  if (readMs === null) return <span className="text-muted-foreground">Not read yet</span>;
  if (foundMime === null) return <span className="text-muted-foreground">None recognised</span>;
  return (
    <>
      <HostileText text={foundMime} max={32} mono={false} />
      {foundMime === mime ? null : <p className="text-muted-foreground text-xs">listed as {mime}</p>}
    </>
  );
}

function FoundManifest({ object: { manifest, manifestState, manifestCodes } }: { object: SampleObjectView }) {
  if (manifest === "several") return <>Several stores</>;
  if (manifest !== "found") return <span className="text-muted-foreground">{manifest === "none" ? "None" : "–"}</span>;
  return (
    <>
      <ValidationState state={manifestState ?? "Unknown"} />
      {manifestCodes.length > 0 ? (
        <p
          className="mt-0.5 max-w-64 truncate font-mono text-[0.6875rem] text-muted-foreground"
          title={manifestCodes.join("\n")}
        >
          {manifestCodes.join(", ")}
        </p>
      ) : null}
    </>
  );
}
