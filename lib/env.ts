import { z } from "zod";
import { Fault } from "./kernel/fault.ts";

const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((text) => text === "1");
const base64Key = z
  .string()
  .refine((text) => Buffer.from(text, "base64url").length === 32, "must be 32 bytes in base64url");

const common = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Master key of sealed secrets; the pepper of API keys is derived from it. */
  C2C_SECRET_KEY: base64Key,
  C2C_DATA_DIR: z.string().default(".data"),
  /** The console's public address. */
  NEXTAUTH_URL: z.url().default("http://127.0.0.1:3000"),
  NEXTAUTH_SECRET: z.string().min(32),
  /**
   * Lets buckets, key services and time-stamp authorities, which members of a workspace name, live on loopback and
   * private addresses: for tests and for stores in one's own network.
   */
  C2C_ALLOW_PRIVATE_ENDPOINTS: flag,
  /**
   * Lets what anybody names be fetched from there too: the image to inspect, what a file says of where its manifest is,
   * a certificate's OCSP responder, a trust list. Whoever may call this installation can then look around in its
   * network: for tests, and where all of them may.
   */
  C2C_ALLOW_PRIVATE_FETCHES: flag,
  /** Lets identities of a key service sign with this process's own AWS credentials (environment, role): for one's own workspaces. */
  C2C_KMS_AMBIENT_CREDENTIALS: flag,
  /** Folders below which `fs` buckets may live, separated by `:`; empty refuses all of them. */
  C2C_FS_ROOTS: z
    .string()
    .default("")
    .transform((text) => text.split(":").filter(Boolean)),
  C2C_SIGN_UP: z.enum(["open", "closed"]).default("open"),
  /** Behind a reverse proxy: take a caller's address from the last entry of X-Forwarded-For. */
  C2C_TRUST_PROXY: flag,
  C2C_METRICS_TOKEN: z.string().min(16).optional(),
  C2C_MEDIA_PARALLEL: z.coerce.number().int().min(1).max(256).optional(),
  C2C_MEDIA_MEMORY_MB: z.coerce.number().int().min(128).default(1024),
  C2C_ASSET_DEADLINE_MS: z.coerce.number().int().min(100).default(12_000),
  C2C_ASSET_DEADLINE_MS_PER_MB: z.coerce.number().int().min(0).default(250),
  /** Objects of one workspace, and objects signed with one identity, worked on and claimed at once over all processes. */
  C2C_TENANT_CONCURRENCY: z.coerce.number().int().min(1).default(1_024),
  C2C_TENANT_MAX_INFLIGHT: z.coerce.number().int().min(1).default(16_384),
  C2C_SIGNER_CONCURRENCY: z.coerce.number().int().min(1).default(512),
  C2C_SIGNER_MAX_INFLIGHT: z.coerce.number().int().min(1).default(8_192),
  /** Slices at work at once: of one workspace, and of all of them. */
  C2C_TENANT_SLICES: z.coerce.number().int().min(1).default(2),
  C2C_SLICES: z.coerce.number().int().min(1).default(4),
  C2C_LEASE_MS: z.coerce.number().int().min(500).default(60_000),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
});

const embedded = common.extend({ C2C_ENGINE: z.literal("embedded") });
const server = common.extend({
  C2C_ENGINE: z.literal("server"),
  INNGEST_BASE_URL: z.url(),
  INNGEST_EVENT_KEY: z.string().min(1),
  INNGEST_SIGNING_KEY: z.string().min(1),
  /** Where a worker answers that server's calls. */
  C2C_WORKER_HOST: z.string().default("127.0.0.1"),
  C2C_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
});

const schema = z.preprocess(
  (raw) => ({ C2C_ENGINE: "embedded", ...(raw as Record<string, unknown>) }),
  z.discriminatedUnion("C2C_ENGINE", [embedded, server]),
);
export type Env = z.output<typeof schema>;

let parsed: Env | undefined;

/** The environment, checked on first use. Throws Fault `precondition` that names every variable that is wrong. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** `env` over any record: for tests and for the CLI, which composes its own. Empty strings count as unset. */
export function parseEnv(raw: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined && value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Fault("precondition", `The environment is not complete. ${problems.join("; ")}`, { details: { problems } });
}
