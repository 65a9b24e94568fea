import { Download, ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ReceiptTable } from "@/components/receipt/receipt-table";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorPages } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { listReceipts } from "@/lib/receipt/list.ts";

export const metadata: Metadata = { title: "Receipts" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function ReceiptsPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const { cursor } = await searchParams;
  const base = `/${slug}/receipts`;
  const ctx = await openPageCtx(slug, base);
  const { items, nextCursor } = await listReceipts(ctx, { cursor, limit: 50 });
  return (
    <>
      <PageHeader
        title="Receipts"
        description="One for every asset that was signed and read back, each linked to the one before. The chain can be checked offline from an export."
        actions={
          <>
            <Button variant="ghost" asChild>
              <Link href={`/inspect?workspace=${slug}`}>Inspect a file</Link>
            </Button>
            {items.length > 0 ? (
              <Button asChild>
                <a href={`/api/v1/receipts/export?tenant=${slug}`} download>
                  <Download aria-hidden="true" /> Export
                </a>
              </Button>
            ) : null}
          </>
        }
      />
      {items.length === 0 ? (
        <EmptyState icon={ReceiptText} title="No receipt yet">
          A receipt is written when an asset was signed, read back from its bucket, and validated.
        </EmptyState>
      ) : (
        <>
          <ReceiptTable slug={slug} receipts={items} />
          <CursorPages base={base} cursor={cursor} nextCursor={nextCursor} />
        </>
      )}
    </>
  );
}
