import type { CommandEnd } from "../edge/command.ts";
import { asFault } from "../kernel/fault.ts";
import { inspectProof } from "../proof/inspect.ts";
import type { ProofView } from "../proof/schema.ts";
import type { Desk } from "./desk.ts";
import { jsonText } from "./json-text.ts";
import { printable } from "./table.ts";
import type { VerifyFlags } from "./verify.ts";

type Looked = { address: string; proof: ProofView } | { address: string; refused: string };

/** Images at addresses, with the manifest that the specification's order finds, against this workspace's own anchors. */
export async function verifyAddresses(
  { withLocal, signal }: Desk,
  addresses: string[],
  flags: VerifyFlags,
): Promise<CommandEnd> {
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const all: Looked[] = [];
    for (const address of addresses) {
      if (signal.aborted) break;
      const looked: Looked = await inspectProof(ctx, { url: address, revocation: flags.revocation }).then(
        (proof) => ({ address, proof }),
        (thrown) => {
          const fault = asFault(thrown);
          if (fault.code === "internal") throw fault;
          return { address, refused: fault.message };
        },
      );
      all.push(looked);
      if (!flags.json) process.stdout.write(textOf(looked));
    }
    if (flags.json) process.stdout.write(jsonText(all));
    const good = all.every((each) => "proof" in each && each.proof.state !== null && each.proof.state !== "Invalid");
    return good && !signal.aborted ? "success" : "partial";
  });
}

function textOf(looked: Looked): string {
  if ("refused" in looked) return `${printable(looked.address)}: ${printable(looked.refused)}\n`;
  const { address, proof } = looked;
  const { manifest } = proof;
  const where = manifest.url === null ? manifest.where : `${manifest.where}, ${manifest.url}`;
  return [
    `${printable(address)}: ${proof.state ?? "no manifest found"} (${printable(where)})`,
    ...(proof.activeManifest ? [`    ${printable(proof.activeManifest.label)}`] : []),
    ...proof.checks.map(
      ({ name, result, codes }) =>
        `    ${name}: ${result}${codes.length > 0 ? ` (${codes.map(printable).join(", ")})` : ""}`,
    ),
    ...(proof.state === null
      ? manifest.tried.map(
          ({ place, url, detail }) => `    ${place}${url ? ` ${printable(url)}` : ""}: ${printable(detail)}`,
        )
      : []),
    "",
  ].join("\n");
}
