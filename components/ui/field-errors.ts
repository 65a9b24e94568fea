import type { ActionError } from "@/lib/edge/action.ts";

/** What is wrong with each field of a form, by its name. */
export type FieldErrors = Record<string, string>;

/** The rejected fields of a refused call, by the last part of their path (`location.root` is `root`), each with its first complaint. */
export function fieldErrorsOf(error: ActionError): FieldErrors {
  const fields = error.details?.fields;
  if (!Array.isArray(fields)) return {};
  const errors: FieldErrors = {};
  for (const { path, message } of fields as { path: string; message: string }[])
    errors[path.split(".").at(-1) ?? path] ??= message.slice(0, 1).toUpperCase() + message.slice(1);
  return errors;
}
