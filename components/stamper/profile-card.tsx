import { HostileText } from "@/components/format/hostile-text";
import { Usd } from "@/components/format/usd";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { DetailsList } from "@/components/ui/details-list";
import { stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { StampProfileView } from "@/lib/stamper/schema.ts";
import { ClearProfile } from "./clear-profile";
import { ConfigureProfile } from "./configure-profile";
import type { ProfileActs } from "./profile-acts.ts";
import { rateText } from "./rate-text.ts";
import { TestProfile } from "./test-profile";

/** One of the three authorities. `manages` is null for who may only look. */
export function ProfileCard({ view, manages }: { view: StampProfileView; manages: ProfileActs | null }) {
  const { profile, settings } = view;
  const { label, hint } = stampProfileWords[profile];
  return (
    <Card className="flex flex-col">
      <CardHeader title={label} description={hint} actions={<Badge variant="outline">{profile}</Badge>} />
      <CardBody className="grow">
        {settings ? (
          <DetailsList
            className="[&>div]:sm:grid-cols-[6.5rem_minmax(0,1fr)]"
            details={[
              { label: "Endpoint", value: <HostileText text={settings.url} /> },
              { label: "Credentials", value: view.hasCredentials ? "Given, sealed" : "None" },
              { label: "At most", value: rateText(settings) },
              {
                label: "Price",
                value: (
                  <>
                    <Usd value={settings.usdPerStamp} /> a stamp, {settings.priceAsOf}
                  </>
                ),
              },
              { label: "Time-out", value: `${settings.timeoutMs.toLocaleString("en-US")} ms` },
              {
                label: "Attempts",
                value: settings.attempts === 1 ? "1 a stamp" : `${settings.attempts} a stamp at most`,
              },
            ]}
          />
        ) : (
          <p className="text-muted-foreground text-sm">No authority is named for this profile.</p>
        )}
      </CardBody>
      {manages ? (
        <CardFooter>
          {settings ? (
            <>
              <TestProfile profile={profile} test={manages.test} />
              <ClearProfile profile={profile} clear={manages.clear} />
            </>
          ) : null}
          <ConfigureProfile view={view} configure={manages.configure} />
        </CardFooter>
      ) : null}
    </Card>
  );
}
