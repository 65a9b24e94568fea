import pino from "pino";
import type { Log } from "./kernel/verb.ts";

/** One JSON object a line on standard error; `C2C_LOG_LEVEL` sets what is written (default `info`). */
export function makeLog(processName: string, level: string = process.env.C2C_LOG_LEVEL ?? "info"): Log {
  const logger = pino(
    { level, base: { process: processName, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return { event: (severity, name, fields) => logger[severity]({ event: name, ...fields }) };
}

/** A log that writes nothing: for the CLI, where a person reads the terminal. */
export const silentLog: Log = { event: () => {} };
