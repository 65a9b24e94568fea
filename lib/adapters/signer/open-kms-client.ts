import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { KMSClient } from "@aws-sdk/client-kms";
import { Fault } from "../../kernel/fault.ts";
import type { KmsSecret } from "../../ports/signer.ts";
import { type GuardOptions, guardedLookup, vetUrl } from "../net/guard.ts";

export interface KmsOptions {
  guard: GuardOptions;
  /** Lets an identity sign with the credentials of this process's surroundings. The operator's decision, never a tenant's. */
  ambientCredentials: boolean;
  /** One call, its second try included, may take about twice as long. 10 seconds by default. */
  timeoutMs?: number;
}

export type OpenKmsClient = (secret: KmsSecret) => KMSClient;

/**
 * Opens the AWS SDK's client behind the outgoing guard. Connections are kept for all clients of the process, so that one
 * signature after another costs no handshake; idle ones hold nothing up and are closed by their time-out.
 */
export function makeOpenKmsClient({ guard, ambientCredentials, timeoutMs = 10_000 }: KmsOptions): OpenKmsClient {
  const kept = { keepAlive: true, maxSockets: 64, timeout: 60_000, lookup: guardedLookup(guard) };
  const agents = { httpAgent: new HttpAgent(kept), httpsAgent: new HttpsAgent(kept) };
  return ({ region, endpoint, credentials }) => {
    if (!credentials && !ambientCredentials)
      throw new Fault(
        "precondition",
        "This identity names no access key, and this installation lends its own to nobody. Give an access key, or have the operator set C2C_KMS_AMBIENT_CREDENTIALS=1.",
        { details: { what: "identity" } },
      );
    return new KMSClient({
      region,
      ...(endpoint === null ? {} : { endpoint: vetUrl(endpoint, guard).href }),
      ...(credentials ? { credentials: { ...credentials, sessionToken: credentials.sessionToken as string } } : {}),
      maxAttempts: 2,
      requestHandler: {
        ...agents,
        connectionTimeout: Math.min(5_000, timeoutMs),
        requestTimeout: timeoutMs,
        throwOnRequestTimeout: true,
      },
    });
  };
}
