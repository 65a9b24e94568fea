import { StrataChart } from "@/components/charts/strata-chart";
import { StrataTable } from "@/components/sample/strata-table";
import { Section } from "@/components/shell/page-header";
import { Card, CardBody } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import type { Stratum } from "@/lib/sample/schema.ts";

const pageSize = 12;

/** The strata of a sample: a picture of the largest, and all of them by pages. `page` is as the address says it, from 1. */
export function StrataSection({ strata, base, page }: { strata: readonly Stratum[]; base: string; page?: string }) {
  const pages = Math.max(1, Math.ceil(strata.length / pageSize));
  const at = Math.min(pages, Math.max(1, Number.parseInt(page ?? "1", 10) || 1));
  const first = (at - 1) * pageSize;
  const shown = strata.slice(first, first + pageSize);
  const href = (wanted: number) => `${base}?strata=${wanted}#strata`;
  return (
    <Section title="Strata">
      <Card className="mb-4">
        <CardBody>
          <StrataChart
            strata={strata}
            title="What was drawn, beside what is there"
            description="Each stratum's share of the inventory beside its share of the sample."
          />
        </CardBody>
      </Card>
      <div id="strata" className="scroll-mt-6">
        <StrataTable strata={shown} />
      </div>
      {pages > 1 ? (
        <Pagination
          label="Pages of strata"
          previousHref={at > 1 ? href(at - 1) : null}
          nextHref={at < pages ? href(at + 1) : null}
          summary={`${first + 1}–${first + shown.length} of ${strata.length}`}
        />
      ) : null}
    </Section>
  );
}
