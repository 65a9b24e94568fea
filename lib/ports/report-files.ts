/** The files that an inventory report is made of, once they are on this machine's disk; read in parts, whatever their size. */
export interface ReportFiles {
  /** In hexadecimal. */
  md5(path: string): Promise<string>;
  /** The text of a gzip file, in pieces. Throws Fault `corrupt` where it is no gzip, is cut off, or is no UTF-8. */
  gunzip(path: string): AsyncIterable<string>;
  /**
   * The rows of a Parquet file in their order, from row `from` on, each with its values of `columns`, null where the file has none.
   * It is decoded elsewhere, as media is, some rows at a time. Throws Fault `corrupt` where it cannot be read, `invalid` where
   * that takes more memory or time than there is.
   */
  parquet(path: string, columns: readonly string[], from: number): AsyncIterable<Record<string, unknown>>;
}
