import Link from "next/link";
import { Bytes } from "@/components/format/bytes";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import type { Detail } from "@/components/ui/details-list";
import type { AssetBody, ReceiptView, UploadBody } from "@/lib/receipt/schema.ts";
import { StampText } from "./stamp-text";

const modeSentence: Record<AssetBody["mode"], string> = {
  remote: "remote: the asset's bytes stay, the manifest store lies beside",
  embed: "embed: a signed copy was written",
  "embed-in-place": "embed-in-place: the object was replaced by its signed form",
};
const parentSentence: Record<AssetBody["parent_manifest"], string> = {
  none: "none",
  kept: "yes: kept as the parentOf ingredient",
  updated: "yes: an Update Manifest was added to it",
};
const sidecarSentence: Record<NonNullable<AssetBody["sidecar"]>["state"], string> = {
  written: "the same manifest store, beside the object",
  found: "the same manifest store was there already",
  taken: "something else lies there, and was left alone",
  shared: "none: another object would have the same one",
};

function sidecarText({ key, state }: NonNullable<AssetBody["sidecar"]>) {
  return (
    <>
      <HostileText text={key} max={160} copy />: {sidecarSentence[state]}
    </>
  );
}

/** What a run did with one object. */
export function signedDetails(slug: string, body: AssetBody): Detail[] {
  return [
    { label: "Object", value: <HostileText text={body.object.key} max={160} copy /> },
    { label: "Size", value: <Bytes value={body.object.size_bytes} /> },
    {
      label: "Mode",
      value: modeSentence[body.mode],
    },
    {
      label: body.mode === "remote" ? "Manifest store" : body.mode === "embed" ? "Signed copy" : "In its place",
      value: (
        <>
          <HostileText text={body.stored.key} max={160} copy />
          {body.stored.bucket ? (
            <>
              {" "}
              in{" "}
              <Link href={`/${slug}/buckets/${body.stored.bucket}`} className="underline underline-offset-4">
                another bucket
              </Link>
            </>
          ) : null}
        </>
      ),
    },
    ...(body.replaced
      ? [{ label: "ETag before", value: <HostileText text={body.replaced.etag} max={120} copy /> }]
      : []),
    ...(body.sidecar ? [{ label: "Sidecar", value: sidecarText(body.sidecar) }] : []),
    ...(body.metadata
      ? [
          {
            label: "Metadata template",
            value: <Hash value={body.metadata.template_sha256} label="template hash" full />,
          },
        ]
      : []),
    ...manifestDetails(body),
    {
      label: "Stored by",
      value: body.adopted
        ? "an earlier attempt or another object of the same content; read back and adopted"
        : "this attempt",
    },
    { label: "Time-stamp token", value: <StampText stamp={body.time_stamp} /> },
    {
      label: "Run",
      value: (
        <Link href={`/${slug}/runs/${body.run}`} className="underline underline-offset-4">
          {body.run}
        </Link>
      ),
    },
  ];
}

/** What was done with one image that was uploaded. */
export function uploadDetails(body: UploadBody): Detail[] {
  return [
    { label: "File", value: <HostileText text={body.file.name} max={160} copy /> },
    { label: "Size", value: <Bytes value={body.file.size_bytes} /> },
    { label: "Mode", value: "embed: the signed copy was given back to the caller, and is not kept" },
    ...manifestDetails(body),
    { label: "Time-stamp token", value: "none: only this receipt tells the time" },
    {
      label: "Proof",
      value: (
        <Link href={`/proof/${body.proof}`} className="underline underline-offset-4">
          {body.proof}
        </Link>
      ),
    },
    ...(body.repeats === null
      ? []
      : [{ label: "Repeats", value: `${body.repeats}, under the same Idempotency-Key; not charged again` }]),
  ];
}

/** Which receipt took this one's place, or whose place it took; nothing for most. */
export function placeDetails(slug: string, { body, supersededBy }: ReceiptView): Detail[] {
  const link = (id: string) => (
    <Link href={`/${slug}/receipts/${id}`} className="underline underline-offset-4">
      {id}
    </Link>
  );
  return [
    ...(body.kind === "stamped" ? [{ label: "Takes the place of", value: link(body.supersedes) }] : []),
    ...(supersededBy ? [{ label: "Its place was taken by", value: link(supersededBy) }] : []),
  ];
}

function manifestDetails(body: AssetBody | UploadBody): Detail[] {
  return [
    { label: "Manifest", value: <HostileText text={body.manifest_label} max={120} copy /> },
    {
      label: "Manifest found before",
      value: parentSentence[body.parent_manifest],
    },
  ];
}
