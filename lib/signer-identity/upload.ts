import { verb } from "../ports/ctx.ts";
import { identityDetail, uploadInput } from "./schema.ts";
import { takeIn } from "./take-in.ts";

export const uploadIdentity = verb({
  name: "identity.upload",
  summary: "Take in a certificate chain and its key as a signing identity, once a trial signature reads back Trusted",
  scope: "identity.manage",
  input: uploadInput,
  output: identityDetail,
  run: (ctx, { name, makeDefault, ...candidate }) =>
    takeIn(ctx, { kind: "uploaded", ...candidate }, { action: "identity.upload", name, makeDefault }),
});
