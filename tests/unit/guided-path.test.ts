import { expect, test } from "vitest";
import { guidedPath, type Reached } from "../../components/overview/guided-path.ts";
import { newId } from "../../lib/kernel/ids.ts";

const nothing: Reached = { bucket: null, inventory: null, sample: null, plan: null, ran: false };
const bucket = { id: newId("bucket") };
const inventory = { id: newId("inventory"), state: "ready" as const };
const sample = { id: newId("sample"), state: "ready" as const };
const plan = { id: newId("plan"), approvals: [] };

function statesOf(reached: Partial<Reached>) {
  return guidedPath("/acme", { ...nothing, ...reached }).map(({ state }) => state);
}

test("an empty workspace begins with a bucket, and the page that connects one", () => {
  expect(statesOf({})).toEqual(["now", "later", "later", "later", "later"]);
  expect(guidedPath("/acme", nothing)[0]?.href).toBe("/acme/buckets/new");
});

test("an inventory under way stays the present step, and leads to its page", () => {
  const collecting = { ...inventory, state: "collecting" as const };
  expect(statesOf({ bucket, inventory: collecting })).toEqual(["done", "now", "later", "later", "later"]);
  expect(guidedPath("/acme", { ...nothing, bucket, inventory: collecting })[1]?.href).toBe(
    `/acme/inventories/${inventory.id}`,
  );
});

test("a plan without an approval waits for one", () => {
  expect(statesOf({ bucket, inventory, sample, plan })).toEqual(["done", "done", "done", "now", "later"]);
});

test("a run that was launched makes the whole path done, though its bucket was removed", () => {
  expect(statesOf({ inventory, sample, plan, ran: true })).toEqual(["done", "done", "done", "done", "done"]);
});
