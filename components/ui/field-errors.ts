import type { ActionError } from "@/lib/edge/action.ts";

/** What is wrong with each field of a form, by its name. */
export type FieldErrors = Record<string, string>;

/** The rejected fields of a refused call, by the last part of their path: `location.root` is `root`. */
export function fieldErrorsOf(error: ActionError): FieldErrors {
  const fields = error.details?.fields;
  if (!Array.isArray(fields)) return {};
  return Object.fromEntries(
    fields.map(({ path, message }: { path: string; message: string }) => [path.split(".").at(-1), message]),
  );
}
