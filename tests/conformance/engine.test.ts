import { describe, test } from "vitest";
import { startEmbedded, startOnServer } from "./engine-drivers.ts";
import { describeEngine } from "./engine-suite.ts";

describe("durable functions on the embedded engine", () => describeEngine(startEmbedded));

const baseUrl = process.env.INNGEST_BASE_URL;
if (baseUrl) describe("durable functions on an Inngest server", () => describeEngine(() => startOnServer(baseUrl)));
else test.skip("durable functions on an Inngest server: not tried, because INNGEST_BASE_URL names none");
