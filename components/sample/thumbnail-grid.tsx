import { HostileText } from "@/components/format/hostile-text";
import { visibleText } from "@/components/format/visible-text";
import type { SampleObjectView } from "@/lib/sample/schema.ts";

/** Small pictures of drawn objects, each fetched when it comes near the window. */
export function ThumbnailGrid({
  slug,
  sampleId,
  objects,
}: {
  slug: string;
  sampleId: string;
  objects: readonly SampleObjectView[];
}) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-3">
      {objects.map((object) => (
        <li key={object.key} className="grid content-start gap-1">
          <div className="grid aspect-square place-items-center overflow-hidden rounded-md border bg-muted">
            {object.hasThumbnail ? (
              // biome-ignore lint/performance/noImgElement: a small WebP behind the person's own session, which no optimizer may fetch.
              <img
                src={thumbnailAddress(slug, sampleId, object.key)}
                alt={visibleText(object.key)}
                loading="lazy"
                decoding="async"
                className="size-full object-contain text-[0.625rem] text-muted-foreground"
              />
            ) : (
              <span className="px-2 text-center text-[0.6875rem] text-muted-foreground">
                {object.readMs === null ? "Not read yet" : "No picture"}
              </span>
            )}
          </div>
          <p className="text-[0.6875rem] text-muted-foreground leading-tight">
            <HostileText text={lastPart(object.key)} max={18} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function thumbnailAddress(slug: string, sampleId: string, key: string): string {
  return `/api/v1/samples/${sampleId}/thumbnail?${new URLSearchParams({ tenant: slug, key })}`;
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
