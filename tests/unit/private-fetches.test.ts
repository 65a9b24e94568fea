import { expect, test } from "vitest";
import { makeWeb } from "../../lib/adapters/net/web.ts";
import { testWiring } from "../support/wiring.ts";

const ask = (env: Record<string, string>) => {
  const wiring = testWiring({ url: "postgres://nobody@127.0.0.1:1/none" }, { env });
  return wiring.ports.web.send({ url: "http://127.0.0.1:9/", bytesMax: 1, timeoutMs: 2_000 }).finally(wiring.close);
};
const refused = { code: "invalid", details: { what: "address" } };

test("whoever allows buckets in their own network does not open it to what strangers name", async () => {
  await expect(ask({ C2C_ALLOW_PRIVATE_ENDPOINTS: "1", C2C_ALLOW_PRIVATE_FETCHES: "" })).rejects.toMatchObject(refused);
  await expect(ask({ C2C_ALLOW_PRIVATE_FETCHES: "1" })).rejects.toMatchObject({ code: "upstream" });
});

test("a metadata service is not asked for a stranger, whatever is allowed", async () => {
  const asked = makeWeb({ allowPrivate: true }).send({ url: "http://169.254.169.254/", bytesMax: 1, timeoutMs: 2_000 });
  await expect(asked).rejects.toMatchObject(refused);
});

test("what nobody signed is asked by https alone, and by http only on loopback where that is allowed", async () => {
  const ask = (url: string, allowPrivate: boolean) =>
    makeWeb({ allowPrivate }).send({ url, httpsOnly: true, bytesMax: 1, timeoutMs: 2_000 });
  const insecure = { ...refused, message: expect.stringContaining("must use https") };
  for (const url of ["http://example.com/list.pem", "http://127.0.0.1/list.pem"])
    await expect(ask(url, false)).rejects.toMatchObject(insecure);
  for (const url of ["http://example.com/list.pem", "http://10.0.0.7/list.pem", "http://127.example.com/"])
    await expect(ask(url, true)).rejects.toMatchObject(insecure);
  await expect(ask("http://127.0.0.1:9/", true)).rejects.toMatchObject({ code: "upstream" });
});
