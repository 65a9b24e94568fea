import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Fault } from "../../kernel/fault.ts";
import { isLoopback, isMetadataAddress, isPublicAddress } from "./public-address.ts";

export interface GuardOptions {
  /**
   * Lets calls reach loopback and private networks, and plain http. The operator's decision, never a tenant's. Where a
   * machine's metadata service may be is refused all the same.
   */
  allowPrivate: boolean;
  /** How names are resolved; tests give their own. */
  lookup?: typeof systemLookup;
  /**
   * The field that a refusal names, so that a form shows it where the address is typed. A bucket's endpoint by default.
   */
  field?: string;
  /** What such an address looks like; a bucket's endpoint by default. */
  example?: string;
  /** Plain http will do: what is sent is no secret, and what comes back is signed. */
  mayBeHttp?: boolean;
}

/**
 * Vets a URL that a tenant gave before anything is sent to it. Throws Fault `invalid` for what is no plain http(s) URL,
 * for http where only public networks are allowed and it is not said to do, and for an IP literal that is not public:
 * literals are vetted here because a connection to one never asks `guardedLookup`. The same for an IP literal of a
 * metadata service, whatever is allowed.
 */
export function vetUrl(text: string, options: GuardOptions): URL {
  const { allowPrivate, field, example = "https://s3.example.com", mayBeHttp = false } = options;
  const endpointRefused = (message: string) => refusedAt(message, field);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.hostname === "")
    throw endpointRefused(`The endpoint must be a URL such as ${example}.`);
  if (url.username || url.password || url.search || url.hash)
    throw endpointRefused("The endpoint must be a bare URL, without a user name, a query or a fragment.");
  const literal = literalOf(url);
  if (literal !== null && isMetadataAddress(literal)) throw metadataFault(literal, field);
  if (allowPrivate) return url;
  if (url.protocol === "http:" && !mayBeHttp)
    throw endpointRefused("The endpoint must use https, so that nobody on the way can read or change what is sent.");
  if (literal !== null && !isPublicAddress(literal)) throw privateFault(literal, field);
  return url;
}

/**
 * Vets an address that a stranger named for something to be read there, a picture or a certificate's status. Unlike an
 * endpoint it may have a query and be plain http, since nothing secret is sent; on public networks only the protocol's
 * own port is asked. `httpsOnly` is for what nobody signed: loopback alone may do without, where it is allowed. Throws
 * Fault `invalid` with `details.what` `address`.
 */
export function vetAddress(
  text: string,
  { allowPrivate, httpsOnly = false }: GuardOptions & { httpsOnly?: boolean },
): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.hostname === "")
    throw addressRefused("An address must begin with https:// or http://.");
  if (url.username || url.password) throw addressRefused("An address must not have a user name or a password in it.");
  url.hash = "";
  const literal = literalOf(url);
  if (literal !== null && isMetadataAddress(literal))
    throw addressRefused(`${literal} is where machines keep what is their own, and is not asked.`);
  if (httpsOnly && url.protocol === "http:" && !(allowPrivate && literal !== null && isLoopback(literal)))
    throw addressRefused("The address must use https, so that nobody on the way can change what it answers.");
  if (allowPrivate) return url;
  if (url.port !== "") throw addressRefused("On the public internet only the ports 443 and 80 are asked.");
  if (literal !== null && !isPublicAddress(literal))
    throw addressRefused(`${literal} is not on the public internet, and is not asked.`);
  return url;
}

function literalOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) === 0 ? null : bare;
}

function addressRefused(message: string): Fault {
  return new Fault("invalid", message, { details: { what: "address" } });
}

/**
 * A `lookup` for `net.connect` and undici's `connect`: resolves once, refuses the name when any of its addresses is not
 * public (where private ones are allowed, when one is a metadata service's), and hands those very addresses on, so that
 * a second answer of the DNS cannot bring in another one. Refusals arrive as the connection's error: a Fault `invalid`.
 */
export function guardedLookup({ allowPrivate, lookup = systemLookup, field }: GuardOptions): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const first = addresses[0];
      if (!first) return callback(new Fault("invalid", `The endpoint's name ${hostname} has no address.`), "", 0);
      const isRefused = allowPrivate ? isMetadataAddress : (address: string) => !isPublicAddress(address);
      if (addresses.some(({ address }) => isRefused(address)))
        return callback((allowPrivate ? metadataFault : privateFault)(hostname, field), "", 0);
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** The address itself stays unsaid: what a name resolves to inside the operator's network is nobody's to learn. */
function privateFault(host: string, field: string | undefined): Fault {
  return refusedAt(
    `The endpoint ${host} is not on the public internet. Whoever runs this installation can allow private networks with C2C_ALLOW_PRIVATE_ENDPOINTS=1.`,
    field,
  );
}

function metadataFault(host: string, field: string | undefined): Fault {
  return refusedAt(`The endpoint ${host} is where machines keep what is their own, and is never asked.`, field);
}

function refusedAt(message: string, path = "location.endpoint"): Fault {
  return new Fault("invalid", message, { details: { fields: [{ path, message }] } });
}
