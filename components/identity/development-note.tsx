import { Callout } from "@/components/ui/callout";

/** What a development identity is worth, said wherever one is shown. */
export function DevelopmentNote() {
  return (
    <Callout tone="caution" title="A development identity is on no public trust list">
      Its manifests are complete and its signatures hold, but a viewer that relies on a public trust list reports{" "}
      <code>signingCredential.untrusted</code>. Receipts say Trusted of it against the identity's own anchor. Use it to
      try things out and for your own archive; public viewers want a certificate from such a list, which can be uploaded
      or signed with through a key service.
    </Callout>
  );
}
