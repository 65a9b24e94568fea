import { Fault } from "../kernel/fault.ts";
import type { Store } from "../ports/store.ts";
import { probePrefix } from "./probe-store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/**
 * Passes where the store keeps the promise that overwriting rests on: an object that is another by now is not replaced.
 * Writes one tiny object and deletes it. Throws Fault `precondition` where the condition is ignored, or what the store throws.
 */
export async function probeOverwrite(
  store: Store,
  { token, timeoutMs }: { token: string; timeoutMs: number },
): Promise<void> {
  const key = `${probePrefix}${token}-overwrite`;
  const put = (text: string, when: Parameters<Store["put"]>[2]["when"]) =>
    store.put(key, bytes(text), { contentType: "text/plain", when, signal: AbortSignal.timeout(timeoutMs) });
  try {
    const first = await put("A probe. It can be deleted.\n", { kind: "always" });
    if (first.kind !== "written") throw new Fault("precondition", "The bucket did not take a probe's object.");
    const second = await put("A probe that was changed.\n", { kind: "if-match", etag: first.etag });
    if (second.kind !== "written")
      throw new Fault(
        "precondition",
        "This bucket refuses to replace an object by its ETag (If-Match), which overwriting needs.",
      );
    const stale = await put("This must not be written.\n", { kind: "if-match", etag: first.etag }).catch((thrown) => {
      // A store may answer a lost race so; the object then is not replaced, which is what was asked.
      if (thrown instanceof Fault && thrown.code === "upstream") return { kind: "condition-failed" } as const;
      throw thrown;
    });
    if (stale.kind === "written")
      throw new Fault(
        "precondition",
        "This bucket ignores If-Match: an object that changed meanwhile would be overwritten. Use mode embed.",
      );
  } finally {
    await store.delete(key).catch(() => {});
  }
}
