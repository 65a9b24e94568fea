/** Where the present comes from. Rules take a `now` as an argument; tests move it. Leases use the database's clock. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
