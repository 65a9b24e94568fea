import type { Bulk } from "./bulk.ts";
import type { Certificates } from "./certificates.ts";
import type { Jobs } from "./jobs.ts";
import type { Limits } from "./limits.ts";
import type { MediaEngine } from "./media.ts";
import type { Metrics } from "./metrics.ts";
import type { ReportFiles } from "./report-files.ts";
import type { Revocation } from "./revocation.ts";
import type { Scratch } from "./scratch.ts";
import type { Sealer } from "./sealer.ts";
import type { Signals } from "./signals.ts";
import type { MakeDevelopmentIdentity, OpenSigner, ReadKmsPublicKey } from "./signer.ts";
import type { CheckStamp, OpenStamper } from "./stamper.ts";
import type { OpenStore } from "./store.ts";
import type { Tokens } from "./tokens.ts";
import type { Web } from "./web.ts";

/** The outside world as the nouns see it. `lib/wire.ts` fills it, once per process. */
export interface Ports {
  openStore: OpenStore;
  openSigner: OpenSigner;
  readKmsPublicKey: ReadKmsPublicKey;
  makeDevelopmentIdentity: MakeDevelopmentIdentity;
  openStamper: OpenStamper;
  checkStamp: CheckStamp;
  certificates: Certificates;
  media: MediaEngine;
  sealer: Sealer;
  jobs: Jobs;
  scratch: Scratch;
  reportFiles: ReportFiles;
  bulk: Bulk;
  signals: Signals;
  passwords: Passwords;
  tokens: Tokens;
  limits: Limits;
  metrics: Metrics;
  web: Web;
  revocation: Revocation;
  policy: Policy;
  /** Aborted when this process was told to end: what works for long finishes what it has in hand and returns. */
  ending: AbortSignal;
}

/** argon2id with the parameters of OWASP's password storage cheat sheet. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** What whoever runs this installation allows in it. */
export interface Policy {
  /** `closed`: strangers make neither accounts nor workspaces without an invitation. */
  readonly signUp: "open" | "closed";
  /** Where people and their browsers reach it: what links that it gives out begin with. */
  readonly consoleUrl: string;
  /** What the runs of one workspace, and those that sign with one identity, may have at work over all processes. */
  readonly tenantAtOnce: ObjectsAtOnce;
  readonly signerAtOnce: ObjectsAtOnce;
}

/** Objects worked on at once, and objects claimed at once. */
export interface ObjectsAtOnce {
  readonly concurrency: number;
  readonly maxInflight: number;
}
