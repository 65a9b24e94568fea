import type { CommandEnd } from "../edge/command.ts";
import { csvRow } from "../kernel/csv.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { type Arrival, type Route, summarizeArrivals } from "../proof/survival.ts";
import { testSurvival } from "../proof/test-survival.ts";
import type { Desk } from "./desk.ts";
import { jsonText } from "./json-text.ts";
import { makeProgress } from "./progress.ts";
import { survivalText } from "./survival-text.ts";
import type { VerifyFlags } from "./verify.ts";

const columns = [
  "route",
  "format",
  "key",
  "survived",
  "identical",
  "manifest",
  "state",
  "hard_binding",
  "same_manifest",
  "url",
  "detail",
];

/** `c2c verify --run`: what survives of a run's Content Credentials on the way to the public. */
export async function survivalWork(
  { withLocal, signal }: Desk,
  runId: Id<"run">,
  flags: VerifyFlags,
): Promise<CommandEnd> {
  const routes = routesOf(flags);
  const { sample: count = 40, seed = 1 } = flags;
  const format = flags.json ? "json" : flags.format;
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const arrivals: Arrival[] = [];
    const progress = makeProgress("Fetching");
    try {
      if (format === "csv") process.stdout.write(csvRow(columns));
      for await (const arrival of testSurvival(ctx, { runId, count, seed, routes, signal })) {
        arrivals.push(arrival);
        progress.show({ done: arrivals.length, total: count * routes.length });
        if (format === "csv") process.stdout.write(csvOf(arrival));
      }
    } finally {
      progress.end();
    }
    const summary = summarizeArrivals(routes, arrivals);
    if (format === "json") process.stdout.write(jsonText({ run: runId, seed, routes, summary, arrivals }));
    if (format === "text") process.stdout.write(survivalText(summary, arrivals));
    return signal.aborted || arrivals.some(({ survived }) => survived !== "credential") ? "partial" : "success";
  });
}

/** Those that are fetched, then those that are done here. A route without a name is called original. */
function routesOf({ route, transforms }: VerifyFlags): Route[] {
  const fetched = route.map((text): Route => {
    const named = /^([\w.-]{1,40})=(https?:\/\/.*)$/i.exec(text);
    return named ? { name: named[1] ?? "", template: named[2] ?? "" } : { name: "original", template: text };
  });
  for (const { template } of fetched)
    if (!template?.includes("{key}") || !URL.canParse(template.replaceAll("{key}", "a")))
      throw new Fault(
        "invalid",
        "--route wants an address with {key} in it, such as original=https://cdn.example.com/{key}.",
      );
  const routes = [...fetched, ...transforms.map((name): Route => ({ name, template: null }))];
  if (routes.length === 0)
    throw new Fault(
      "invalid",
      "Name a public address with --route, or what to do to the images here with --transforms.",
    );
  const twice = routes.find(({ name }, at) => routes.findIndex((each) => each.name === name) !== at);
  if (twice) throw new Fault("invalid", `Two routes are called ${twice.name}. Name each by what is done on it.`);
  return routes;
}

function csvOf(arrival: Arrival): string {
  const { route, format, key, survived, identical, where, state, hardBinding, sameManifest, url, detail } = arrival;
  const yes = (value: boolean) => (value ? "yes" : "no");
  return csvRow([
    route,
    format,
    key,
    survived,
    yes(identical),
    where,
    state,
    hardBinding,
    yes(sameManifest),
    url,
    detail,
  ]);
}
