import { DetailsList } from "@/components/ui/details-list";

/** What a Content Credential of a run can tell its reader, and what it cannot. */
export function WhatItSays() {
  return (
    <section className="mt-14 grid items-start gap-x-12 gap-y-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div>
        <h2 className="font-semibold text-lg">What a Content Credential says here</h2>
        <p className="mt-2 max-w-prose text-pretty text-muted-foreground">
          It binds these bytes to this claim and this signer from now on. It does not make a picture true. Whoever reads
          one should be told what is in it, and no more.
        </p>
      </div>
      <DetailsList
        details={[
          {
            label: "Action",
            value: (
              <>
                <code>c2pa.opened</code>, with the asset as found as its one <code>parentOf</code> ingredient. Never{" "}
                <code>c2pa.created</code>.
              </>
            ),
          },
          { label: "Source type", value: "None: how a picture came about is not known afterwards." },
          {
            label: "Signer",
            value: "The signing identity whose certificate is inside the manifest. Its key id is in every receipt.",
          },
          {
            label: "Earlier manifest",
            value:
              "Kept whole as the parent, with its validation results, failures included; or left alone, as planned.",
          },
        ]}
      />
    </section>
  );
}
