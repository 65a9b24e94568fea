import { HostileText } from "@/components/format/hostile-text";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { ProofView } from "@/lib/proof/schema.ts";

/** One finding for each check, with the status codes that it rests on. Neutral: a finding is no verdict on the asset. */
export function CheckList({ checks }: { checks: ProofView["checks"] }) {
  return (
    <Card>
      <CardHeader title="Checks" description="Each by itself, with the status codes that it rests on." />
      <CardBody>
        <ul className="grid gap-0">
          {checks.map(({ name, result, codes, detail }) => (
            <li
              key={name}
              className="grid gap-x-4 gap-y-1 border-b py-2.5 text-[0.8125rem] first:pt-0 last:border-0 last:pb-0 sm:grid-cols-[11rem_minmax(0,1fr)]"
            >
              <span className="flex items-start justify-between gap-2 sm:grid sm:justify-items-start">
                <span className="font-medium first-letter:uppercase">{name}</span>
                <Badge variant={result === "not told" ? "outline" : "neutral"}>{words[result]}</Badge>
              </span>
              <span className="min-w-0">
                {/* A hostile certificate's or manifest's words may stand in it. */}
                <HostileText text={detail} mono={false} max={0} />
                {codes.length > 0 ? (
                  <span className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
                    {codes.map((code) => (
                      <HostileText key={code} text={code} max={0} />
                    ))}
                  </span>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

const words: Record<ProofView["checks"][number]["result"], string> = {
  passed: "Passed",
  failed: "Failed",
  "not told": "Not told",
};
