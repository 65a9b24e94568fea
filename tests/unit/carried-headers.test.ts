import { expect, test } from "vitest";
import { carriedHeaders } from "../../lib/adapters/store/carried-headers.ts";

test("of an object's headers those go over that a PUT may set, and none of how or when it was sent", () => {
  const carried = {
    "cache-control": "max-age=60",
    "content-language": "de, en",
    expires: "Thu, 01 Dec 2033 16:00:00 GMT",
    "x-amz-meta-photographer": "A. Person",
    "x-amz-storage-class": "STANDARD_IA",
  };
  const sent = {
    date: "now",
    etag: '"e"',
    "content-length": "5",
    "content-type": "image/jpeg",
    "x-amz-version-id": "v",
  };
  expect(carriedHeaders({ ...sent, ...carried, "content-language": ["de", "en"] })).toEqual(carried);
});

test("how an upload was cut is no encoding, and a class that cannot be read back is not written", () => {
  const headers = {
    "content-encoding": "aws-chunked",
    "x-amz-storage-class": "DEEP_ARCHIVE",
    "x-amz-meta-a": "Zürich",
  };
  expect(carriedHeaders(headers)).toEqual({});
  expect(carriedHeaders({ "content-encoding": "gzip,aws-chunked" })).toEqual({ "content-encoding": "gzip" });
});
