"use client";

import { SearchCheck } from "lucide-react";
import { useState, useTransition } from "react";
import { HostileText } from "@/components/format/hostile-text";
import { ValidationState } from "@/components/format/state-label";
import { When } from "@/components/format/when";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DetailsList } from "@/components/ui/details-list";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { RevalidationView } from "@/lib/proof/schema.ts";

/** Looks at a receipt's asset once more, as it lies in the bucket now. */
export function Revalidate({ revalidate }: { revalidate: () => Promise<ActionResult<RevalidationView>> }) {
  const [result, setResult] = useState<ActionResult<RevalidationView> | null>(null);
  const [pending, start] = useTransition();
  return (
    <div className="grid gap-3">
      <div>
        <Button pending={pending} onClick={() => start(async () => setResult(await revalidate()))}>
          <SearchCheck aria-hidden="true" /> Validate it again
        </Button>
      </div>
      <div role="status" className="grid gap-3 empty:hidden">
        {result?.ok === false ? <Callout tone="problem">{result.error.message}</Callout> : null}
        {result?.ok ? <Findings found={result.value} /> : null}
      </div>
    </div>
  );
}

function Findings({ found }: { found: RevalidationView }) {
  return (
    <>
      <Callout>
        <ul className="grid gap-1">
          {found.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Callout>
      <DetailsList
        details={[
          { label: "Looked at", value: <When at={found.at} exact /> },
          { label: "By the identity's own root", value: <Judged judged={found.own} /> },
          { label: "By what is trusted here", value: <Judged judged={found.trusted} /> },
        ]}
      />
    </>
  );
}

function Judged({ judged }: { judged: RevalidationView["own"] }) {
  if (!judged) return "Nothing to validate";
  const failures = [...new Set(judged.codes.filter(({ kind }) => kind === "failure").map(({ code }) => code))];
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <ValidationState state={judged.state} />
      {failures.map((code) => (
        <HostileText key={code} text={code} />
      ))}
    </span>
  );
}
