"use client";

import { useState, useTransition } from "react";
import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { Things } from "@/components/format/things";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { ActionResult } from "@/lib/edge/action.ts";

export type Duplicates = { read: string; groups: string; objects: string; bytes: string };

/** The estimate by ETag and size, and on request the exact count over what runs have read. */
export function ExactDuplicates({
  estimate,
  count,
}: {
  estimate: Omit<Duplicates, "read">;
  count: () => Promise<ActionResult<Duplicates>>;
}) {
  const [exact, setExact] = useState<Duplicates | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  return (
    <div className="grid gap-3 text-[0.8125rem]">
      <EstimateText estimate={estimate} />
      {exact ? <ExactText exact={exact} /> : null}
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <div>
        <Button
          pending={pending}
          onClick={() =>
            start(async () => {
              const result = await count();
              if (result.ok) setExact(result.value);
              setProblem(result.ok ? null : result.error.message);
            })
          }
        >
          Count by content
        </Button>
      </div>
    </div>
  );
}

function EstimateText({ estimate }: { estimate: Omit<Duplicates, "read"> }) {
  const caution =
    "Equal bytes may have several: a large upload's ETag depends on the sizes of its parts, a folder's on each file's dates.";
  if (estimate.objects === "0") return <p>No two objects have the same ETag and size. {caution}</p>;
  return (
    <p>
      By ETag and size, <Things value={estimate.objects} one="object" /> (<Bytes value={estimate.bytes} />) seem to be
      copies, in <Things value={estimate.groups} one="group" />. {caution}
    </p>
  );
}

function ExactText({ exact }: { exact: Duplicates }) {
  if (exact.read === "0") return <p>No run has read objects of this inventory yet, so no content is known.</p>;
  return (
    <p>
      Of the <Things value={exact.read} one="object" /> that runs have read, <Count value={exact.objects} /> (
      <Bytes value={exact.bytes} />) are copies to the byte, in <Things value={exact.groups} one="group" />.
    </p>
  );
}
