import { verb } from "../ports/ctx.ts";
import { identityDetail, keyServiceInput } from "./schema.ts";
import { takeIn } from "./take-in.ts";

export const connectKeyService = verb({
  name: "identity.connect-key-service",
  summary: "Take in a certificate chain whose key AWS KMS holds, once a trial signature reads back Trusted",
  scope: "identity.manage",
  input: keyServiceInput,
  output: identityDetail,
  run: (ctx, { name, makeDefault, ...candidate }) =>
    takeIn(ctx, { kind: "kms", ...candidate }, { action: "identity.connect-key-service", name, makeDefault }),
});
