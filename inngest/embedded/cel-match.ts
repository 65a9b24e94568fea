import { Environment } from "@marcbachmann/cel-js";

const environment = new Environment({ unlistedVariablesAreDyn: true });
const compiled = new Map<string, (values: Record<string, unknown>) => unknown>();

/** Whether a CEL condition holds. No condition holds always; one that cannot be evaluated (a field is missing) does not. */
export function celHolds(condition: string | null | undefined, values: Record<string, unknown>): boolean {
  if (!condition) return true;
  try {
    return program(condition)(values) === true;
  } catch {
    return false;
  }
}

/** A CEL expression's value as text, for lanes and idempotency. A missing field gives null. */
export function celText(expression: string, values: Record<string, unknown>): string | null {
  try {
    const value = program(expression)(values);
    return value === null || value === undefined
      ? null
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  } catch {
    return null;
  }
}

/** A CEL expression's value as a whole number within bounds. What is none, or a missing field, gives 0. */
export function celWhole(expression: string, values: Record<string, unknown>, most: number): number {
  const value = Number(celText(expression, values) ?? 0);
  return Number.isFinite(value) ? Math.max(-most, Math.min(most, Math.trunc(value))) : 0;
}

/** Throws where an expression is no CEL: called at registration, so that a typing error never waits for an event. */
export function program(expression: string): (values: Record<string, unknown>) => unknown {
  let made = compiled.get(expression);
  if (!made) {
    made = environment.parse(expression);
    compiled.set(expression, made);
  }
  return made;
}
