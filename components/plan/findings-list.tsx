import { Count } from "@/components/format/count";
import { HostileText } from "@/components/format/hostile-text";
import type { MetadataFinding } from "@/lib/metadata/schema.ts";

/** Why a plan's metadata cannot be stated: each finding with how many objects have it, and the first of them. */
export function FindingsList({ findings }: { findings: readonly MetadataFinding[] }) {
  return (
    <ul className="grid gap-1.5">
      {findings.map(({ why, at, column, sentence, objects, firstKeys }) => (
        <li key={`${why} ${at} ${column}`}>
          <Count value={objects} /> {objects === 1 ? "object" : "objects"}: {sentence} First:{" "}
          {firstKeys.map((key, index) => (
            <span key={key}>
              {index > 0 ? ", " : ""}
              <HostileText text={key} max={60} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
