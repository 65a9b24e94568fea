import { afterAll, beforeAll, expect, test } from "vitest";
import { signOnce } from "../../lib/adapters/media/sign-once.ts";
import { manifestDefinition, nameDefinition } from "../../lib/plan/manifest-definition.ts";
import { makePicture, openSigningBench, type SigningBench } from "../support/signing.ts";

let bench: SigningBench;
beforeAll(async () => {
  bench = await openSigningBench({ parallel: 1 });
});
afterAll(() => bench.close());

test("two signings of one intent agree in name and size, and differ in salts and what hashes them", async () => {
  const picture = await makePicture("jpeg");
  const first = await bench.sign(picture, "image/jpeg", "remote");
  const second = await bench.sign(picture, "image/jpeg", "remote");
  expect(second.label).toBe(first.label);
  expect(second.output.length).toBe(first.output.length);
  expect(differences(first.output, second.output)).toMatchInlineSnapshot(`
    [
      "/c2pa/<label>/c2pa.assertions/c2pa.ingredient.v3/jumd",
      "/c2pa/<label>/c2pa.assertions/c2pa.actions.v2/jumd",
      "/c2pa/<label>/c2pa.assertions/c2pa.actions.v2/cbor",
      "/c2pa/<label>/c2pa.assertions/c2pa.hash.data/jumd",
      "/c2pa/<label>/c2pa.claim.v2/cbor",
      "/c2pa/<label>/c2pa.signature/cbor",
    ]
  `);
  // The claim names the same instance and generator; what differs in it are the hashes of the assertions above.
  for (const { output } of [first, second])
    expect((await bench.validate(picture, "image/jpeg", output)).state).toBe("Trusted");
});

test("what a tenant states adds its description boxes' salts to what differs, and the order of the fields in cawg.metadata", async () => {
  const picture = await makePicture("jpeg", 2);
  const stated = [
    { label: "cawg.metadata", data: { "@context": { dc: "http://purl.org/dc/elements/1.1/" }, "dc:creator": ["A"] } },
    { label: "test.example.shelf", data: { shelf: "S1", copies: 2, notes: ["b", "a"] } },
  ].map((assertion) => ({ ...assertion, created: false as const }));
  const first = await bench.sign(picture, "image/jpeg", "remote", undefined, stated);
  const second = await bench.sign(picture, "image/jpeg", "remote", undefined, stated);
  expect(second.label).toBe(first.label);
  expect(second.output.length).toBe(first.output.length);
  const more = differences(first.output, second.output).filter(
    (path) => !/ingredient|actions|hash|claim|signature/.test(path),
  );
  // The SDK writes these fields from a map without an order: they may come alike by chance.
  expect(more.filter((path) => !path.endsWith("cawg.metadata/json"))).toMatchInlineSnapshot(`
    [
      "/c2pa/<label>/c2pa.assertions/cawg.metadata/jumd",
      "/c2pa/<label>/c2pa.assertions/test.example.shelf/jumd",
    ]
  `);
});

test("the bytes that were signed for a job are signed once: the same request again is refused", async () => {
  let asked: Uint8Array | undefined;
  const spying = {
    ...bench.signer,
    sign(bytes: Uint8Array) {
      asked = bytes;
      return bench.signer.sign(bytes);
    },
  };
  const picture = await makePicture("jpeg");
  await bench.sign(picture, "image/jpeg", "remote", spying);
  const { intentOf } = await import("../../lib/run/intent-of.ts");
  const { sha256Hex } = await import("../../lib/kernel/bytes.ts");
  const { definition } = intentOf({
    contentSha256: sha256Hex(picture),
    mime: "image/jpeg",
    settings: { mode: "remote", preserveEmbed: "parent" },
    signerKeyId: bench.signer.keyId,
  });
  const order = { definition, signer: bench.signer, mode: "remote" as const, mime: "image/jpeg" };
  const request = { message: { c2c: "to-be-signed" }, bytes: asked ?? new Uint8Array() };
  const refusal = { message: { c2c: "no-signature" } };
  const once = signOnce("/nowhere", { order });
  const pause = <T>(wait: () => Promise<T>) => wait();
  expect(await once.answer({ ...request, message: { c2c: "something else" } }, pause)).toBeNull();
  expect(await once.answer(request, pause)).toMatchObject({ message: { c2c: "signature" } });
  expect(once.fault).toBeNull();
  expect(await once.answer(request, pause)).toEqual(refusal);
  expect(once.fault?.message).toContain("nobody ordered");
  const late = signOnce("/nowhere", { order });
  late.close();
  expect(await late.answer(request, pause)).toEqual(refusal);
  const definitionOfAnother = nameDefinition(manifestDefinition({ mime: "image/jpeg" }), "77".repeat(32));
  const other = signOnce("/nowhere", { order: { ...order, definition: definitionOfAnother } });
  expect(await other.answer(request, pause)).toEqual(refusal);
});

/** The paths of JUMBF content boxes (ISO/IEC 19566-5) whose bytes differ between two manifest stores of one shape. */
function differences(first: Uint8Array, second: Uint8Array): string[] {
  const others = new Map(leaves(second, ""));
  return leaves(first, "")
    .filter(([path, bytes]) => Buffer.compare(bytes, others.get(path) ?? new Uint8Array()) !== 0)
    .map(([path]) => path.replace(/urn:c2pa:[0-9a-f-]{36}/, "<label>"));
}

function leaves(bytes: Uint8Array, parent: string): [string, Uint8Array][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: { type: string; content: Uint8Array }[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at) || bytes.length - at;
    boxes.push({
      type: Buffer.from(bytes).toString("latin1", at + 4, at + 8),
      content: bytes.subarray(at + 8, at + length),
    });
    at += length;
  }
  const description = boxes.find((box) => box.type === "jumd")?.content;
  const end = description ? description.indexOf(0, 17) : -1;
  const label = description ? Buffer.from(description).toString("utf8", 17, end) : "";
  return boxes.flatMap(({ type, content }): [string, Uint8Array][] =>
    type === "jumb" ? leaves(content, `${parent}${label}/`) : [[`${parent}${label}/${type}`, content]],
  );
}
