const promises = [
  {
    title: "Read back before it counts",
    text: "After the write, the manifest is fetched from where it was put and validated. Only what comes back Trusted against the signing identity's own anchor is settled, and only what is settled is metered.",
  },
  {
    title: "Not one byte changes",
    text: "By default manifests are stored beside the assets, whose bytes, ETags and dates stay as they are. Signed copies are a choice that a plan must spell out, under a prefix of their own.",
  },
  {
    title: "No claim beyond the evidence",
    text: "A manifest says that the asset was opened as found, with the asset as its parent ingredient. It does not say where a picture came from, who took it, or when.",
  },
  {
    title: "A ledger before the approval",
    text: "A stratified sample of the real objects is read first. From it comes what a run would cost, line by line, each with its 95 % interval. The approval is bound to that very ledger.",
  },
  {
    title: "Receipts that hold offline",
    text: "One for every signed asset, each linked to the one before by its hash. An export can be recomputed from the file alone, by somebody who does not trust us.",
  },
  {
    title: "Stop it at any moment",
    text: "Pause, cancel, kill the process, pull the plug. A run that was killed is found and goes on; what was settled stays. The same intent leaves one stored manifest, whatever crashes.",
  },
] as const;

/** Why it is done this way: six promises that the program keeps. */
export function Promises() {
  return (
    <section className="mt-8" aria-labelledby="promises">
      <h2 id="promises" className="mb-4 font-semibold text-lg">
        What is different
      </h2>
      <ul className="grid gap-px overflow-hidden rounded-lg border bg-border sm:grid-cols-2 lg:grid-cols-3">
        {promises.map(({ title, text }) => (
          <li key={title} className="bg-surface px-5 py-4">
            <h3 className="font-semibold text-sm">{title}</h3>
            <p className="mt-1 text-pretty text-[0.8125rem] text-muted-foreground">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
