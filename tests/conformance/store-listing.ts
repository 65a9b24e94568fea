import { expect, test } from "vitest";
import type { Store } from "../../lib/ports/store.ts";

const ifAbsent = { contentType: "image/jpeg", when: { kind: "if-absent" } } as const;
const bytes = (content: string) => new TextEncoder().encode(content);

/** Where a listing begins, what folders it tells of, and what it sees of changes. */
export function listsInOrder(store: () => Store): void {
  test("a listing starts after any text, be it a key or not, and never before its prefix", async () => {
    for (const key of ["mid/a/1.jpg", "mid/a/2.jpg", "mid/b.jpg", "mid/c/1.jpg", "midway.jpg"])
      await store().put(key, bytes("x"), ifAbsent);
    const keysAfter = async (startAfter: string, prefix = "mid/") =>
      (await store().list({ prefix, startAfter })).objects.map(({ key }) => key);
    expect(await keysAfter("mid/a/1.jpg")).toEqual(["mid/a/2.jpg", "mid/b.jpg", "mid/c/1.jpg"]);
    expect(await keysAfter("mid/a/1.jpg", "mid")).toEqual(["mid/a/2.jpg", "mid/b.jpg", "mid/c/1.jpg", "midway.jpg"]);
    expect(await keysAfter("mid/a/1")).toEqual(["mid/a/1.jpg", "mid/a/2.jpg", "mid/b.jpg", "mid/c/1.jpg"]);
    expect(await keysAfter("mid/a0")).toEqual(["mid/b.jpg", "mid/c/1.jpg"]);
    expect(await keysAfter("mid/a")).toHaveLength(4);
    expect(await keysAfter("aaa")).toHaveLength(4);
    expect(await keysAfter("mid0")).toEqual([]);
    expect(await keysAfter("", "mid/a/2")).toEqual(["mid/a/2.jpg"]);
    expect(await keysAfter("", "no-such")).toEqual([]);
  });

  test("the folders directly below a prefix are told in order, from behind a text on", async () => {
    for (const key of ["tree/a.jpg", "tree/b/1.jpg", "tree/b/c/1.jpg", "tree/d \u{1f4f7}/1.jpg", "tree/\uffee/1.jpg"])
      await store().put(key, bytes("x"), ifAbsent);
    const foldersOf = async (prefix: string, startAfter = "") =>
      (await store().folders({ prefix, startAfter })).folders;
    expect(await store().folders({ prefix: "tree/" })).toEqual({
      folders: ["tree/b/", "tree/d \u{1f4f7}/", "tree/\uffee/"],
      more: false,
    });
    expect(await foldersOf("tre")).toEqual(["tree/"]);
    expect(await foldersOf("tree/b")).toEqual(["tree/b/"]);
    expect(await foldersOf("tree/b/")).toEqual(["tree/b/c/"]);
    expect(await foldersOf("tree/", "tree/b/c/1.jpg")).toEqual(["tree/d \u{1f4f7}/", "tree/\uffee/"]);
    expect(await foldersOf("tree/b/c/")).toEqual([]);
    expect(await foldersOf("no-such/")).toEqual([]);
    const first = await store().folders({ prefix: "tree/", startAfter: "tree/a.jpg", limit: 2 });
    expect(first.more).toBe(true);
    expect(first.folders).toEqual(["tree/b/", "tree/d \u{1f4f7}/"]);
  });

  test("an object written between two pages is on the page to come", async () => {
    for (const name of ["a", "c", "e"]) await store().put(`pages/${name}.jpg`, bytes(name), ifAbsent);
    const first = await store().list({ prefix: "pages/", limit: 1 });
    await store().put("pages/b.jpg", bytes("b"), ifAbsent);
    await store().delete("pages/c.jpg");
    const second = await store().list({ prefix: "pages/", limit: 1, startAfter: first.next ?? "" });
    const third = await store().list({ prefix: "pages/", limit: 1, startAfter: second.next ?? "" });
    expect([...second.objects, ...third.objects].map(({ key }) => key)).toEqual(["pages/b.jpg", "pages/e.jpg"]);
  });
}
