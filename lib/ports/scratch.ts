import type { FileFacts } from "./store.ts";

/** Short-lived files between the process that fetched an asset and the one that parses it, in memory where the system has such a place. */
export interface Scratch {
  /**
   * A folder of its own for one asset, removed with all its files when `work` ends, however it ends. For large assets
   * (`sizeBytes`) on the disk, so that they cost no memory. At `roomyPath`, in the folder, there may be a file already, with
   * nothing that anybody needs: a place for a download to write over.
   */
  within<T>(work: (folder: string, roomyPath: string) => Promise<T>, sizeBytes?: number): Promise<T>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  read(path: string): Promise<Uint8Array>;
  /** A file's length and SHA-256, in bounded memory. */
  facts(path: string): Promise<FileFacts>;
}
