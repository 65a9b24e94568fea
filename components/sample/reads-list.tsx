import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { Duration } from "@/components/format/duration";
import { DetailsList } from "@/components/ui/details-list";
import type { ReadCounts } from "@/lib/usage/schema.ts";

/** What reading drawn objects took, as counted on the wire. */
export function ReadsList({ reads }: { reads: ReadCounts }) {
  return (
    <DetailsList
      details={[
        { label: "GET requests", value: <Count value={reads.get} /> },
        { label: "HEAD requests", value: <Count value={reads.head} /> },
        { label: "Bytes read", value: <Bytes value={reads.bytesIn} /> },
        { label: "Media processing", value: <Duration ms={reads.mediaMs} /> },
      ]}
    />
  );
}
