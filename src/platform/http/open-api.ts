import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express } from 'express';
import { z } from 'zod';
import type { HttpOptions } from './http-options.js';
import { describeHeaders } from './open-api-headers.js';
import { problemSchema } from './problem.js';

export const DOCS_PATH = '/api/docs';

/** Names of the two ways to send an API key, as the document calls them. */
const SECURITY = { bearer: 'bearer', header: 'api-key' } as const;

/** Serves the page at /api/docs and the document at /api/docs-json, both open to everybody; nothing is fetched. */
export function serveOpenApi(app: NestExpressApplication, options: HttpOptions): void {
  const server: Express = app.getHttpAdapter().getInstance();
  const page = docsPage(options.title);
  // Before SwaggerModule's own page, which has style blocks in line that our policy forbids.
  for (const path of [DOCS_PATH, `${DOCS_PATH}/`, `${DOCS_PATH}/index.html`]) {
    server.get(path, (_request, response) => {
      response.type('html').send(page);
    });
  }
  SwaggerModule.setup(DOCS_PATH, app, () => openApiDocument(app, options), {
    raw: ['json'],
    jsonDocumentUrl: `${DOCS_PATH}-json`,
    swaggerOptions: { validatorUrl: null, persistAuthorization: false, tryItOutEnabled: false },
  });
}

/** The OpenAPI 3.1 document of all controllers, from their zod schemas. Throws if two schemas share one id. */
export function openApiDocument(app: NestExpressApplication, options: HttpOptions): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(options.title)
    .setVersion(options.version)
    .setDescription(
      'Failed requests are answered by RFC 9457 problem details: a literal `code` for programs; title, detail and what is ' +
        'wrong with each field for people, all in the one language that Content-Language names (nb, nn or en, by ' +
        'Accept-Language). Lists are read by cursor; Link says where the ' +
        'next page is. POST requests that change something take an Idempotency-Key. Decisions demand If-Match; other changes of what ' +
        'may have been read take it, and are made without it too.',
    )
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key.' }, SECURITY.bearer)
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, SECURITY.header)
    .addSecurityRequirements(SECURITY.bearer)
    .addSecurityRequirements(SECURITY.header)
    .build();
  const convert = zodConverter();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: convert,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  const problem = convert(problemSchema, { schemaType: 'output' })?.components;
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...problem } };
  describeHeaders(document);
  return document;
}

interface ConvertedSchema {
  readonly schema: unknown;
  readonly components: Record<string, object>;
}

/**
 * zod → JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. A schema with `.meta({ id })` becomes a component of
 * that name. Answers are described without `additionalProperties: false`, so that adding a field breaks no reader.
 */
function zodConverter(): (schema: unknown, options: { schemaType: 'input' | 'output' }) => ConvertedSchema | undefined {
  const known = new Map<string, string>();
  return (schema, { schemaType }) => {
    if (!(schema instanceof z.ZodType)) return undefined;
    const {
      $schema: _dialect,
      $defs = {},
      ...converted
    } = z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      io: schemaType,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
        if (schemaType === 'output' && jsonSchema.additionalProperties === false)
          delete jsonSchema.additionalProperties;
      },
    });
    const components: Record<string, object> = {};
    for (const [id, definition] of Object.entries($defs)) {
      if (typeof definition !== 'object') continue;
      const text = JSON.stringify(definition);
      const before = known.get(id) ?? text;
      if (before !== text) throw new Error(`Two different schemas have the id ${id}: give one another id.`);
      known.set(id, text);
      components[id] = definition;
    }
    return { schema: converted, components };
  };
}

function docsPage(title: string): string {
  const text = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${text}: API</title>
    <link rel="icon" href="${DOCS_PATH}/favicon-32x32.png">
    <link rel="stylesheet" href="${DOCS_PATH}/swagger-ui.css">
    <link rel="stylesheet" href="${DOCS_PATH}/index.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${DOCS_PATH}/swagger-ui-bundle.js"></script>
    <script src="${DOCS_PATH}/swagger-ui-standalone-preset.js"></script>
    <script src="${DOCS_PATH}/swagger-ui-init.js"></script>
  </body>
</html>
`;
}
