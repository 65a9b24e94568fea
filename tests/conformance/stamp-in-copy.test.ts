import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hex, sha256Hex } from "../../lib/kernel/bytes.ts";
import { findSignature } from "../../lib/media/find-signature.ts";
import { formats } from "../../lib/media/formats.ts";
import { stampRoomBytes } from "../../lib/media/stamp-header.ts";
import { stampImprint, stampToken, withStamp } from "../../lib/media/stamp-store.ts";
import type { SignOrder, Validation } from "../../lib/ports/media.ts";
import { intentOf } from "../../lib/run/intent-of.ts";
import { makeGate } from "../support/launched-run.ts";
import { makers } from "../support/make-media.ts";
import { makePicture, openSigningBench, type SigningBench } from "../support/signing.ts";
import { openAuthority } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";

describe.skipIf(!hasOpenssl)("a token in a signed copy (skipped without openssl)", () => {
  let bench: SigningBench;
  let tsa: Tsa;
  let authority: ReturnType<typeof openAuthority>;
  let folder: string;
  let files = 0;
  beforeAll(async () => {
    bench = await openSigningBench({ parallel: 1 });
    tsa = await startTsa();
    authority = openAuthority(tsa);
    folder = await mkdtemp(join(tmpdir(), "c2c-copies-"));
  });
  afterAll(async () => {
    await authority.close();
    await bench.close();
    await tsa.close();
    await rm(folder, { recursive: true });
  });

  const nextPath = () => join(folder, String(files++));
  async function put(bytes: Uint8Array): Promise<string> {
    const path = nextPath();
    await writeFile(path, bytes);
    return path;
  }

  /** A signed copy with room for a token; stamped where `stamp` gives one. */
  async function signCopy(
    bytes: Uint8Array,
    mime: string,
    stamp: NonNullable<SignOrder["stamp"]>,
    signer = bench.signer,
  ) {
    const path = await put(bytes);
    const settings = { mode: "embed" as const, preserveEmbed: "parent" as const };
    const facts = { contentSha256: sha256Hex(bytes), mime, settings, signerKeyId: signer.keyId, stampRoomBytes };
    const { definition } = intentOf(facts);
    const outputPath = nextPath();
    const order = { mime, mode: "embed" as const, definition, signer, stampRoomBytes, stamp };
    await bench.engine.sign({ ...order, path, sizeBytes: bytes.byteLength, outputPath });
    return { label: definition.label, output: await readFile(outputPath), path: outputPath };
  }

  async function look(path: string, mime: string): Promise<{ validation: Validation; store: Uint8Array }> {
    const storeOutputPath = nextPath();
    const { byteLength: sizeBytes } = await readFile(path);
    const job = { path, sizeBytes, mime, manifestPath: null, anchorsPem: bench.signer.anchorPem, storeOutputPath };
    return { validation: await bench.engine.validate(job), store: await readFile(storeOutputPath) };
  }

  async function restamp(path: string, mime: string, label: string, token: Uint8Array | null) {
    const outputPath = nextPath();
    const { byteLength: sizeBytes } = await readFile(path);
    const why = await bench.engine.restamp({ path, sizeBytes, mime, label, token, outputPath });
    expect(existsSync(outputPath)).toBe(why === null);
    return why === null ? { path: outputPath, output: await readFile(outputPath) } : why;
  }

  const successes = ({ codes }: Validation) => codes.filter(({ kind }) => kind === "success").map(({ code }) => code);

  test.each(formats.filter(({ embed }) => embed === true))(
    "$name: stamped as it is signed, or afterwards, it reads back Trusted with the stamp; taken out again it is the file it was",
    async ({ mime }) => {
      const source = (await makers[mime]?.()) ?? new Uint8Array();
      const asked: string[] = [];
      const stamped = await signCopy(source, mime, async (imprint) => {
        asked.push(hex(imprint));
        return authority.tokenOver(imprint);
      });
      const first = await look(stamped.path, mime);
      expect(first.validation.state).toBe("Trusted");
      expect(successes(first.validation)).toContain("timeStamp.validated");
      expect(asked).toEqual([hex(stampImprint(first.store, stamped.label))]);

      const owing = await signCopy(source, mime, async () => null);
      const unstamped = await look(owing.path, mime);
      expect(unstamped.validation.state).toBe("Trusted");
      expect(stampToken(unstamped.store, owing.label)).toBeNull();
      const token = await authority.tokenOver(stampImprint(unstamped.store, owing.label));
      const later = await restamp(owing.path, mime, owing.label, token);
      if (typeof later === "string") throw new Error(later);
      expect(later.output.byteLength).toBe(owing.output.byteLength);
      const paid = await look(later.path, mime);
      expect(paid.validation.state).toBe("Trusted");
      expect(paid.validation.activeManifest?.label).toBe(owing.label);
      expect(successes(paid.validation)).toContain("timeStamp.validated");
      expect(hex(paid.store)).toBe(hex(withStamp(unstamped.store, owing.label, token) ?? new Uint8Array()));

      const back = await restamp(later.path, mime, owing.label, null);
      expect(typeof back === "string" ? back : sha256Hex(back.output)).toBe(sha256Hex(owing.output));
    },
  );

  test("a store that a JPEG holds in several segments is stamped across them", async () => {
    let copy = await signCopy(await makePicture("jpeg"), "image/jpeg", async () => null);
    // Each keeps the one before as its parent, until the last signature lies across the end of a segment.
    for (let n = 0; n < 3; n++) copy = await signCopy(copy.output, "image/jpeg", async () => null);
    const { store } = await look(copy.path, "image/jpeg");
    const { unprotectedAt, unprotected } = findSignature(store, copy.label);
    const segmentEnd = 0xffff - 10;
    expect(unprotectedAt).toBeLessThan(segmentEnd);
    expect(unprotectedAt + unprotected.length).toBeGreaterThan(segmentEnd);
    const token = await authority.tokenOver(stampImprint(store, copy.label));
    const later = await restamp(copy.path, "image/jpeg", copy.label, token);
    if (typeof later === "string") throw new Error(later);
    const paid = await look(later.path, "image/jpeg");
    expect(paid.validation.state).toBe("Trusted");
    expect(successes(paid.validation)).toContain("timeStamp.validated");
  });

  test("what cannot be stamped is told and leaves no file: too long a token, another's label, no manifest", async () => {
    const picture = await makePicture("png");
    const copy = await signCopy(picture, "image/png", async () => null);
    expect(await restamp(copy.path, "image/png", copy.label, new Uint8Array(20_000))).toContain("no room");
    expect(await restamp(copy.path, "image/png", "urn:c2pa:another", null)).toContain("boxes are called");
    expect(await restamp(await put(picture), "image/png", copy.label, null)).toContain("no manifest store");
  });

  test("the checksum of a PNG's chunk is right after it was stamped", async () => {
    const copy = await signCopy(await makePicture("png"), "image/png", async () => null);
    const { store } = await look(copy.path, "image/png");
    const later = await restamp(
      copy.path,
      "image/png",
      copy.label,
      await authority.tokenOver(stampImprint(store, copy.label)),
    );
    if (typeof later === "string") throw new Error(later);
    const bytes = later.output;
    const names: string[] = [];
    for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
      const end = at + 8 + bytes.readUInt32BE(at);
      expect(crc32(bytes.subarray(at + 4, end))).toBe(bytes.readUInt32BE(end));
      names.push(bytes.toString("latin1", at + 4, at + 8));
    }
    expect(names).toContain("caBX");
  });

  test("however many wait for a slow authority, who asks for nothing of it is served at once, by no more processes than there may be", async () => {
    const picture = await makePicture("jpeg");
    const { pass, reached, open } = makeGate();
    const waiting = Array.from({ length: 7 }, () =>
      signCopy(picture, "image/jpeg", async () => {
        await pass();
        return null;
      }),
    );
    await reached;
    for (let n = 0; n < 3; n++) expect((await bench.inspect(picture)).mime).toBe("image/jpeg");
    expect(bench.engine.pids().length).toBeLessThanOrEqual(5);
    open();
    expect(await Promise.all(waiting)).toHaveLength(7);
    expect(bench.engine.pids().length).toBeLessThanOrEqual(5);
  });

  test("while one waits for its stamp another is signed in its place; a process that dies waiting fails its own asset alone", async () => {
    const picture = await makePicture("jpeg");
    // There is one place to work in: had the first kept it, each would wait for the other for ever.
    const first = await signCopy(picture, "image/jpeg", async (imprint) => {
      await signCopy(picture, "image/jpeg", async () => null);
      return authority.tokenOver(imprint);
    });
    expect(stampToken((await look(first.path, "image/jpeg")).store, first.label)).not.toBeNull();
    const dying = signCopy(picture, "image/jpeg", async () => {
      for (const pid of bench.engine.pids()) process.kill(pid, "SIGKILL");
      return null;
    });
    await expect(dying).rejects.toMatchObject({ code: "limit", details: { what: "killed" } });
    await vi.waitFor(() => expect(bench.engine.pids()).toEqual([]), 10_000);
    expect((await signCopy(picture, "image/jpeg", async () => null)).output.byteLength).toBeGreaterThan(0);
  });
});
