import { child, type JsonPointer } from '../core/json.ts';
import type { Configuration } from './configuration-shape.ts';
import type { Remark } from './remark.ts';

const unserved = 'no `smtp` says by which server, so no mail is sent';
const elsewhere = {
  store: 'it is not read from here: say --store, or set WRIT_STORE',
  model: 'this version asks no model',
  embedding: 'this version asks no model',
  output: 'it is not read from here: say --format and --output',
  authentication: 'this version serves nobody',
} as const;

/** What a configuration says that this version does not act on: nothing of it is passed over in silence. */
export function notYet(configuration: Configuration): readonly Remark[] {
  const settings = Object.keys(elsewhere).flatMap((key) => {
    const name = key as keyof typeof elsewhere;
    return configuration[name] === undefined ? [] : [remark('', name, elsewhere[name])];
  });
  const { notifications } = configuration;
  const isUnserved = notifications?.email !== undefined && notifications.email.smtp === undefined;
  const channels = isUnserved ? [remark('/notifications', 'email', unserved)] : [];
  return [...channels, ...settings];
}

function remark(at: JsonPointer, key: string, why: string): Remark {
  return { pointer: child(at, key), message: `\`${key}\` has no effect yet: ${why}` };
}
