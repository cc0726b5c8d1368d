/** @file No secret leaves in a text, in whatever form it was written down; what is no secret stays readable. */
import { expect, test } from 'vitest';
import { takenOut, takeSecretsOut } from '../../electron/library/take-secrets-out.ts';
import { expectNoSecretIn } from '../setup/expect-no-secret.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY"EXAMPLE\\KEY';

test('a known secret is taken out in every form in which programs write', () => {
  const bytes = Buffer.from(secret);
  const text = [
    secret,
    JSON.stringify({ error: secret }),
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ].join('\n');
  const without = takeSecretsOut(text, [secret]);
  expectNoSecretIn(without, secret);
  expect(without.split('\n')).toHaveLength(6);
});

test('a secret that is part of another leaves no rest behind', () => {
  expect(takeSecretsOut('a 12345678abcd b', ['12345678', '12345678abcd'])).toBe(`a ${takenOut} b`);
});

test.each([
  ['key AKIAIOSFODNN7EXAMPLE used', 'AKIAIOSFODNN7EXAMPLE'],
  ['GET /a?X-Amz-Signature=abc123&X-Amz-Date=1', 'abc123'],
  ['"Credential=AKIDEXAMPLE/20260101/eu, Signature=5d672d79"', '5d672d79'],
  ['http://someone:hunter22@host/', 'hunter22'],
  ['{"password":"hunter\\"22","a":1}', 'hunter'],
])('what looks like a secret is taken out: %s', (text, hidden) => {
  expect(takeSecretsOut(text, [])).not.toContain(hidden);
});

test('anything else stays as it is', () => {
  const text = `{"bucket":"photos","path":"~/a.jpg","imageId":"${'ab'.repeat(32)}"}`;
  expect(takeSecretsOut(text, ['short'])).toBe(text);
});
