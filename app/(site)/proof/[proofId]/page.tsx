import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { SitePage } from "@/app/(site)/site-page.tsx";
import { ProofFacts } from "@/components/proof/proof-facts";
import { Button } from "@/components/ui/button";
import { openPublicPageCtx } from "@/lib/edge/session.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { showProof } from "@/lib/proof/show.ts";

export const metadata: Metadata = { title: "Proof", robots: { index: false } };

type Props = { params: Promise<{ proofId: string }> };

export default async function ProofPage({ params }: Props) {
  const { proofId: given } = await params;
  const ctx = await openPublicPageCtx();
  const proof = await orNotFound(isId("proof", given), () => showProof(ctx, { proofId: given as Id<"proof"> }));
  return (
    <SitePage width="wide">
      <div className="mx-auto grid w-full min-w-0 max-w-4xl gap-6">
        <div>
          <h1 className="font-semibold text-2xl tracking-tight">A manifest that was embedded on upload</h1>
          <p className="mt-2 max-w-prose text-pretty text-muted-foreground text-sm">
            An image was signed and given back. The image is not here. Its manifest store is, so that a copy that lost
            its Content Credential on the way can be compared with it. This page says that it was signed, and not what
            the image shows.
          </p>
        </div>
        <ProofFacts proof={proof} />
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <a href={`/api/v1/proofs/${proof.id}/manifest`} download={`${proof.id}.c2pa`}>
              <Download aria-hidden="true" /> Download the manifest store
            </a>
          </Button>
          <Button variant="ghost" asChild>
            <Link href="/inspect">Inspect an image with it</Link>
          </Button>
        </div>
      </div>
    </SitePage>
  );
}
