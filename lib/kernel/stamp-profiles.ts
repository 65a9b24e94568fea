/** The three time-stamp authorities that a workspace may name, and a plan may choose from. */
export const stampProfiles = ["std", "low-latency", "cheap"] as const;
export type StampProfileName = (typeof stampProfiles)[number];

/** What each is for, in the words of the page on which it is chosen. */
export const stampProfileWords: Record<StampProfileName, { label: string; hint: string }> = {
  std: { label: "Standard", hint: "The authority for most runs: a contract, a fair rate, patience with it." },
  "low-latency": { label: "Low latency", hint: "One that answers at once and allows a high rate; often the dearest." },
  cheap: { label: "Cheap", hint: "A public or a slow one: runs go on, and debts are paid over time." },
};
