import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openPemSigner } from "../../lib/adapters/signer/pem-signer.ts";
import type { Desk } from "../../lib/cli/desk.ts";
import type { VerifyFlags } from "../../lib/cli/verify.ts";
import { verifyWork } from "../../lib/cli/verify-work.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { stampRoomBytes } from "../../lib/media/stamp-header.ts";
import { stampImprint, withStamp } from "../../lib/media/stamp-store.ts";
import { nameDefinition } from "../../lib/plan/manifest-definition.ts";
import type { Signer } from "../../lib/ports/signer.ts";
import { inspectProof } from "../../lib/proof/inspect.ts";
import { intentOf } from "../../lib/run/intent-of.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { openSigner } from "../../lib/signer-identity/open-signer.ts";
import { clearProfile } from "../../lib/stamper/clear.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import { openService } from "../../lib/stamper/open-service.ts";
import { keepAnchors, keptAnchorsMax } from "../../lib/stamper/rows.ts";
import { loadTrustFile } from "../../lib/trust/load-file.ts";
import type { Wiring } from "../../lib/wire.ts";
import { makeChain, makeRoot, type TestChain } from "../support/certificates.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makePicture, openSigningBench, type SigningBench } from "../support/signing.ts";
import { authorityOf, openAuthority } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

const secondsOfDay = 86_400;

describe.skipIf(!hasOpenssl)("what a stamp is for (skipped without openssl)", () => {
  let db: TestDatabase;
  let wiring: Wiring;
  let bench: SigningBench;
  let tsa: Tsa;
  let picture: Uint8Array;
  beforeAll(async () => {
    db = await testDatabase();
    wiring = testWiring(db);
    bench = await openSigningBench({ parallel: 1 });
    tsa = await startTsa();
    picture = await makePicture("jpeg");
    // The first signature of a process takes longest, and a certificate below has only seconds.
    await bench.sign(picture, "image/jpeg", "remote");
  });
  afterAll(async () => {
    await tsa?.close();
    await bench?.close();
    await wiring?.close();
    await db?.close();
  });

  /** Signed by this chain and stamped by the profile's authority, as a run does. */
  async function stamped({ owner }: TestTenant, chain: TestChain | Signer): Promise<Uint8Array> {
    const signer = "facts" in chain ? openPemSigner(chain.facts, chain.privateKeyPem) : chain;
    const { output, label } = await bench.sign(picture, "image/jpeg", "remote", signer);
    const stamper = owner.ports.openStamper(await openService(owner, "std"));
    try {
      const { token } = await stamper.stamp(stampImprint(output, label));
      return withStamp(output, label, token) ?? new Uint8Array();
    } finally {
      await stamper.close();
    }
  }

  function inspect({ owner }: TestTenant, manifest: Uint8Array) {
    return owner.ports.scratch.within(async (folder) => {
      const [path, manifestPath] = [join(folder, "file"), join(folder, "manifest")];
      await owner.ports.scratch.write(path, picture);
      await owner.ports.scratch.write(manifestPath, manifest);
      return inspectProof(owner, { path, name: "a.jpg", manifestPath });
    });
  }
  const successes = (found: { codes: { code: string; kind: string }[] }) =>
    found.codes.filter(({ kind }) => kind === "success").map(({ code }) => code);

  test("a stamped manifest is Trusted after its certificate's end, though the profile was cleared; an unstamped one is not", async () => {
    const tenant = await makeTenant(wiring);
    await configureProfile(tenant.owner, { ...authorityOf(tsa), profile: "std" });
    const chain = await makeChain("es256", { leaf: { until: 8 / secondsOfDay } });
    await loadTrustFile(tenant.owner, { name: "Agency", pem: chain.root.pem });
    const manifest = await stamped(tenant, chain);
    const unstamped = await bench.sign(
      picture,
      "image/jpeg",
      "remote",
      openPemSigner(chain.facts, chain.privateKeyPem),
    );
    // Another authority, and then none: what the old one stamped leads to it still.
    await configureProfile(tenant.owner, { ...authorityOf(tsa), profile: "std", anchorsPem: (await makeRoot()).pem });
    await clearProfile(tenant.owner, { profile: "std" });
    // The engine goes by the machine's own clock, which no test moves: the certificate's end is waited for.
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(chain.facts.notAfter.getTime() + 1000), 12_000);
    const found = await inspect(tenant, manifest);
    expect(found).toMatchObject({ state: "Trusted", anchors: 1 });
    expect(successes(found)).toContain("timeStamp.trusted");
    expect(found.sentences.join(" ")).toContain("shows that the manifest existed by then");
    expect((await inspect(tenant, unstamped.output)).state).not.toBe("Trusted");
    // Nobody's stamp but one that this very workspace named an authority for.
    const stranger = await makeTenant(wiring);
    await loadTrustFile(stranger.owner, { name: "Agency", pem: chain.root.pem });
    const elsewhere = await inspect(stranger, manifest);
    expect(elsewhere.state).not.toBe("Trusted");
    expect(elsewhere.sentences.join(" ")).not.toContain("shows that the manifest existed");
  });

  test("a copy that is stamped later outlasts its certificate; an Update Manifest over an unstamped one falls with it", async () => {
    const tenant = await makeTenant(wiring);
    await configureProfile(tenant.owner, { ...authorityOf(tsa), profile: "std" });
    const chain = await makeChain("es256", { leaf: { until: 8 / secondsOfDay } });
    await loadTrustFile(tenant.owner, { name: "Agency", pem: chain.root.pem });
    const signer = openPemSigner(chain.facts, chain.privateKeyPem);
    const settings = { mode: "embed", preserveEmbed: "update" } as const;
    const mime = "image/jpeg";
    const intent = { contentSha256: sha256Hex(picture), mime, settings, signerKeyId: signer.keyId, stampRoomBytes };
    const { definition } = intentOf(intent);
    const found = await tenant.owner.ports.scratch.within(async (folder) => {
      const at = (name: string) => join(folder, name);
      const { engine } = bench;
      const sizeBytes = picture.byteLength;
      await writeFile(at("picture"), picture);
      const room = { mime, mode: "embed", signer, stampRoomBytes, update: true } as const;
      const job = { ...room, definition, path: at("picture"), sizeBytes, outputPath: at("unstamped") };
      await engine.sign({ ...job, stamp: async () => null });
      const look = { sizeBytes, mime, manifestPath: null, anchorsPem: "", storeOutputPath: at("store") };
      await engine.validate({ ...look, path: at("unstamped") });
      const authority = openAuthority(tsa);
      const token = await authority.tokenOver(stampImprint(await readFile(at("store")), definition.label));
      const { label } = definition;
      await engine.restamp({ path: at("unstamped"), sizeBytes, mime, label, token, outputPath: at("stamped") });
      const above = nameDefinition({ ...definition, assertions: [] }, "ab".repeat(32));
      const update = { ...room, definition: above, path: at("unstamped"), sizeBytes, outputPath: at("update") };
      await engine.sign({ ...update, stamp: (imprint) => authority.tokenOver(imprint) });
      await authority.close();
      const inspectAll = () =>
        Promise.all(
          ["unstamped", "stamped", "update"].map((name) =>
            inspectProof(tenant.owner, { path: at(name), name: "a.jpg", manifestPath: null }),
          ),
        );
      const states = (seen: Awaited<ReturnType<typeof inspectAll>>) => seen.map(({ state }) => state);
      const before = states(await inspectAll());
      await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(chain.facts.notAfter.getTime() + 1000), 12_000);
      return { before, after: states(await inspectAll()) };
    });
    expect(found.before).toEqual(["Trusted", "Trusted", "Trusted"]);
    expect(found.after).toEqual([
      expect.not.stringMatching("Trusted"),
      "Trusted",
      expect.not.stringMatching("Trusted"),
    ]);
  });

  test("an authority's root makes its stamps trusted, and never a signer", async () => {
    const tenant = await makeTenant(wiring);
    const chain = await makeChain("es256");
    await loadTrustFile(tenant.owner, { name: "Another agency", pem: (await makeRoot()).pem });
    await configureProfile(tenant.owner, {
      ...authorityOf(tsa, { anchorsPem: `${tsa.anchorPem}${chain.root.pem}` }),
      profile: "std",
    });
    const found = await inspect(tenant, await stamped(tenant, chain));
    expect(found.state).toBe("Valid");
    expect(successes(found)).not.toContain("signingCredential.trusted");
  });

  test("the command line finds a run's stamped manifest by its name, and counts the stamp", async () => {
    const tenant = await makeTenant(wiring);
    const { owner, system } = tenant;
    await configureProfile(owner, { ...authorityOf(tsa), profile: "std" });
    const { id } = await ensureDevelopmentIdentity(owner, {});
    const signer = await openSigner(system, id);
    const settings = { mode: "remote", preserveEmbed: "parent" } as const;
    const facts = { contentSha256: sha256Hex(picture), mime: "image/jpeg", settings, signerKeyId: signer.keyId };
    const { intentSha256 } = intentOf({ ...facts, stampRoomBytes });
    const folder = await mkdtemp(join(tmpdir(), "c2c-verify-"));
    const said = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      await mkdir(join(folder, "c2pa/manifests"), { recursive: true });
      await writeFile(join(folder, "a.jpg"), picture);
      await writeFile(join(folder, `c2pa/manifests/${intentSha256}.stamped.c2pa`), await stamped(tenant, signer));
      const withLocal: Desk["withLocal"] = (_, work) => work({ ctx: system } as Parameters<typeof work>[0]);
      const ofRuns = { route: [], transforms: [] } as Partial<VerifyFlags>;
      const flags = { manifestPrefix: "c2pa/manifests/", revocation: "none", json: true, ...ofRuns } as VerifyFlags;
      const desk = { signal: new AbortController().signal, withLocal };
      expect(await verifyWork(desk, [join(folder, "a.jpg")], flags)).toBe("success");
      const [{ validation }] = JSON.parse(String(said.mock.calls.at(-1)?.[0]));
      expect(validation.state).toBe("Trusted");
      expect(successes(validation)).toContain("timeStamp.trusted");
    } finally {
      said.mockRestore();
      await rm(folder, { recursive: true });
    }
  });

  test("of the anchors that a workspace ever named, too many to be true are refused", async () => {
    const { owner, tenantId } = await makeTenant(wiring);
    await configureProfile(owner, { ...authorityOf(tsa), profile: "std" });
    const more = Array.from({ length: keptAnchorsMax - 1 }, (_, n) => String(n));
    await wiring.database.within(tenantId, async (tx) => {
      for (const text of more) await keepAnchors(tx, tenantId, text, new Date());
    });
    const other = { ...authorityOf(tsa), anchorsPem: (await makeRoot()).pem, profile: "std" as const };
    await expect(configureProfile(owner, other)).rejects.toMatchObject({ code: "limit" });
    await configureProfile(owner, { ...authorityOf(tsa), profile: "low-latency" });
  });
});
