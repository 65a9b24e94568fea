/** Short-lived files between the process that fetched an asset and the one that parses it, in memory where the system has such a place. */
export interface Scratch {
  /** A folder of its own for one asset, removed with all its files when `work` ends, however it ends. */
  within<T>(work: (folder: string) => Promise<T>): Promise<T>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  read(path: string): Promise<Uint8Array>;
}
