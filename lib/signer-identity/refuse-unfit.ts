import { Fault } from "../kernel/fault.ts";

type Candidate = { name: string; retiredAt: Date | null; successorId: string | null; notAfter: Date };

/** For what is to sign from now on. Throws Fault `precondition` for an identity that was retired, is over, or has a successor. */
export function refuseUnfit({ name, retiredAt, successorId, notAfter }: Candidate, now: Date): void {
  const refuse = (why: string) => {
    throw new Fault("precondition", why, { details: { what: "identity" } });
  };
  if (retiredAt) refuse(`The signing identity ${name} was retired. Take another.`);
  if (notAfter <= now) refuse(`The certificate of ${name} ended at ${notAfter.toISOString()}. Take another identity.`);
  if (successorId)
    refuse(`The signing identity ${name} was rotated and signs only what was approved before. Take its successor.`);
}
