import type { Anchor } from "../../ports/certificates.ts";
import { factsOf } from "./facts-of.ts";
import { pemOf, type ReadCertificate, readLongPem, unhurried } from "./read-pem.ts";
import * as x509 from "./x509.ts";

/** A trust list is a bundle of authorities' certificates. One that cannot serve is left out with its reason; the rest stays. */
export async function readAnchors(pem: string, now: Date): Promise<{ anchors: Anchor[]; leftOut: string[] }> {
  const { certificates, unreadable, others } = await readLongPem(pem);
  const anchors = new Map<string, Anchor>();
  const leftOut = unreadable.map((position) => `Certificate ${position} cannot be read.`);
  for (const label of new Set(others)) leftOut.push(`A block ${label.slice(0, 60)} is no certificate.`);
  for await (const certificate of unhurried(certificates)) {
    const why = whyNot(certificate, now);
    const facts = factsOf(certificate);
    if (why) leftOut.push(`${certificate.name} ${why}`);
    else if (anchors.has(facts.sha256)) leftOut.push(`${certificate.name} is there twice.`);
    else anchors.set(facts.sha256, { ...facts, pem: pemOf(certificate) });
  }
  return { anchors: [...anchors.values()], leftOut };
}

function whyNot({ parsed }: ReadCertificate, now: Date): string | null {
  if (!parsed.getExtension(x509.BasicConstraintsExtension)?.ca)
    return "is no authority's: only authorities can be trust anchors.";
  if (parsed.notAfter <= now) return `ended on ${parsed.notAfter.toISOString().slice(0, 10)}.`;
  if (parsed.notBefore > now) return `is not valid before ${parsed.notBefore.toISOString().slice(0, 10)}.`;
  return null;
}
