import { HostileText } from "@/components/format/hostile-text";
import { OutcomeLabel, RunStateLabel } from "@/components/format/state-label";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { FailReason, SkipReason } from "@/lib/kernel/outcome.ts";
import { reasonSentence } from "@/lib/kernel/reasons.ts";

const objects: { key: string; outcome: string; why?: SkipReason | FailReason }[] = [
  { key: "press/2019/harbour-at-dawn.jpg", outcome: "signed" },
  { key: "press/2019/market-square.png", outcome: "signed" },
  { key: "uploads/portrait.jpg", outcome: "skipped", why: "already_signed" },
  { key: "uploads/spacer.png", outcome: "skipped", why: "placeholder" },
  { key: "scans/map-04.jpg", outcome: "failed", why: "truncated" },
  { key: "scans/map-05.jpg", outcome: "leased" },
];

/** A run as the console shows it, over an example that says that it is one. */
export function ExampleRun() {
  return (
    <figure className="min-w-0">
      <Card>
        <CardHeader title="media-archive" actions={<RunStateLabel state="running" />} />
        <CardBody>
          <Progress value={5} max={6} label="Settled" detail="5 of 6" />
        </CardBody>
        <CardBody flush>
          <Table flush label="An example run's objects">
            <TableHead>
              <TableRow>
                <TableHeading>Object</TableHeading>
                <TableHeading>Outcome</TableHeading>
              </TableRow>
            </TableHead>
            <TableBody>
              {objects.map(({ key, outcome, why }) => (
                <TableRow key={key}>
                  <TableCell>
                    <HostileText text={key} max={34} />
                    {why ? (
                      <p className="mt-0.5 text-pretty text-muted-foreground text-xs">
                        <code>{why}</code> {reasonSentence[why]}
                      </p>
                    ) : null}
                  </TableCell>
                  <TableCell className="align-top">
                    <OutcomeLabel outcome={outcome} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </CardBody>
      </Card>
      <figcaption className="mt-2 text-muted-foreground text-xs">
        A run of six example objects, drawn with the console's own components and its own reasons.
      </figcaption>
    </figure>
  );
}
