/** @file The contract as REST for programs, with its OpenAPI 3.1 document and a page that people can read. */
import { SmartCoercionPlugin } from '@orpc/json-schema';
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { onError } from '@orpc/server';
import { BodyLimitPlugin } from '@orpc/server/node';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '../../../shared/contract.ts';
import { type WindowContext, windowRouter } from '../window-router.ts';

export const restPrefix = '/api';

/** Bytes: the largest input of the contract is a profile. Files come by a way of their own. */
export const largestCall = 256 * 1024;

const schemaConverters = [new ZodToJsonSchemaConverter()];

export function restHandler(onBug: (error: unknown) => void): OpenAPIHandler<WindowContext> {
  return new OpenAPIHandler(windowRouter, {
    plugins: [new SmartCoercionPlugin({ schemaConverters }), new BodyLimitPlugin({ maxBodySize: largestCall })],
    interceptors: [onError(onBug)],
  });
}

export type ApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

/** Of everything in the contract; what has no address of its own there is `POST /<area>/<call>`. */
export function apiDocument(version: string): Promise<ApiDocument> {
  return new OpenAPIGenerator({ schemaConverters }).generate(contract, {
    info: {
      title: 'Cloudroll',
      version,
      description:
        'What the window asks, for programs on this computer. POST the token of the printed address to /session as {"token": "…"} and send the cookie that comes back with every call.',
    },
    servers: [{ url: restPrefix }],
  });
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** No scripts, and styles only of the browser: it explains itself. */
export function apiPage(document: ApiDocument): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method];
      if (operation === undefined) return [];
      const told = JSON.stringify({ parameters: operation.parameters, body: operation.requestBody }, null, 2);
      return [
        `<details><summary><code>${method.toUpperCase()} ${escaped(restPrefix + path)}</code></summary><pre>${escaped(told)}</pre></details>`,
      ];
    }),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Cloudroll: what can be asked</title>
<h1>What can be asked</h1>
<p>${escaped(document.info.description ?? '')}</p>
<p>The same for programs: <a href="${restPrefix}/openapi.json">openapi.json</a> (OpenAPI ${escaped(document.openapi)}).</p>
${rows.join('\n')}
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
