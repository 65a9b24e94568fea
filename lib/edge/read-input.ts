import { z } from "zod";
import { Fault } from "../kernel/fault.ts";

const jsonBytesMax = 1024 * 1024;
export type PathParams = Record<string, string | string[] | undefined>;

/**
 * A request's input for a verb: query, JSON body and path parameters in one object; where names meet, the path wins over
 * the body and the body over the query. Throws Fault `invalid` for a body that is too long or no JSON object.
 */
export async function readInput(
  request: Request,
  params: PathParams,
  schema: z.ZodType,
  bytesMax = jsonBytesMax,
): Promise<Record<string, unknown>> {
  const query = readQuery(new URL(request.url).searchParams, schema);
  const body =
    request.method === "GET" || request.method === "HEAD" ? {} : parseBody(request, await readBody(request, bytesMax));
  return { ...query, ...body, ...params };
}

/** The raw body as text. Stops reading at `bytesMax`, whatever Content-Length said. */
export async function readBody(request: Request, bytesMax: number): Promise<string> {
  const tooLong = new Fault("invalid", `The body is longer than ${bytesMax} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLong;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > bytesMax) {
      await reader.cancel();
      throw tooLong;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A JSON object. Another content type is refused: a form on a foreign page could send it without asking. */
function parseBody(request: Request, text: string): Record<string, unknown> {
  if (text === "") return {};
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    throw new Fault("invalid", "Send the body as JSON, with the header Content-Type: application/json.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault("invalid", "The body is not well-formed JSON.", { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Fault("invalid", "The body must be a JSON object.");
  return value as Record<string, unknown>;
}

/** Query parameters by the types that the schema wants: text has no numbers, booleans or lists of one. `tenant` is the edge's. */
function readQuery(query: URLSearchParams, schema: z.ZodType): Record<string, unknown> {
  const types = typesOf(schema);
  const input: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name);
    if (types.get(name) === "array") input[name] = texts;
    else if (name !== "tenant" || types.has(name))
      input[name] = typed(texts.length > 1 ? texts : texts[0], types.get(name));
  }
  return input;
}

function typed(value: string | string[] | undefined, type: string | undefined): unknown {
  if (typeof value !== "string") return value;
  if ((type === "number" || type === "integer") && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (type === "boolean" && /^(true|false|1|0)$/.test(value)) return value === "true" || value === "1";
  return value;
}

const knownTypes = new WeakMap<z.ZodType, Map<string, string | undefined>>();

function typesOf(schema: z.ZodType): Map<string, string | undefined> {
  let types = knownTypes.get(schema);
  if (!types) {
    const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
      properties?: Record<string, { type?: string }>;
    };
    types = new Map(Object.entries(properties).map(([name, property]) => [name, property.type]));
    knownTypes.set(schema, types);
  }
  return types;
}
