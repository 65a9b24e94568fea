import { formatBytes } from "../kernel/format-bytes.ts";

/** A bar on standard error where that is a terminal; silent in a pipe, so that scripts read nothing but results. */
export interface Progress {
  /** False in a pipe: what nobody sees need not be asked for. */
  readonly shown: boolean;
  show(state: { done: number; total: number | null; bytes?: number; note?: string }): void;
  end(): void;
}

const widthChars = 28;

export function makeProgress(label: string, out: NodeJS.WriteStream = process.stderr): Progress {
  if (!out.isTTY) return { shown: false, show: () => {}, end: () => {} };
  // From the first sight on: a resumed run has much behind it that was not done now.
  let first: { done: number; atMs: number } | undefined;
  return {
    shown: true,
    show({ done, total, bytes, note }) {
      first ??= { done, atMs: performance.now() };
      const seconds = (performance.now() - first.atMs) / 1000;
      const bar = total ? barOf(done / total) : "";
      const count =
        total === null
          ? `${done.toLocaleString("en-US")}`
          : `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`;
      const rate = seconds < 0.2 ? "" : `${Math.round((done - first.done) / seconds).toLocaleString("en-US")}/s`;
      const parts = [label, bar, count, rate, bytes === undefined ? "" : formatBytes(bytes), note ?? ""].filter(
        Boolean,
      );
      out.write(`\r\x1b[2K${parts.join("  ").slice(0, (out.columns || 80) - 1)}`);
    },
    end() {
      if (first) out.write("\r\x1b[2K");
    },
  };
}

function barOf(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * widthChars);
  return `${"█".repeat(filled)}${"░".repeat(widthChars - filled)}`;
}
