import { HostileText } from "@/components/format/hostile-text";
import type { Detail } from "@/components/ui/details-list";
import { type Term, terms } from "@/lib/metadata/terms.ts";
import type { PlanSettings } from "@/lib/plan/schema.ts";

/** What a plan states of the assets on the workspace's word, as rows of a details list; none where it states nothing. */
export function statedDetails({ metadata, declaredOrigin }: PlanSettings, fieldSetName: string | null): Detail[] {
  return [
    ...(metadata ? [{ label: "Stated", value: <Statements metadata={metadata} fieldSetName={fieldSetName} /> }] : []),
    ...originDetails(declaredOrigin),
  ];
}

function Statements({
  metadata,
  fieldSetName,
}: {
  metadata: NonNullable<PlanSettings["metadata"]>;
  fieldSetName: string | null;
}) {
  const { template, fieldSetId, missing } = metadata;
  const fields = Object.entries(template.fields) as [Term, string][];
  return (
    <ul className="grid gap-0.5">
      {fields.map(([term, text]) => (
        <li key={term}>
          {terms[term].label}: <HostileText text={text} max={120} />
        </li>
      ))}
      {template.custom.map(({ label, data }) => (
        <li key={label}>
          <code>{label}</code>: <HostileText text={JSON.stringify(data)} max={120} />
        </li>
      ))}
      {fieldSetId ? (
        <li>
          Values from {fieldSetName === null ? <code>{fieldSetId}</code> : <HostileText text={fieldSetName} max={60} />}
          ; {missing === "skip" ? "objects without them are left unsigned" : "no object lacks them"}
        </li>
      ) : null}
    </ul>
  );
}

function originDetails(origin: PlanSettings["declaredOrigin"]): Detail[] {
  if (origin === null) return [];
  const { digitalSourceType, statement } = origin;
  return [
    {
      label: "Declared origin",
      value: (
        <>
          <code>{digitalSourceType.slice(digitalSourceType.lastIndexOf("/") + 1)}</code>:{" "}
          <HostileText text={statement} max={200} />
        </>
      ),
    },
  ];
}
