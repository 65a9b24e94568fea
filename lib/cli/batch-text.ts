import { csvRow } from "../kernel/csv.ts";
import { reasonSentence } from "../kernel/reasons.ts";
import type { CopyOutcome } from "../proof/sign-copy.ts";
import { jsonText } from "./json-text.ts";
import { printable } from "./table.ts";

/** One file, and what became of it. */
export interface BatchLine {
  file: string;
  target: string;
  outcome: CopyOutcome;
}

export interface BatchPrinter {
  readonly printed: number;
  line(line: BatchLine): void;
  /** Prints what comes last. Whether all went well. */
  end(how: { left: number; interrupted: boolean }): boolean;
}

type Counts = Record<CopyOutcome["kind"], number>;

const columns = ["file", "outcome", "target", "manifest_label", "target_sha256", "parent_manifest", "reason", "detail"];

/** Prints to standard output as files are finished; JSON at the end, as one document. */
export function batchPrinter(
  format: "text" | "json" | "csv",
  write: (text: string) => void = (text) => void process.stdout.write(text),
): BatchPrinter {
  const counts: Counts = { signed: 0, adopted: 0, skipped: 0, failed: 0 };
  const lines: BatchLine[] = [];
  let printed = 0;
  if (format === "csv") write(csvRow(columns));
  return {
    get printed() {
      return printed;
    },
    line(line) {
      printed++;
      counts[line.outcome.kind]++;
      if (format === "json") lines.push(line);
      else write(format === "csv" ? csvOf(line) : textOf(line));
    },
    end({ left, interrupted }) {
      if (format === "json") write(jsonText({ ...counts, left, interrupted, files: lines.map(jsonOf) }));
      if (format === "text") write(summaryOf(counts, left, interrupted));
      return counts.failed === 0 && counts.skipped === 0 && left === 0;
    },
  };
}

function jsonOf({ file, target, outcome: { kind, ...facts } }: BatchLine): object {
  const done = kind === "signed" || kind === "adopted";
  return { file, outcome: kind, target: done ? target : null, ...facts };
}

function csvOf({ file, target, outcome }: BatchLine): string {
  if (outcome.kind === "signed" || outcome.kind === "adopted")
    return csvRow([
      file,
      outcome.kind,
      target,
      outcome.manifestLabel,
      outcome.targetSha256,
      outcome.parentManifest,
      "",
      "",
    ]);
  return csvRow([file, outcome.kind, "", "", "", "", outcome.why, outcome.detail]);
}

function textOf({ file, target, outcome }: BatchLine): string {
  if (outcome.kind === "signed" || outcome.kind === "adopted")
    return `${outcome.kind.padEnd(7)}  ${printable(file)} → ${printable(target)}\n`;
  const sentence =
    outcome.why === "target_taken" ? "Something else is there under the output's name." : reasonSentence[outcome.why];
  return `${outcome.kind.padEnd(7)}  ${printable(file)}\n         ${outcome.why}: ${sentence}\n         ${printable(outcome.detail)}\n`;
}

function summaryOf({ signed, adopted, skipped, failed }: Counts, left: number, interrupted: boolean): string {
  const parts = [
    `${signed} signed`,
    ...(adopted > 0 ? [`${adopted} there already`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [`${left} left${interrupted ? ", because of the interruption" : ""}`] : []),
  ];
  return `\n${parts.join(", ")}\n`;
}
