import { bundleBytesMax } from "../trust/schema.ts";
import { type VerbName, verbs } from "../verbs.ts";
import {
  manifestLinksFile,
  proofStoreFile,
  receiptsFile,
  reportCsvFile,
  reportHtmlFile,
  thumbnailFile,
} from "./files.ts";
import type { Handler } from "./handler.ts";
import { receiveFieldSet } from "./receive-field-set.ts";
import { objectListTypes, receiveObjectList } from "./receive-object-list.ts";
import { type RouteOptions, route } from "./route.ts";
import { signRow } from "./sign-upload.ts";
import { verifyRow } from "./verify.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";
export interface ApiRow extends Omit<RouteOptions, "template"> {
  method: Method;
  /** Below /api/v1. Parameters in braces have the names of the verb's input. */
  path: string;
  verb: VerbName;
  /** The operation's name in the document where the verb's own is taken by another row. */
  operation?: string;
}

/** Which verb each method of each address is: what the route files and the OpenAPI document are made from. */
export const apiTable = [
  { method: "POST", path: "/accounts", verb: "tenant.sign-up", status: 201, perMinute: 20 },
  { method: "POST", path: "/account/password", verb: "tenant.change-password", perMinute: 10 },
  { method: "GET", path: "/formats", verb: "media.list-formats" },
  { method: "GET", path: "/sessions", verb: "tenant.list-sessions" },
  { method: "POST", path: "/sessions", verb: "tenant.sign-in", status: 201, perMinute: 30 },
  { method: "DELETE", path: "/sessions/current", verb: "tenant.sign-out" },
  { method: "DELETE", path: "/sessions/{sessionId}", verb: "tenant.revoke-session" },
  { method: "GET", path: "/workspaces", verb: "tenant.list-mine" },
  { method: "POST", path: "/workspaces", verb: "tenant.create", status: 201, perMinute: 10 },
  { method: "GET", path: "/workspace", verb: "tenant.get" },
  { method: "PATCH", path: "/workspace", verb: "tenant.rename" },
  { method: "GET", path: "/members", verb: "tenant.list-members" },
  { method: "PATCH", path: "/members/{userId}", verb: "tenant.change-role" },
  { method: "DELETE", path: "/members/{userId}", verb: "tenant.remove-member" },
  { method: "GET", path: "/invitations", verb: "tenant.list-invitations" },
  { method: "POST", path: "/invitations", verb: "tenant.invite-member", status: 201, perMinute: 30 },
  { method: "POST", path: "/invitations/read", verb: "tenant.read-invitation", perMinute: 30 },
  { method: "POST", path: "/invitations/accept", verb: "tenant.accept-invitation", perMinute: 30 },
  { method: "DELETE", path: "/invitations/{invitationId}", verb: "tenant.revoke-invitation" },
  { method: "GET", path: "/keys", verb: "tenant.list-keys" },
  { method: "POST", path: "/keys", verb: "tenant.create-key", status: 201, perMinute: 20 },
  { method: "DELETE", path: "/keys/{keyId}", verb: "tenant.revoke-key" },
  { method: "GET", path: "/audit", verb: "tenant.list-audit" },
  { method: "GET", path: "/buckets", verb: "bucket.list" },
  { method: "POST", path: "/buckets", verb: "bucket.connect", status: 201, perMinute: 20 },
  { method: "POST", path: "/buckets/probe", verb: "bucket.probe", perMinute: 20 },
  { method: "GET", path: "/buckets/{bucketId}", verb: "bucket.get" },
  { method: "PATCH", path: "/buckets/{bucketId}", verb: "bucket.rename" },
  { method: "DELETE", path: "/buckets/{bucketId}", verb: "bucket.remove" },
  { method: "POST", path: "/buckets/{bucketId}/probe", verb: "bucket.reprobe", perMinute: 20 },
  { method: "POST", path: "/buckets/{bucketId}/delivery", verb: "bucket.set-delivery" },
  { method: "GET", path: "/buckets/{bucketId}/manifest-links", verb: "delivery.list-links" },
  {
    method: "GET",
    path: "/buckets/{bucketId}/manifest-links.csv",
    verb: "delivery.list-links",
    operation: "delivery.list-links-csv",
    present: manifestLinksFile,
    mediaTypes: ["text/csv"],
    perMinute: 30,
  },
  {
    method: "GET",
    path: "/buckets/{bucketId}/inventories",
    verb: "inventory.list",
    operation: "inventory.list-of-bucket",
  },
  { method: "POST", path: "/buckets/{bucketId}/inventories", verb: "inventory.request", status: 201, perMinute: 30 },
  {
    method: "POST",
    path: "/buckets/{bucketId}/inventories/import",
    verb: "inventory.import",
    status: 201,
    perMinute: 30,
    stream: { receive: receiveObjectList, mediaTypes: objectListTypes, inputs: ["text", "format"] },
  },
  {
    method: "POST",
    path: "/buckets/{bucketId}/inventories/report",
    verb: "inventory.request-report",
    status: 201,
    perMinute: 30,
  },
  { method: "GET", path: "/inventories", verb: "inventory.list" },
  { method: "GET", path: "/inventories/{inventoryId}", verb: "inventory.get" },
  { method: "DELETE", path: "/inventories/{inventoryId}", verb: "inventory.remove" },
  { method: "GET", path: "/inventories/{inventoryId}/duplicates", verb: "receipt.count-duplicates" },
  { method: "POST", path: "/inventories/{inventoryId}/cancel", verb: "inventory.cancel" },
  { method: "GET", path: "/inventories/{inventoryId}/objects", verb: "inventory.list-objects" },
  {
    method: "GET",
    path: "/inventories/{inventoryId}/samples",
    verb: "sample.list",
    operation: "sample.list-of-inventory",
  },
  { method: "POST", path: "/inventories/{inventoryId}/samples", verb: "sample.request", status: 201, perMinute: 30 },
  { method: "GET", path: "/samples", verb: "sample.list" },
  { method: "GET", path: "/samples/{sampleId}", verb: "sample.get" },
  { method: "POST", path: "/samples/{sampleId}/cancel", verb: "sample.cancel" },
  { method: "GET", path: "/samples/{sampleId}/objects", verb: "sample.list-objects" },
  {
    method: "GET",
    path: "/samples/{sampleId}/thumbnail",
    verb: "sample.thumbnail",
    present: thumbnailFile,
    mediaTypes: ["image/webp"],
  },
  { method: "GET", path: "/inventories/{inventoryId}/plans", verb: "plan.list", operation: "plan.list-of-inventory" },
  { method: "POST", path: "/inventories/{inventoryId}/plans", verb: "plan.estimate", status: 201, perMinute: 30 },
  {
    method: "POST",
    path: "/inventories/{inventoryId}/metadata-check",
    verb: "plan.check-metadata",
    perMinute: 30,
  },
  {
    method: "POST",
    path: "/inventories/{inventoryId}/metadata-faults",
    verb: "plan.list-metadata-faults",
    perMinute: 30,
  },
  { method: "GET", path: "/field-sets", verb: "metadata.list-field-sets" },
  {
    method: "POST",
    path: "/field-sets",
    verb: "metadata.import-fields",
    status: 201,
    perMinute: 30,
    stream: { receive: receiveFieldSet, mediaTypes: ["text/csv"], inputs: ["text"] },
  },
  { method: "GET", path: "/field-sets/{fieldSetId}", verb: "metadata.get-field-set" },
  { method: "DELETE", path: "/field-sets/{fieldSetId}", verb: "metadata.remove-field-set" },
  { method: "POST", path: "/metadata/preview", verb: "metadata.preview" },
  { method: "GET", path: "/plans", verb: "plan.list" },
  { method: "GET", path: "/plans/{planId}", verb: "plan.get" },
  { method: "POST", path: "/plans/{planId}/approve", verb: "plan.approve", status: 201 },
  { method: "POST", path: "/plans/{planId}/runs", verb: "run.start", status: 201, perMinute: 30 },
  { method: "GET", path: "/runs", verb: "run.list" },
  { method: "GET", path: "/runs/{runId}", verb: "run.get" },
  { method: "PATCH", path: "/runs/{runId}", verb: "run.tune" },
  { method: "POST", path: "/runs/{runId}/pause", verb: "run.pause" },
  { method: "POST", path: "/runs/{runId}/resume", verb: "run.resume" },
  { method: "POST", path: "/runs/{runId}/cancel", verb: "run.cancel" },
  { method: "POST", path: "/runs/{runId}/retry", verb: "run.retry", perMinute: 30 },
  { method: "POST", path: "/runs/{runId}/clone", verb: "run.clone", status: 201, perMinute: 30 },
  { method: "GET", path: "/runs/{runId}/items", verb: "run.list-items" },
  { method: "GET", path: "/runs/{runId}/ledger", verb: "run.compare-ledger" },
  { method: "GET", path: "/runs/{runId}/report", verb: "run.report" },
  {
    method: "GET",
    path: "/runs/{runId}/report.csv",
    verb: "run.report",
    operation: "run.report-csv",
    present: reportCsvFile,
    mediaTypes: ["text/csv"],
    perMinute: 30,
  },
  {
    method: "GET",
    path: "/runs/{runId}/report.html",
    verb: "run.report",
    operation: "run.report-html",
    present: reportHtmlFile,
    mediaTypes: ["text/html"],
    perMinute: 30,
  },
  {
    method: "POST",
    path: "/verify",
    verb: "proof.inspect",
    perMinute: 30,
    upload: verifyRow,
  },
  { method: "POST", path: "/sign", verb: "proof.sign", mediaTypes: ["image/*"], perMinute: 60, upload: signRow },
  { method: "GET", path: "/proofs/{proofId}", verb: "proof.show" },
  {
    method: "GET",
    path: "/proofs/{proofId}/manifest",
    verb: "proof.get-store",
    presentPublic: proofStoreFile,
    mediaTypes: ["application/c2pa"],
  },
  { method: "GET", path: "/receipts", verb: "receipt.list" },
  {
    method: "GET",
    path: "/receipts/export",
    verb: "receipt.export",
    present: receiptsFile,
    mediaTypes: ["application/jsonl"],
    perMinute: 30,
  },
  { method: "GET", path: "/receipts/{receiptId}", verb: "receipt.get" },
  { method: "POST", path: "/receipts/{receiptId}/revalidate", verb: "proof.revalidate", perMinute: 20 },
  { method: "GET", path: "/trust-lists", verb: "trust.list" },
  {
    method: "POST",
    path: "/trust-lists",
    verb: "trust.load-file",
    status: 201,
    perMinute: 10,
    bodyBytesMax: 2 * bundleBytesMax,
  },
  { method: "POST", path: "/trust-lists/fetch", verb: "trust.load-url", status: 201, perMinute: 10 },
  { method: "GET", path: "/trust-lists/{listId}", verb: "trust.get" },
  { method: "DELETE", path: "/trust-lists/{listId}", verb: "trust.remove" },
  { method: "GET", path: "/trust-lists/{listId}/anchors", verb: "trust.list-anchors" },
  { method: "POST", path: "/trust-lists/{listId}/refresh", verb: "trust.refresh", perMinute: 20 },
  { method: "GET", path: "/trust-policy", verb: "trust.get-policy" },
  { method: "POST", path: "/trust-policy", verb: "trust.allow-development" },
  { method: "GET", path: "/usage", verb: "usage.summary" },
  { method: "GET", path: "/billing", verb: "billing.show" },
  { method: "POST", path: "/billing/reservation", verb: "billing.reserve", perMinute: 10 },
  { method: "GET", path: "/time-stamps", verb: "stamper.list" },
  { method: "GET", path: "/stamp-debts", verb: "stamp-debt.list" },
  { method: "GET", path: "/stamp-debts/summary", verb: "stamp-debt.summary" },
  { method: "POST", path: "/stamp-debts/pay-now", verb: "stamp-debt.pay-now", perMinute: 10 },
  { method: "GET", path: "/time-stamps/{profile}", verb: "stamper.get" },
  { method: "POST", path: "/time-stamps/{profile}", verb: "stamper.configure", perMinute: 20 },
  { method: "DELETE", path: "/time-stamps/{profile}", verb: "stamper.clear" },
  { method: "POST", path: "/time-stamps/{profile}/test", verb: "stamper.test", perMinute: 10 },
  { method: "GET", path: "/identities", verb: "identity.list" },
  { method: "POST", path: "/identities", verb: "identity.ensure-development", perMinute: 10 },
  { method: "POST", path: "/identities/check", verb: "identity.check", perMinute: 20 },
  { method: "POST", path: "/identities/upload", verb: "identity.upload", status: 201, perMinute: 10 },
  {
    method: "POST",
    path: "/identities/key-service",
    verb: "identity.connect-key-service",
    status: 201,
    perMinute: 10,
  },
  { method: "GET", path: "/identities/{identityId}", verb: "identity.get" },
  { method: "POST", path: "/identities/{identityId}/default", verb: "identity.set-default" },
  { method: "POST", path: "/identities/{identityId}/rotate", verb: "identity.rotate" },
  { method: "POST", path: "/identities/{identityId}/retire", verb: "identity.retire" },
] as const satisfies readonly ApiRow[];

/** Verbs that the machine itself calls, in durable functions: no address leads to them. */
export const machineVerbs = [
  "identity.watch",
  "inventory.collect",
  "inventory.fail",
  "run.fill",
  "run.next-slice",
  "run.plan-slices",
  "run.pump",
  "run.sweep",
  "sample.draw",
  "stamp-debt.pay",
] as const satisfies readonly VerbName[];

export const apiBase = "/api/v1";
type Row = (typeof apiTable)[number];
type MethodsAt<P> = Extract<Row, { path: P }>["method"];

/**
 * The handlers of one address, by method: all that a route file exports. Naming a path or a method that the table does
 * not have is a type error.
 */
export function routesAt<P extends Row["path"]>(path: P): { [M in MethodsAt<P>]: Handler } {
  const rows = (apiTable as readonly ApiRow[]).filter((row) => row.path === path);
  const handlers = rows.map(({ method, path: _, verb, operation: __, ...options }) => [
    method,
    route(verbs[verb], { ...options, template: apiBase + path }),
  ]);
  // The rows with this path are exactly those that the type names.
  return Object.fromEntries(handlers) as { [M in MethodsAt<P>]: Handler };
}
