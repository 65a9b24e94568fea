import { createInterface } from "node:readline";
import { messageOf } from "./address.mjs";
import { openEngine } from "./open-engine.mjs";

/** The one code that the binary gives to whatever goes wrong; what it was is in the data. */
const ENGINE_ERROR = 4466;
/** These need the shadow database, which the engine (7.10.0) gets to know in `devDiagnostic` only. */
const needsDiagnosis = new Set(["evaluateDataLoss", "createMigration"]);

/**
 * Answers JSON-RPC requests, a line each, in the order in which they come, until standard input ends.
 * @param {{ datasource: { url: string, shadowDatabaseUrl?: string }, schemaFiles: string[] }} options
 */
export function serveRequests(options) {
  const session = new Session(options);
  let queue = Promise.resolve();
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      const message = JSON.parse(line);
      // What has no method is an answer to one of our prints.
      if (message.method) queue = queue.then(() => answer(session, message));
    })
    .on("close", () => queue.finally(() => process.exit(0)));
}

async function answer(session, { id, method, params }) {
  try {
    send({ id, result: (await session.call(method, params)) ?? {} });
  } catch (thrown) {
    const data = {
      is_panic: thrown?.name === "RuntimeError",
      message: messageOf(thrown),
      error_code: thrown?.code ?? null,
      meta: thrown?.meta ?? null,
    };
    send({ id, error: { code: ENGINE_ERROR, message: "An error happened. Check the data field for details.", data } });
  }
}

class Session {
  #options;
  #engine;
  #diagnosed = false;
  #prints = 0;

  constructor(options) {
    this.#options = options;
  }

  async call(method, params) {
    if (method === "createDatabase") throw new Error("Databases are made by `cli create-database`.");
    this.#engine ??= await openEngine({ ...this.#options, offline: comparesFilesOnly(method, params) });
    if (method === "devDiagnostic") this.#diagnosed = true;
    if (needsDiagnosis.has(method)) await this.#diagnose(params);
    const result = await this.#engine[method === "getDatabaseVersion" ? "version" : method](params);
    if (method === "applyMigrations") this.#forget();
    return method === "diff" ? this.#print(result) : result;
  }

  async #diagnose({ migrationsList, filters }) {
    if (this.#diagnosed) return;
    await this.#engine.devDiagnostic({ migrationsList, filters });
    this.#diagnosed = true;
  }

  /** Applying drops what the diagnosis had found; a new engine is the way to have it again. */
  #forget() {
    this.#engine.free();
    this.#engine = undefined;
    this.#diagnosed = false;
  }

  /** The binary sends the text of a diff as a request of its own, ahead of the answer. */
  #print(result) {
    if (result.stdout == null) return result;
    this.#prints += 1;
    send({ id: `print-${this.#prints}`, method: "print", params: { content: result.stdout } });
    return { ...result, stdout: null };
  }
}

function comparesFilesOnly(method, params) {
  return method === "diff" && [params.from, params.to].every(({ tag }) => tag === "empty" || tag === "schemaDatamodel");
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
