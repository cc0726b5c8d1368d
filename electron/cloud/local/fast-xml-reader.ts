/** @file Reads the XML bodies that S3 takes, as plain text values; what does not fit the schema is refused. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { checkedBody, promisedBody } from './checked-body.ts';
import type { S3Call } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';

/** Ten thousand parts with their checksums fit. */
const largestDocument = 8 * 1024 * 1024;
const lists = new Set(['Delete.Object', 'CompleteMultipartUpload.Part']);

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  // Numeric references (&#233;) are only decoded together with the HTML ones.
  htmlEntities: true,
  isArray: (_name, path) => lists.has(String(path)),
});

/** Throws MalformedXML, or what the body's checksums say. An empty body reads as null. */
export async function readXml<T>(call: S3Call, schema: z.ZodType<T>): Promise<T | null> {
  const chunks: Uint8Array[] = [];
  const promise = promisedBody(call.headers, call.payload);
  if (promise.length > largestDocument) throw new S3Refusal('MalformedXML');
  for await (const bytes of checkedBody(call.body, promise, () => undefined)) chunks.push(bytes);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return null;
  if (XMLValidator.validate(text) !== true) throw new S3Refusal('MalformedXML');
  const document = schema.safeParse(parser.parse(text));
  if (!document.success) throw new S3Refusal('MalformedXML');
  return document.data;
}

/** An element with these children and no others; white space between them is nothing. */
export function xmlObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject({ ...shape, '#text': z.string().regex(/^\s*$/).optional() });
}
