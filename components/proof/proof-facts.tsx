import { Bytes } from "@/components/format/bytes";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Card, CardBody } from "@/components/ui/card";
import { DetailsList } from "@/components/ui/details-list";
import type { PublicProofView } from "@/lib/proof/show.ts";

/** What is public of an image that was signed on upload. */
export function ProofFacts({ proof }: { proof: PublicProofView }) {
  return (
    <Card>
      <CardBody>
        <DetailsList
          details={[
            { label: "Proof", value: <HostileText text={proof.id} copy /> },
            { label: "Signed", value: <When at={proof.at} exact /> },
            { label: "Type", value: proof.mime },
            { label: "Manifest", value: <HostileText text={proof.manifestLabel} max={0} copy /> },
            { label: "Manifest store", value: <Bytes value={proof.storeSizeBytes} /> },
            { label: "Store SHA-256", value: <Hash value={proof.storeSha256} label="store hash" full /> },
            { label: "Signed copy SHA-256", value: <Hash value={proof.signedSha256} label="signed hash" full /> },
            { label: "Upload SHA-256", value: <Hash value={proof.contentSha256} label="content hash" full /> },
            { label: "Signing key", value: <Hash value={proof.signerKeyId} label="key id" full /> },
          ]}
        />
      </CardBody>
    </Card>
  );
}
