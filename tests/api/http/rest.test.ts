/** @file The REST side of the contract: a sound OpenAPI 3.1 document, and answers that are as it says. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { apiDocument, apiPage } from '../../../electron/api/http/rest.ts';
import { contract } from '../../../shared/contract.ts';

/** The parts of the OpenAPI 3.1 schema (spec.openapis.org/oas/3.1) that a client's generator stands on. */
const Schema = z.union([z.boolean(), z.looseObject({})]);
const Content = z.record(z.string().regex(/\//), z.object({ schema: Schema }));
const Operation = z.object({
  operationId: z.string().min(1),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean().optional(),
        schema: Schema,
      }),
    )
    .optional(),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.looseObject({ description: z.string(), content: Content.optional() }),
  ),
});
const Document = z.object({
  openapi: z.string().regex(/^3\.1\.\d$/),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.looseObject({ url: z.string() })),
  paths: z.record(
    z.string().regex(/^\//),
    z.record(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation.optional()),
  ),
  components: z.looseObject({}).optional(),
});

function calls(router: object): number {
  return Object.values(router).reduce((sum, one) => sum + ('~orpc' in one ? 1 : calls(one)), 0);
}

test('the document is valid, holds every call once, and every reference in it leads somewhere', async () => {
  const document = await apiDocument('1.2.3');
  const parsed = Document.parse(JSON.parse(JSON.stringify(document)));
  const operations = Object.entries(parsed.paths).flatMap(([path, item]) =>
    Object.values(item).flatMap((operation) => (operation === undefined ? [] : [{ path, operation }])),
  );
  expect(operations.length).toBe(calls(contract));
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const told = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
    expect(told.sort(), path).toEqual(inPath.sort());
    expect(Object.keys(operation.responses), path).toContain('200');
  }
  const text = JSON.stringify(document);
  for (const [, at = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = at
      .split('/')
      .reduce<unknown>((node, key) => (Object(node) as Record<string, unknown>)[key], document);
    expect(found, at).toBeDefined();
  }
  expect(Object.keys(parsed.paths)).toEqual(
    expect.arrayContaining(['/images', '/images/{profile}/{imageId}/download', '/uploads']),
  );
});

test('the page names every address, and runs nothing', async () => {
  const document = await apiDocument('1.2.3');
  const page = apiPage(document);
  for (const path of Object.keys(document.paths ?? {})) expect(page).toContain(`/api${path}<`);
  expect(page).not.toMatch(/<script|<style|style=|onload|onclick/);
});
