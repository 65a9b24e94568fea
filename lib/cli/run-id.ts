import { InvalidArgumentError } from "commander";
import { type Id, isId } from "../kernel/ids.ts";

/** A run's id as an argument. */
export function runIdOf(text: string): Id<"run"> {
  if (!isId("run", text))
    throw new InvalidArgumentError("A run's id is needed: run_ and 22 characters, as c2c run prints it.");
  return text;
}
