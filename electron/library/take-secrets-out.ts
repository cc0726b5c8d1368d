/** @file Takes secrets out of a text that leaves this computer: those that are known, in every form, and what looks like one. */

/** In place of what was taken out. */
export const takenOut = '(secret)';

/** What looks like a key, a signature or a password wherever it stands; groups that are kept stand before it. */
const looksSecret: readonly RegExp[] = [
  /()\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g,
  /(X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"'\\]+/gi,
  /((?:Signature|Credential)=)[^,\s"'\\]+/g,
  /(:\/\/)[^/\s"'@]+:[^/\s"'@]+(?=@)/g,
  /("(?:secretAccessKey|sessionToken|accessKeyId|password|token|authorization|cookie)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
];

/** Shorter ones would be found by chance, and are no secret. */
const shortest = 8;

/** Each as it is, as JSON writes it, percent-encoded, in base64 and base64url, and in hexadecimal. */
export function takeSecretsOut(text: string, known: readonly string[]): string {
  const forms = known.filter((secret) => secret.length >= shortest).flatMap(formsOf);
  // The longest first: a secret that is part of another must not leave its rest behind.
  forms.sort((one, other) => other.length - one.length);
  const without = forms.reduce((left, form) => left.replaceAll(form, takenOut), text);
  return looksSecret.reduce((left, pattern) => left.replaceAll(pattern, `$1${takenOut}`), without);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    base64,
    base64.replaceAll('=', ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}
