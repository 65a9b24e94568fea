/**
 * A file made as it is read, chunk by chunk, so that its size is nobody's memory. The first chunk is made before the
 * answer begins: what refuses it is told as a refusal and not as a broken file.
 */
export async function textDownload(file: {
  name: string;
  type: string;
  chunks: AsyncIterable<string>;
}): Promise<Response> {
  const chunks = file.chunks[Symbol.asyncIterator]();
  const first = await chunks.next();
  const encoder = new TextEncoder();
  let next: IteratorResult<string> | null = first;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = next ?? (await chunks.next());
      next = null;
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": `${file.type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${file.name.replace(/[^\w.-]/g, "_")}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** The pages of a keyset-paged verb, one after the other. */
export async function* pagesOf<T extends { nextCursor: string | null }>(
  page: (cursor: string | undefined) => Promise<T>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const got = await page(cursor);
    yield got;
    cursor = got.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
