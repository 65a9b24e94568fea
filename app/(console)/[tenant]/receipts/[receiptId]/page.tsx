import type { Metadata } from "next";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { revalidateReceiptAction } from "@/app/actions/receipts.ts";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { ValidationState } from "@/components/format/state-label";
import { When } from "@/components/format/when";
import { placeDetails, signedDetails, uploadDetails } from "@/components/receipt/receipt-details";
import { Revalidate } from "@/components/receipt/revalidate";
import { PageHeader, Section } from "@/components/shell/page-header";
import { CodeBlock } from "@/components/ui/code-block";
import { DetailsList } from "@/components/ui/details-list";
import { openPageCtx } from "@/lib/edge/session.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { getReceipt } from "@/lib/receipt/get.ts";

export const metadata: Metadata = { title: "Receipt" };

type Props = { params: Promise<{ tenant: string; receiptId: string }> };

export default async function ReceiptPage({ params }: Props) {
  const { tenant: slug, receiptId: given } = await params;
  const ctx = await openPageCtx(slug, `/${slug}/receipts/${given}`);
  const receipt = await orNotFound(isId("receipt", given), () =>
    getReceipt(ctx, { receiptId: given as Id<"receipt"> }),
  );
  const { body } = receipt;
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Receipts", href: `/${slug}/receipts` }, { label: `No. ${receipt.seq}` }]}
        title={`Receipt ${receipt.seq}`}
        description={<HostileText text={body.kind === "upload" ? body.file.name : body.object.key} max={120} copy />}
      />
      <Section title="What was done">
        <DetailsList
          details={[
            { label: "Settled", value: <When at={receipt.at} exact /> },
            ...(body.kind === "upload" ? uploadDetails(body) : signedDetails(slug, body)),
            ...placeDetails(slug, receipt),
          ]}
        />
      </Section>
      <Section
        title="What was read back"
        description={`${body.kind === "upload" ? "Validated from the signed copy before it was given back" : "Validated from the store after writing"}, against the signing identity's own anchor. The public trust lists are another question.`}
      >
        <DetailsList
          details={[
            { label: "State", value: <ValidationState state={body.validation.state} /> },
            {
              label: "Status codes",
              value: (
                <ul className="grid gap-0.5 font-mono text-xs">
                  {body.validation.codes.map((code) => (
                    <li key={code}>{code}</li>
                  ))}
                </ul>
              ),
            },
            { label: "Signing key", value: <Hash value={body.signer_key_id} label="key id" full /> },
            { label: "Content SHA-256", value: <Hash value={body.content_sha256} label="content hash" full /> },
            { label: "Intent SHA-256", value: <Hash value={body.intent_sha256} label="intent hash" full /> },
            ...(body.kind === "upload"
              ? [
                  { label: "Signed SHA-256", value: <Hash value={body.signed.sha256} label="signed hash" full /> },
                  { label: "Store SHA-256", value: <Hash value={body.manifest_sha256} label="store hash" full /> },
                ]
              : [{ label: "Stored SHA-256", value: <Hash value={body.stored.sha256} label="stored hash" full /> }]),
          ]}
        />
      </Section>
      {body.kind !== "upload" ? (
        <Section
          title="As it is now"
          description="Fetches what this receipt names from the bucket once more and validates it: by the signing identity's own root, which is kept for ever, and by what this workspace trusts today. Nothing is changed."
        >
          <Revalidate revalidate={revalidateReceiptAction.bind(null, slug, { receiptId: given as Id<"receipt"> })} />
        </Section>
      ) : null}
      <Section
        title="Its place in the chain"
        description="leaf = SHA-256(0x00 ‖ body), chain = SHA-256(0x02 ‖ previous ‖ leaf)"
      >
        <DetailsList
          details={[
            { label: "Previous", value: <Hash value={receipt.previousChain} label="previous link" full /> },
            { label: "Leaf", value: <Hash value={receipt.leaf} label="leaf" full /> },
            { label: "Chain", value: <Hash value={receipt.chain} label="link" full /> },
          ]}
        />
      </Section>
      <Section title="The body, byte for byte" description="RFC 8785 canonical JSON: what the hashes are over.">
        <CodeBlock label="Receipt body, canonical JSON" code={receipt.bodyText} wrap />
      </Section>
    </>
  );
}
