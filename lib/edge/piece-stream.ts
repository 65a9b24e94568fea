/**
 * A response's body out of pieces, of which one is in memory at a time and none is asked for before its reader wants it. The
 * first is waited for, so that its Fault is an answer; a later one breaks the body off. `end` is called once: when the last
 * piece went, the reader left, something failed, or the reader took longer than `longestMs`.
 */
export async function pieceStream(
  pieces: AsyncIterator<Uint8Array>,
  end: () => void,
  longestMs: number,
): Promise<ReadableStream<Uint8Array>> {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const finish = () => {
    clearTimeout(timer);
    if (!ended) end();
    ended = true;
  };
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      finish();
      throw thrown;
    }
  };
  let first: IteratorResult<Uint8Array> | null = await attempt(() => pieces.next());
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start(controller) {
      timer = setTimeout(() => {
        controller.error(new Error("The reader took too long."));
        finish();
      }, longestMs).unref();
    },
    pull: (controller) =>
      attempt(async () => {
        const { done, value } = first ?? (await pieces.next());
        first = null;
        if (!done) return controller.enqueue(value);
        controller.close();
        finish();
      }),
    cancel: finish,
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}
