"use client";

import { useState } from "react";
import type { ActionResult } from "@/lib/edge/action.ts";
import { type FieldErrors, fieldErrorsOf } from "./field-errors.ts";

export interface FormCall {
  /** The form's `action`: React keeps a submit that came before the scripts, and passwords out of the address. */
  submit: () => Promise<void>;
  /** What was refused as a whole; null where single fields were. */
  problem: string | null;
  errors: FieldErrors;
  /** Forgets both, as when a dialog opens anew. */
  clear: () => void;
}

/** One server action behind a form: calls it, keeps what it refused, and hands on what it answered. */
export function useFormCall<T>(call: () => Promise<ActionResult<T>>, onDone: (value: T) => void): FormCall {
  const [problem, setProblem] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  function clear() {
    setProblem(null);
    setErrors({});
  }
  async function submit() {
    try {
      const result = await call();
      clear();
      if (result.ok) return onDone(result.value);
      const rejected = fieldErrorsOf(result.error);
      setErrors(rejected);
      if (Object.keys(rejected).length === 0) setProblem(result.error.message);
    } catch {
      setProblem("The server could not be reached. Nothing was changed; try again.");
    }
  }
  return { submit, problem, errors, clear };
}
