const words = [
  'passw(or)?d',
  'passphrase',
  'secret',
  'token($|[_.-])',
  'api[_.-]?key',
  'access[_.-]?key',
  'private[_.-]?key',
  'credential',
  'conn(ection)?[_.-]?str',
];

const remarks = [
  'file',
  'path',
  'name',
  'dir',
  'url',
  'mount',
  'uri',
  'endpoint',
  'location',
  'namespace',
  'header',
  'ttl',
  'seconds',
  'minutes',
  'hours',
  'days',
  'duration',
  'interval',
  'lifetime',
  'expiry',
  'expires',
  'expiration',
  'timeout',
  'length',
  'rounds',
  'size',
  'count',
  'policy',
  'issuer',
  'audience',
  'algorithm',
  'enabled',
  'required',
  'type',
];

/** A RE2 pattern of names in lower case that say that what they name is a secret. */
export const sayingSecret = `(${words.join('|')})`;

/** A RE2 pattern of names in lower case that only speak about a secret: where it is, how long it lives, that it is none. */
export const speakingOfSecrets = `([_.-](${remarks.join('|')})|passw(or)?d[_.-]key)$|(^|[_.-])publi(c|shable)[_.-]`;

/** A RE2 pattern of values that are a switch, and no secret whatever their name says. */
export const aSwitch = '(?i:true|false|yes|no|on|off)';

/** Values that are a switch, as they are written. */
export const switches: readonly string[] = ['true', 'False', 'yes', 'NO', 'on', 'off'];

/** Names that say that what they name is a secret, as they are written. */
export const secretNames: readonly string[] = [
  'DB_PASSWORD',
  'ftp_passwd',
  'sshPassphrase',
  'client-secret',
  'BANK_TOKEN',
  'TOKEN_OF_BANK',
  'API_KEY',
  'apikey',
  'aws.access-key',
  'PRIVATE_KEY_PEM',
  'GCP_CREDENTIALS',
  'connectionString',
  'DB_CONN_STR',
];

/** Names that only sound like it. */
export const harmlessNames: readonly string[] = [
  'LOG_LEVEL',
  'MAX_TOKENS',
  'TOKENIZER',
  'KEYBOARD',
  'PASSAGE',
  ...remarks.map((remark) => `DB_PASSWORD_${remark.toUpperCase()}`),
  'DB_PASSWORD_KEY',
  'PUBLIC_API_KEY',
  'stripe.publishable-api-key',
  'token-file',
  'secret.name',
];
