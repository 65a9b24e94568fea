const steps = [
  {
    title: "Connect",
    text: "Name a folder, an S3 or an R2 bucket. Each permission is probed by itself, and shown with what it is needed for.",
  },
  { title: "Inventory", text: "Every object with its size, type and date, from a listing or from a list of your own." },
  {
    title: "Sample",
    text: "A seeded draw, stratified by type, size, prefix and date, is read: what carries a manifest already, what is damaged, what is not what its name says.",
  },
  { title: "Approve", text: "The ledger, with its intervals. The run does what was approved, and nothing else." },
  {
    title: "Run",
    text: "Signed, read back, receipted, asset by asset. What is skipped or fails has its reason in the report.",
  },
] as const;

/** How a bucket comes to its Content Credentials. */
export function FiveSteps() {
  return (
    <section className="mt-14" aria-labelledby="steps">
      <h2 id="steps" className="mb-4 font-semibold text-lg">
        How it goes
      </h2>
      <ol className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-5">
        {steps.map(({ title, text }, at) => (
          <li key={title} className="border-t pt-3">
            <h3 className="flex items-baseline gap-2 font-semibold text-sm">
              <span aria-hidden="true" className="num font-normal text-muted-foreground">
                {at + 1}
              </span>
              {title}
            </h3>
            <p className="mt-1 text-pretty text-[0.8125rem] text-muted-foreground">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
