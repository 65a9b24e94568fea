# One image for all programs: web, worker, migrations and the command line. Built from a clean checkout, where .dockerignore
# keeps out what a machine has made for itself.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts ./scripts
COPY prisma ./prisma
COPY prisma.config.ts ./
# c2pa-node's install script would download what its package has on board for linux/amd64.
RUN SKIP_RUST_BUILD=1 npm ci --no-audit --no-fund
COPY . .
RUN NEXT_TELEMETRY_DISABLED=1 node scripts/build.mjs

FROM node:22-bookworm-slim
# prlimit bounds the memory of media processes; certificates are for stores, trust lists and key services.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates util-linux && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=node:node /app /app
# Scratch files and nothing else: what has to last is in Postgres and in the buckets.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 C2C_DATA_DIR=/tmp/c2c
USER node
EXPOSE 3000 3001
CMD ["node", "node_modules/next/dist/bin/next", "start", "--hostname", "0.0.0.0"]
