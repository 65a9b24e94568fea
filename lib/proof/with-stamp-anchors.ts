import type { Validation } from "../ports/media.ts";

/**
 * A look at a file under trust anchors, and with it under those of time-stamp authorities where that makes an untrusted stamp count:
 * then what was signed within a certificate's time stays signed after its end.
 *
 * The SDK has one list for signers and stamps alike. So a look with both counts only where every credential that it trusts
 * is trusted under the anchors alone, or is not under the authorities': no signer is trusted by an authority's root.
 */
export async function withStampAnchors<Seen>(
  anchors: readonly string[],
  stampAnchors: readonly string[],
  look: (anchorsPem: string) => Promise<Seen>,
  validationOf: (seen: Seen) => Validation | null,
): Promise<Seen> {
  const plain = await look(anchors.join("\n"));
  const known = new Set(anchors.map((pem) => pem.trim()));
  const more = stampAnchors.filter((pem) => !known.has(pem.trim()));
  if (more.length === 0 || !has(validationOf(plain), "timeStamp.untrusted")) return plain;
  const both = await look([...anchors, ...more].join("\n"));
  const byStamps = trustedIn(validationOf(await look(more.join("\n"))));
  const byAnchors = trustedIn(validationOf(plain));
  const doubtful = [...trustedIn(validationOf(both))].some((url) => byStamps.has(url) && !byAnchors.has(url));
  return doubtful ? plain : both;
}

function has(validation: Validation | null, wanted: string): boolean {
  return validation?.codes.some(({ code }) => code === wanted) ?? false;
}

/** Which credentials lead to an anchor, by their places in the manifest store. */
function trustedIn(validation: Validation | null): Set<string | null> {
  const codes = validation?.codes ?? [];
  return new Set(
    codes.filter(({ kind, code }) => kind === "success" && code === "signingCredential.trusted").map(({ url }) => url),
  );
}
