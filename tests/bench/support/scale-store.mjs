#!/usr/bin/env node
// A server that answers ListObjectsV2 for a bucket of `count` computed keys, in a process of its own, and of the rest of S3
// what a bucket is probed with when it is connected: what was put is kept beside the keys, and is in no listing.
import { createServer } from "node:http";
import { indexBehind, keyAt, objectAt } from "./scale-keys.mjs";

const count = Number(process.argv[2]);

const kept = new Map();

createServer(async (request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  if (path.split("/").length > 2 && !path.endsWith("/")) return answerObject(request, response, path);
  const query = new URL(request.url ?? "/", "http://localhost").searchParams;
  const prefix = query.get("prefix") ?? "";
  const startAfter = query.get("start-after") ?? "";
  const most = Math.min(1000, Number(query.get("max-keys") ?? 1000));
  const from = indexBehind(startAfter > prefix ? startAfter : prefix, count);
  const body = query.get("delimiter") === "/" ? folders(from, prefix, most) : objects(from, prefix, most);
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${body}</ListBucketResult>`);
}).listen(0, "127.0.0.1", function () {
  process.send?.(this.address().port);
});
process.on("disconnect", () => process.exit(0));

async function answerObject(request, response, path) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const held = kept.get(path);
  if (request.method === "PUT" && held && request.headers["if-none-match"]) response.writeHead(412).end();
  else if (request.method === "PUT") {
    kept.set(path, Buffer.concat(chunks));
    response.writeHead(200, { etag: '"kept"' }).end();
  } else if (request.method === "DELETE") response.writeHead(kept.delete(path) ? 204 : 404).end();
  else if (held) response.writeHead(200, { etag: '"kept"', "content-length": held.length }).end(held);
  else response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
}

function objects(from, prefix, most) {
  let [n, text] = [from, ""];
  for (; n < Math.min(count, from + most) && keyAt(n).startsWith(prefix); n++) {
    const { key, etag, sizeBytes, lastModified } = objectAt(n);
    text += `<Contents><Key>${key}</Key><LastModified>${lastModified}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${sizeBytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  }
  return `<IsTruncated>${n < count && keyAt(n).startsWith(prefix)}</IsTruncated>${text}`;
}

function folders(from, prefix, most) {
  let [n, text, told] = [from, "", 0];
  while (n < count && told < most && keyAt(n).startsWith(prefix)) {
    const slash = keyAt(n).indexOf("/", prefix.length);
    told++;
    if (slash < 0) n++;
    else {
      const folder = keyAt(n).slice(0, slash + 1);
      text += `<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`;
      n = indexBehind(`${folder}~`, count);
    }
  }
  return `<IsTruncated>${n < count && keyAt(n).startsWith(prefix)}</IsTruncated>${text}`;
}
