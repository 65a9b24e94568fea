import { z } from "zod";
import { faultCodes } from "../kernel/fault.ts";
import { uploadErrors, uploadRefusals } from "../proof/refuse.ts";
import { verbs } from "../verbs.ts";
import { statusOf } from "./answer.ts";
import type { AnyVerb } from "./any-verb.ts";
import { type ApiRow, apiBase, apiTable } from "./api-table.ts";
import type { UploadRow } from "./route.ts";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the HTTP API: every row of the table of routes, with its verb's own schemas. */
export function openApiDocument(consoleUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const row of apiTable as readonly ApiRow[]) {
    paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: operationOf(row, verbs[row.verb]) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "C2 Concierge",
      version: "1",
      description:
        "Content Credentials for whole buckets of existing media. Numbers wider than 53 bits are decimal strings, times are " +
        "ISO 8601 in UTC. A write may carry an Idempotency-Key: its repeat within a day gets the same answer. " +
        "A signed-in person names the workspace in the query parameter `tenant`; an API key has its own.",
    },
    servers: [{ url: new URL(apiBase, consoleUrl).href }],
    security: [{ apiKey: [] }, { bearer: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
        bearer: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      schemas: { Error: errorSchema },
      responses: {
        Error: {
          description: "A refusal",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
        },
      },
    },
  };
}

const allStatuses = [
  ...new Set([...Object.values(statusOf), ...Object.values(uploadRefusals).map(({ status }) => status)]),
].sort();

const errorSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["message", "code", "statusCode", "timestamp", "requestId"],
      properties: {
        message: { type: "string", description: "A sentence for people" },
        code: { enum: faultCodes },
        statusCode: { enum: allStatuses },
        timestamp: { type: "string", format: "date-time" },
        requestId: { type: "string" },
        details: { type: "object", description: "What helps to mend the call, such as one entry per rejected field" },
      },
    },
  },
};

function operationOf(row: ApiRow, verb: AnyVerb): Json {
  const { name, summary, scope, input, output } = verb.spec;
  const { properties = {}, required = [] } = schemaOf(input, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const inPath = [...row.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  // What arrives as the body itself is none of the body's fields.
  const rest = Object.keys(properties).filter((each) => !inPath.includes(each) && !row.stream?.inputs.includes(each));
  const reads = row.method === "GET" || row.stream !== undefined;
  const parameter = (where: "path" | "query") => (each: string) => ({
    name: each,
    in: where,
    required: where === "path" || required.includes(each),
    schema: properties[each] ?? { type: "string" },
  });
  const body = {
    type: "object",
    properties: Object.fromEntries(rest.map((each) => [each, properties[each]])),
    required: required.filter((each) => rest.includes(each)),
  };
  if (row.upload) return uploadOf(row, row.upload, verb);
  return {
    operationId: row.operation ?? name,
    summary,
    tags: [name.split(".")[0]],
    "x-scope": scope,
    ...(scope === "public" ? { security: [] } : {}),
    parameters: [...inPath.map(parameter("path")), ...(reads ? rest.map(parameter("query")) : [idempotencyKey])],
    ...(row.stream ? { requestBody: { required: true, content: textIn(row.stream.mediaTypes) } } : {}),
    ...(reads || rest.length === 0
      ? {}
      : { requestBody: { required: body.required.length > 0, content: { "application/json": { schema: body } } } }),
    responses: {
      [String(row.status ?? 200)]: { description: summary, content: contentOf(row, output) },
      default: { $ref: "#/components/responses/Error" },
    },
  };
}

function textIn(mediaTypes: readonly string[]): Json {
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: "string" } }]));
}

/** An upload's refusals carry their own code in `details.errorCode`. */
function uploadOf(row: ApiRow, upload: UploadRow, { spec: { name, summary, scope, output } }: AnyVerb): Json {
  const file = (description: string) => ({ type: "string", format: "binary", description });
  const text = (description: string) => ({ type: "string", description });
  const each = (texts: Readonly<Record<string, string>>, schema: (description: string) => Json) =>
    Object.fromEntries(Object.entries(texts).map(([field, description]) => [field, schema(description)]));
  const properties = { ...each(upload.files, file), ...each(upload.texts, text) };
  const statuses = uploadErrors.map((code) => `${code} (${uploadRefusals[code].status})`).join(", ");
  return {
    operationId: row.operation ?? name,
    summary,
    description: `${upload.description} Refusals have \`details.errorCode\`: ${statuses}.`,
    tags: [name.split(".")[0]],
    "x-scope": scope,
    security: [...(scope === "public" ? [{}] : []), { apiKey: [] }, { bearer: [] }, { session: [] }],
    parameters: [],
    requestBody: {
      required: true,
      content: {
        "multipart/form-data": {
          schema: { type: "object", properties, ...(upload.required ? { required: [upload.required] } : {}) },
        },
      },
    },
    responses: {
      [String(row.status ?? 200)]: {
        description: summary,
        headers: each(upload.headers, (description) => ({ schema: { type: "string" }, description })),
        content: contentOf(row, output),
      },
      default: { $ref: "#/components/responses/Error" },
    },
  };
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", maxLength: 200 },
};

function contentOf(row: ApiRow, output: z.ZodType): Json {
  if (row.mediaTypes) return Object.fromEntries(row.mediaTypes.map((type) => [type, { schema: { type: "string" } }]));
  return { "application/json": { schema: schemaOf(output, "output") } };
}

/** JSON Schema 2020-12 of a zod schema as it looks on the wire: see `toJson`. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const { type } = zodSchema._zod.def;
      if (type === "bigint") Object.assign(jsonSchema, { type: "string", pattern: "^-?\\d+$" });
      if (type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
    },
  }) as Json;
  return json;
}
