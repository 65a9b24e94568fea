import Link from "next/link";
import { SiteShell } from "@/components/shell/site-shell";
import { Button } from "@/components/ui/button";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <SiteShell width="narrow">
      <p className="eyebrow">404</p>
      <h1 className="mt-1 font-semibold text-xl">There is nothing here</h1>
      <p className="mt-2 text-pretty text-muted-foreground">
        The address may be mistyped, the thing may be gone, or it belongs to a workspace you are not a member of.
      </p>
      <div className="mt-5">
        <Button asChild variant="primary">
          <Link href="/">To the start</Link>
        </Button>
      </div>
    </SiteShell>
  );
}
