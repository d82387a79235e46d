import { begin, type Door } from './ask.ts';
import { textOf } from './exchange.ts';

const mostBytes = 64 * 1_048_576;

/**
 * What the API server counts of itself, as Prometheus reads it.
 * @throws {WritError} `CLUSTER_FORBIDDEN`
 */
export async function metricsOf(door: Door): Promise<string> {
  const doing = { verb: 'get', group: '', resource: 'metrics', namespace: null, name: null };
  const question = { method: 'GET', path: '/metrics', accept: 'text/plain', doing } as const;
  return begin(door, question, [], (reply) => textOf(reply, mostBytes));
}
