import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { Bytes } from "@/components/format/bytes";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { ValidationState } from "@/components/format/state-label";
import { When } from "@/components/format/when";
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
        description={<HostileText text={body.object.key} max={120} copy />}
      />
      <Section title="What was done">
        <DetailsList
          details={[
            { label: "Settled", value: <When at={receipt.at} exact /> },
            { label: "Object", value: <HostileText text={body.object.key} max={160} copy /> },
            { label: "Size", value: <Bytes value={body.object.size_bytes} /> },
            {
              label: "Mode",
              value:
                body.mode === "remote"
                  ? "remote: the asset's bytes stay, the manifest store lies beside"
                  : "embed: a signed copy was written",
            },
            {
              label: body.mode === "remote" ? "Manifest store" : "Signed copy",
              value: <HostileText text={body.stored.key} max={160} copy />,
            },
            { label: "Manifest", value: <HostileText text={body.manifest_label} max={120} copy /> },
            {
              label: "Manifest found before",
              value: body.parent_manifest === "kept" ? "yes: kept as the parentOf ingredient" : "none",
            },
            {
              label: "Stored by",
              value: body.adopted
                ? "an earlier attempt or another object of the same content; read back and adopted"
                : "this attempt",
            },
            { label: "Time-stamp token", value: "none: only this receipt tells the time" },
            {
              label: "Run",
              value: (
                <Link href={`/${slug}/runs/${body.run}`} className="underline underline-offset-4">
                  {body.run}
                </Link>
              ),
            },
          ]}
        />
      </Section>
      <Section
        title="What was read back"
        description="Validated from the store after writing, against the signing identity's own anchor. The public trust lists are another question."
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
            { label: "Stored SHA-256", value: <Hash value={body.stored.sha256} label="stored hash" full /> },
          ]}
        />
      </Section>
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
