import canonicalize from "canonicalize";

/** What a receipt may hold: no floats, no sparse arrays, no lone surrogates; wide numbers and money are strings. */
export type CanonicalValue = null | boolean | number | string | CanonicalValue[] | { [name: string]: CanonicalValue };

/**
 * The RFC 8785 canonical bytes of a value, strictly: a value outside `CanonicalValue` is refused with a TypeError
 * that names its path, rather than written some other way.
 */
export function canonicalBytes(value: unknown): Uint8Array<ArrayBuffer> {
  assertCanonical(value, "$");
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("nothing to canonicalize");
  return new Uint8Array(new TextEncoder().encode(text));
}

/** `canonicalBytes` as text. */
export function canonicalText(value: unknown): string {
  return new TextDecoder().decode(canonicalBytes(value));
}

/** Throws a TypeError naming the path of the first value that canonical JSON must not hold. */
export function assertCanonical(value: unknown, path: string): asserts value is CanonicalValue {
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError(`${path} holds a lone surrogate`);
    return;
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`${path} is no safe integer`);
    return;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (!(i in value)) throw new TypeError(`${path}[${i}] is a hole`);
      assertCanonical(value[i], `${path}[${i}]`);
    }
    return;
  }
  if (typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    for (const [name, part] of Object.entries(value)) {
      if (!name.isWellFormed()) throw new TypeError(`${path} has a name with a lone surrogate`);
      assertCanonical(part, `${path}.${name}`);
    }
    return;
  }
  throw new TypeError(`${path} is no plain JSON value`);
}
