import Link from "next/link";
import { When } from "@/components/format/when";
import { Callout } from "@/components/ui/callout";
import type { BucketView } from "@/lib/bucket/schema.ts";

/** Whether the last probe of a connected bucket found something that stands in the way of a run. */
export function hasProblem(bucket: BucketView): boolean {
  return bucket.removedAt === null && !bucket.capabilities.signable;
}

/** Buckets that a run could not write to, with what the last probe found. */
export function BucketProblems({ slug, buckets }: { slug: string; buckets: readonly BucketView[] }) {
  return (
    <ul className="grid gap-2">
      {buckets.map((bucket) => (
        <li key={bucket.id}>
          <Callout
            tone="caution"
            title={
              <Link href={`/${slug}/buckets/${bucket.id}`} className="underline underline-offset-4">
                <bdi>{bucket.name}</bdi>
              </Link>
            }
          >
            {bucket.capabilities.grants.find((grant) => !grant.ok)?.sentence}{" "}
            <span className="text-muted-foreground">
              Probed <When at={bucket.probedAt} />.
            </span>
          </Callout>
        </li>
      ))}
    </ul>
  );
}
