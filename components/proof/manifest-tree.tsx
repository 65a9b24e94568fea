import type { ReactNode } from "react";
import { HostileText } from "@/components/format/hostile-text";
import { ValidationState } from "@/components/format/state-label";
import { When } from "@/components/format/when";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DetailsList } from "@/components/ui/details-list";
import type { ProofView } from "@/lib/proof/schema.ts";

type Manifest = NonNullable<ProofView["activeManifest"]>;

/** The active manifest: who signed it, its actions, and the ingredients under it. */
export function ManifestTree({ manifest }: { manifest: Manifest }) {
  const { label, title, claimGenerator, signer, chain, actions, ingredients } = manifest;
  return (
    <Card>
      <CardHeader title="Active manifest" description="As the manifest itself says. Its texts are its author's." />
      <CardBody className="grid gap-4">
        <DetailsList
          details={[
            { label: "Label", value: <HostileText text={label} max={0} /> },
            ...(title === null ? [] : [{ label: "Title", value: text(title) }]),
            { label: "Claim generator", value: text(claimGenerator) },
            { label: "Signer", value: text(signer.commonName) },
            { label: "Organization", value: text(signer.issuer) },
            { label: "Algorithm", value: text(signer.algorithm) },
            { label: "Time-stamp", value: signer.time === null ? "None" : timeOf(signer.time) },
          ]}
        />
        <Branch title="Certificates" none="No certificate could be read." count={chain.length}>
          {chain.map(({ subject, notBefore, notAfter }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and a certificate may stand twice.
            <li key={at} className="grid min-w-0 gap-0.5">
              <HostileText text={subject.replaceAll("\n", ", ")} mono={false} max={0} />
              <span className="text-muted-foreground text-xs">
                Valid from <When at={new Date(notBefore)} exact /> to <When at={new Date(notAfter)} exact />
              </span>
            </li>
          ))}
        </Branch>
        <Branch title="Actions" none="No action is listed." count={actions.length}>
          {actions.map(({ action, digitalSourceType }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two actions may be alike.
            <li key={at} className="grid min-w-0 gap-0.5">
              <HostileText text={action} />
              {digitalSourceType === null ? null : (
                <span className="text-muted-foreground text-xs">
                  Source type <HostileText text={digitalSourceType} max={0} />
                </span>
              )}
            </li>
          ))}
        </Branch>
        <Branch title="Ingredients" none="No ingredient is listed." count={ingredients.length}>
          {ingredients.map((ingredient, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two ingredients may be alike.
            <li key={at} className="grid min-w-0 gap-0.5" style={{ marginLeft: `${Math.min(ingredient.depth, 4)}rem` }}>
              <span className="flex min-w-0 flex-wrap items-center gap-2">
                <HostileText text={ingredient.relationship} />
                {ingredient.title === null ? null : <HostileText text={ingredient.title} mono={false} />}
                {ingredient.state === null ? null : <ValidationState state={ingredient.state} />}
              </span>
              {ingredient.failures.length === 0 ? null : (
                <span className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
                  {ingredient.failures.map((code, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and a code may stand twice.
                    <HostileText key={index} text={code} max={0} />
                  ))}
                </span>
              )}
              <span className="text-muted-foreground text-xs">
                {ingredient.label === null ? (
                  "Without a manifest of its own"
                ) : (
                  <HostileText text={ingredient.label} max={0} />
                )}
              </span>
            </li>
          ))}
        </Branch>
      </CardBody>
    </Card>
  );
}

function Branch({ title, none, count, children }: { title: string; none: string; count: number; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="font-medium text-[0.8125rem]">{title}</h3>
      {count === 0 ? (
        <p className="mt-1 text-[0.8125rem] text-muted-foreground">{none}</p>
      ) : (
        <ul className="mt-1.5 ml-1 grid min-w-0 gap-2 border-l pl-3 text-[0.8125rem]">{children}</ul>
      )}
    </section>
  );
}

function text(value: string | null): ReactNode {
  return value === null ? "Not told" : <HostileText text={value} mono={false} max={0} />;
}

/** A time that no clock can read is shown as it was found. */
function timeOf(time: string): ReactNode {
  return Number.isNaN(Date.parse(time)) ? <HostileText text={time} /> : <When at={new Date(time)} exact />;
}
