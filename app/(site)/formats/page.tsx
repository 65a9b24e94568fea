import type { Metadata } from "next";
import { SitePage } from "@/app/(site)/site-page.tsx";
import { FormatTable } from "@/components/site/format-table";
import { openPublicPageCtx } from "@/lib/edge/session.ts";
import { listFormats } from "@/lib/media/list-formats.ts";

export const metadata: Metadata = { title: "Formats" };

export default async function FormatsPage() {
  const { items } = await listFormats(await openPublicPageCtx(), {});
  return (
    <SitePage width="wide">
      <div className="grid w-full min-w-0 gap-6">
        <div>
          <h1 className="font-semibold text-2xl tracking-tight">Formats</h1>
          <p className="mt-2 max-w-prose text-pretty text-muted-foreground text-sm">
            What can be signed, and how. A format is decided by a file's first bytes, never by its name, and a file
            whose own structure says that it is cut or broken is not signed. Each yes was signed, read back as Trusted,
            and found out with one byte changed.
          </p>
        </div>
        <FormatTable formats={items} />
        <dl className="grid max-w-prose gap-3 text-muted-foreground text-sm">
          <div>
            <dt className="font-medium text-foreground">Embed</dt>
            <dd>A signed copy is written, with its manifest inside. The original stays as it is.</dd>
          </div>
          <div>
            <dt className="font-medium text-foreground">Remote</dt>
            <dd>
              The manifest store is an object of its own, bound to the file by its hash. No byte of the file changes.
            </dd>
          </div>
        </dl>
      </div>
    </SitePage>
  );
}
