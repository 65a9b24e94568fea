"use client";

import { Download } from "lucide-react";
import { useRef, useState } from "react";
import { Count } from "@/components/format/count";
import { Button } from "@/components/ui/button";
import { saveText } from "@/components/ui/save-text.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import { csvRow } from "@/lib/kernel/csv.ts";
import type { TemplateFaultView } from "@/lib/metadata/schema.ts";
import type { PlanSettingsInput } from "@/lib/plan/schema.ts";

type FaultPage = { items: { key: string; faults: TemplateFaultView[] }[]; nextCursor: string | null };
export type ListFaults = (page: {
  settings: PlanSettingsInput;
  cursor?: string;
  limit: number;
}) => Promise<ActionResult<FaultPage>>;

/** All keys that lack something, for whoever mends the CSV: fetched a page at a time, and saved once they are all there. */
export function SaveFaults({ settings, list }: { settings: PlanSettingsInput; list: ListFaults }) {
  const [keys, setKeys] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = useRef(false);
  async function save() {
    stop.current = false;
    setProblem(null);
    setKeys(0);
    const rows = [csvRow(["key", "why", "term", "column", "sentence"])];
    let seen = 0;
    for (let cursor: string | undefined; !stop.current; ) {
      const page = await list({ settings, limit: 500, ...(cursor ? { cursor } : {}) });
      if (!page.ok) {
        setProblem(page.error.message);
        break;
      }
      const { items, nextCursor } = page.value;
      for (const { key, faults } of items)
        for (const { why, at, column, sentence } of faults) rows.push(csvRow([key, why, at, column, sentence]));
      seen += items.length;
      setKeys(seen);
      if (nextCursor === null) {
        saveText({ name: "missing-metadata.csv", type: "text/csv", text: rows.join("") });
        break;
      }
      cursor = nextCursor;
    }
    setKeys(null);
  }
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      {keys === null ? (
        <Button size="sm" onClick={save}>
          <Download aria-hidden="true" /> All of these keys, as CSV
        </Button>
      ) : (
        <>
          <span aria-live="polite">
            <Count value={keys} /> so far …
          </span>
          <Button
            size="sm"
            onClick={() => {
              stop.current = true;
            }}
          >
            Stop
          </Button>
        </>
      )}
      {problem ? <p role="alert">{problem}</p> : null}
    </div>
  );
}
