/** Which of a tenant's runs is served first. */
export const runPriorities = ["low", "normal", "high"] as const;
export type RunPriority = (typeof runPriorities)[number];

/**
 * By how many seconds a slice of the run is served ahead of the tenant's others: `priority.run` of the slice function, which
 * takes from -600 to 600. Whatever waits longer than the difference comes first all the same, so that nothing starves.
 */
export const prioritySeconds: Record<RunPriority, number> = { low: -600, normal: 0, high: 600 };
