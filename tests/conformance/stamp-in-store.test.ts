import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Builder, CallbackSigner } from "@contentauth/c2pa-node";
import { AsnConvert } from "@peculiar/asn1-schema";
import { TimeStampReq } from "@peculiar/asn1-tsp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sdkSettings } from "../../lib/adapters/media/sdk-settings.ts";
import { checkToken } from "../../lib/adapters/stamper/check-token.ts";
import { makeOpenStamper } from "../../lib/adapters/stamper/rfc3161-stamper.ts";
import { openMemStore } from "../../lib/adapters/store/mem.ts";
import { hex, sha256Hex } from "../../lib/kernel/bytes.ts";
import { findSignature } from "../../lib/media/find-signature.ts";
import { hasStampRoom, stampImprint, stampToken, withStamp } from "../../lib/media/stamp-store.ts";
import type { Stamper } from "../../lib/ports/stamper.ts";
import type { Intent } from "../../lib/run/intend.ts";
import { intentOf } from "../../lib/run/intent-of.ts";
import type { AssetInHand, SigningKit } from "../../lib/run/signing-kit.ts";
import { stampSigned } from "../../lib/run/stamp-signed.ts";
import { storeStamped } from "../../lib/stamp-debt/stamped-store.ts";
import { memoryLimits } from "../support/limits.ts";
import { makePicture, openSigningBench, type SigningBench } from "../support/signing.ts";
import { authorityOf } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";

describe.skipIf(!hasOpenssl)("a token put into a stored manifest (skipped without openssl)", () => {
  let bench: SigningBench;
  let tsa: Tsa;
  let picture: Uint8Array;
  beforeAll(async () => {
    bench = await openSigningBench({ parallel: 1 });
    tsa = await startTsa();
    picture = await makePicture("jpeg");
  });
  afterAll(async () => {
    await bench.close();
    await tsa.close();
  });

  async function tokenOver(imprint: Uint8Array): Promise<Uint8Array> {
    const openStamper = makeOpenStamper({ guard: { allowPrivate: true }, limits: memoryLimits() });
    const { requests: points, windowMs, ...service } = authorityOf(tsa);
    const stamper = openStamper({ ...service, authorization: null, rate: { points, windowMs }, rateKey: "test" });
    try {
      return (await stamper.stamp(imprint)).token;
    } finally {
      await stamper.close();
    }
  }

  test("reads back Trusted with the stamp validated, and every byte outside the unprotected header is the same", async () => {
    const { output, label } = await bench.sign(picture, "image/jpeg", "remote");
    expect(stampToken(output, label)).toBeNull();
    const token = await tokenOver(stampImprint(output, label));
    const stamped = withStamp(output, label, token);
    if (!stamped) throw new Error("there was no room");
    expect(stamped.length).toBe(output.length);
    expect(hex(stampToken(stamped, label) ?? new Uint8Array())).toBe(hex(token));
    const validation = await bench.validate(picture, "image/jpeg", stamped);
    expect(validation.state).toBe("Trusted");
    expect(validation.activeManifest?.label).toBe(label);
    const codes = validation.codes.map(({ code }) => code);
    expect(codes).toContain("timeStamp.validated");
    expect(codes).toContain("claimSignature.validated");
    // The authority is no anchor of the signing identity's: whose stamp counts is decided by the profile's own anchors.
    expect(codes).toContain("timeStamp.untrusted");
    expect(validation.activeManifest?.signer.time).not.toBeNull();
    const expected = { imprint: stampImprint(stamped, label), anchorsPem: tsa.anchorPem, now: new Date() };
    expect((await checkToken(token, expected)).tokenSha256).toBe(sha256Hex(token));
    // Again, and the same: what was there is replaced.
    expect(hex(withStamp(stamped, label, token) ?? new Uint8Array())).toBe(hex(stamped));
  });

  test("a token over another manifest's signature reads back with the stamp mismatched", async () => {
    const first = await bench.sign(picture, "image/jpeg", "remote");
    const second = await bench.sign(picture, "image/jpeg", "remote");
    const foreign = await tokenOver(stampImprint(first.output, first.label));
    const mixed = withStamp(second.output, second.label, foreign);
    const validation = await bench.validate(picture, "image/jpeg", mixed);
    expect(validation.codes.map(({ code }) => code)).not.toContain("timeStamp.validated");
    const expected = { imprint: stampImprint(second.output, second.label), anchorsPem: tsa.anchorPem, now: new Date() };
    await expect(checkToken(foreign, expected)).rejects.toMatchObject({ details: { what: "wrong_imprint" } });
  });

  test("every length that there is room for fits exactly, and one byte more is told as no room", async () => {
    const { output, label } = await bench.sign(picture, "image/jpeg", "remote");
    const lengths = Array.from({ length: 600 }, (_, at) => 3_400 + at);
    const fits = lengths.map((length) => withStamp(output, label, new Uint8Array(length).fill(7)));
    for (const [at, stamped] of fits.entries()) {
      if (!stamped) continue;
      expect(stamped.length).toBe(output.length);
      expect(stampToken(stamped, label)?.length).toBe(lengths[at]);
    }
    const last = fits.findLastIndex((stamped) => stamped !== null);
    // All that the box holds is used but for the few bytes of an empty padding.
    expect(fits.slice(0, last).every((stamped) => stamped !== null)).toBe(true);
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThan(lengths.length - 1);
  });

  test("nothing is stamped but the very signature that was given: a media process that gives back another gets no stamp", async () => {
    const first = await bench.sign(picture, "image/jpeg", "remote");
    const second = await bench.sign(picture, "image/jpeg", "remote");
    const asked: Uint8Array[] = [];
    const stamper: Stamper = {
      async stamp(imprint) {
        asked.push(imprint);
        throw new Error("this far is far enough");
      },
      close: async () => {},
    };
    const kit = {
      settings: { timeoutMs: 1_000 },
      target: { head: async () => null },
      scratch: { read: async () => first.output },
      stamping: { profile: "std", authority: { stamper, anchorsPem: tsa.anchorPem } },
    } as unknown as SigningKit;
    const intent = { order: { definition: { label: first.label } }, storedKey: "x" } as Intent;
    const given = (output: Uint8Array) => findSignature(output, first.label).signature;
    const stampWith = (signature: Uint8Array | null) =>
      stampSigned(kit, {} as AssetInHand, intent, { path: "signed", signature });
    await expect(stampWith(given(second.output))).rejects.toMatchObject({ code: "internal" });
    await expect(stampWith(null)).rejects.toMatchObject({ code: "internal" });
    expect(asked).toEqual([]);
    expect(await stampWith(given(first.output))).toMatchObject({ path: "signed" });
    expect(asked.map(hex)).toEqual([hex(stampImprint(first.output, first.label))]);
  });

  test("a manifest without the room is told of before the authority is asked, which may charge for it", async () => {
    const { output, label } = await bench.sign(picture, "image/jpeg", "remote");
    expect([1_000, 3_000, 20_000].map((bytes) => hasStampRoom(output, label, bytes))).toEqual([true, true, false]);
    const { requests: points, windowMs, ...rest } = authorityOf(tsa);
    const service = { ...rest, authorization: null, rate: { points, windowMs }, rateKey: "test" };
    let requests = 0;
    const openStamper = makeOpenStamper({ guard: { allowPrivate: true }, limits: memoryLimits() });
    const stamper = openStamper(service, () => {
      requests += 1;
    });
    const store = openMemStore();
    const asked = { store, storedKey: "a.c2pa", label, original: output, service, stamper, check: checkToken };
    const when = { now: new Date(), signal: AbortSignal.timeout(20_000) };
    const tooLong = { bytes: 20_000 };
    expect(await storeStamped({ ...asked, ...when, tooLong })).toMatchObject({ kind: "lost", why: "no_room" });
    expect(requests).toBe(0);
    expect(await storeStamped({ ...asked, ...when, tooLong: { bytes: 0 } })).toMatchObject({ kind: "stored" });
    expect(requests).toBe(1);
    await stamper.close();
  });

  test("the imprint is the one that the SDK itself asks an authority for", async () => {
    const asked: Uint8Array[] = [];
    const server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      asked.push(new Uint8Array(AsnConvert.parse(body, TimeStampReq).messageImprint.hashedMessage.buffer));
      const headers = { "content-type": "application/timestamp-query" };
      const answer = await fetch(tsa.url, { method: "POST", body, headers });
      outgoing.writeHead(200, { "content-type": "application/timestamp-reply" });
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const tsaUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { algorithm: alg, chainPem, keyId: signerKeyId } = bench.signer;
    const settings = { mode: "remote" as const, preserveEmbed: "parent" as const };
    const { definition } = intentOf({ contentSha256: sha256Hex(picture), mime: "image/jpeg", settings, signerKeyId });
    const signer = CallbackSigner.newSigner(
      { alg, certs: [Buffer.from(chainPem)], reserveSize: 10_000, tsaUrl, directCoseHandling: false },
      async (bytes: Buffer) => Buffer.from(await bench.signer.sign(Uint8Array.from(bytes))),
    );
    const builder = Builder.withJson(definition as unknown as Parameters<typeof Builder.withJson>[0], sdkSettings());
    builder.setIntent("edit");
    builder.setNoEmbed(true);
    const source = { buffer: Buffer.from(picture), mimeType: "image/jpeg" };
    const store = Uint8Array.from(await builder.signAsync(signer, source, { buffer: null }));
    server.close();
    server.closeAllConnections();
    expect(asked).toHaveLength(1);
    expect(hex(stampImprint(store, definition.label))).toBe(hex(asked[0] ?? new Uint8Array()));
    expect(stampToken(store, definition.label)).not.toBeNull();
  });
});
