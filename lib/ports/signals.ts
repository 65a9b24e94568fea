/**
 * Word from one process to others that something changed, over Postgres NOTIFY: a hint that may be lost, so every
 * listener also looks by itself now and then. `subject` is an id.
 */
export interface Signals {
  listen(channel: SignalChannel, heard: (subject: string) => void): Promise<() => void>;
}

export const signalChannels = ["c2c_run", "c2c_inventory", "c2c_sample"] as const;
export type SignalChannel = (typeof signalChannels)[number];
