"use client";

import { Count } from "@/components/format/count";
import { isOver } from "@/components/inventory/progress-state";
import { QueryProvider } from "@/components/shell/query-provider";
import { usePolled } from "@/components/shell/use-polled.ts";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { SampleDetail } from "@/lib/sample/schema.ts";

type Props = { slug: string; sample: SampleDetail };

/** A sample while its objects are read, every second. */
export function SampleLive(props: Props) {
  return (
    <QueryProvider>
      <Bar {...props} />
    </QueryProvider>
  );
}

function Bar({ slug, sample: initial }: Props) {
  const url = `/api/v1/samples/${initial.id}?tenant=${encodeURIComponent(slug)}`;
  const { value: sample, connected } = usePolled(url, initial, ({ state }) => isOver(state));
  const drawn = sample.drawn > 0;
  return (
    <div className="mb-7 grid gap-4">
      {connected ? null : (
        <Callout tone="caution">
          The live figures are interrupted. The sample goes on; this page asks again every second.
        </Callout>
      )}
      <Card>
        <CardBody>
          <Progress
            value={sample.read}
            max={sample.drawn}
            label={drawn ? "Reading the drawn objects" : "Waiting to be drawn"}
            detail={
              drawn ? (
                <>
                  <Count value={sample.read} /> of <Count value={sample.drawn} />
                </>
              ) : (
                ""
              )
            }
          />
        </CardBody>
      </Card>
    </div>
  );
}
