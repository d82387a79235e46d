import { secretShapes, urlCredentials } from './telling.ts';

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** What every secret that is looked for has in it: most texts have none of these. */
const telling = /-----BEGIN|:\/\/|AKIA|ASIA|gh[pousr]_|xox|eyJ/;

/** A text with whatever looks like a key or token, and the credentials of URLs, replaced: for texts that belong to no resource. */
export function withoutSecrets(text: string): string {
  if (!telling.test(text)) return text;
  let masked = text.replace(privateKey, '•••').replace(secretShapes, '•••');
  for (const { user, password } of urlCredentials(masked)) {
    const credentials = password === undefined ? user : `${user}:${password}`;
    if (credentials !== '') masked = masked.replaceAll(`://${credentials}@`, '://•••@');
  }
  return masked;
}
