import { expect, test } from 'vitest';
import { withoutSecrets } from './without-secrets.ts';

test.each([
  ['a token by its shape', `the token ghp_${'a'.repeat(36)} is old`, 'the token ••• is old'],
  ['a whole JWT', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl, then`, '•••, then'],
  [
    'a private key with its body',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----.',
    '•••.',
  ],
  ['a private key that is cut', 'x -----BEGIN PRIVATE KEY-----\nMIIE', 'x •••'],
  ['the password of a URL', 'postgres://shop:hunter2@db/x', 'postgres://•••@db/x'],
  ['the user of a URL', 'see https://t0ken@hooks/x', 'see https://•••@hooks/x'],
  ['nothing', 'https://db.example/x and a@b.example', 'https://db.example/x and a@b.example'],
])('replaces %s', (_, text, masked) => {
  expect(withoutSecrets(text)).toBe(masked);
  expect(withoutSecrets(masked)).toBe(masked);
});
