import { visibleText } from "@/components/format/visible-text.ts";
import { Callout } from "@/components/ui/callout";
import type { IdentityCheckView } from "@/lib/signer-identity/schema.ts";
import { CertificateTable } from "./certificate-table";
import { algorithmWords } from "./identity-words.ts";

/** What a trial showed: everything that is wrong at once, or what would be taken in. */
export function CheckResult({ check }: { check: IdentityCheckView }) {
  const { sound, findings, warnings, algorithm, certificates } = check;
  return (
    <div className="grid gap-3">
      {sound ? (
        <Callout title="It signs">
          A small picture was signed with it and read back Trusted against its own root
          {algorithm ? `, with ${algorithmWords[algorithm]}` : ""}. Nothing is kept yet.
        </Callout>
      ) : (
        <Callout
          tone="problem"
          title={findings.length === 1 ? "One thing is wrong" : `${findings.length} things are wrong`}
        >
          <Sentences list={findings} />
        </Callout>
      )}
      {warnings.length > 0 ? (
        <Callout tone="caution">
          <Sentences list={warnings} />
        </Callout>
      ) : null}
      {certificates.length > 0 ? <CertificateTable certificates={certificates} /> : null}
    </div>
  );
}

function Sentences({ list }: { list: readonly { code: string; sentence: string }[] }) {
  return (
    <ul className="grid list-disc gap-1 pl-4">
      {list.map(({ code, sentence }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and a code may stand twice.
        <li key={`${code}-${at}`}>
          {/* Ours, with names of the certificates' own in it. */}
          <bdi>{visibleText(sentence)}</bdi>
        </li>
      ))}
    </ul>
  );
}
