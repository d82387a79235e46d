// Asks a running API server which of many changed objects it can read (strict field validation, dry run), and keeps the answers:
// `node scripts/schema/record-refusals.ts <server> <token> [seed]`, with NODE_TLS_REJECT_UNAUTHORIZED=0 for a test cluster's own certificate.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { namespaceOf, type Resource } from '../../src/core/resource.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { mutated, randomMutation, type Mutation } from '../../test/schema/mutate.ts';

const [server = '', token = '', given = '1'] = process.argv.slice(2);
const schema = await kubernetesSchema();
let state = Number(given);

function below(limit: number): number {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor(state / 65_536) % limit;
}

async function isRefused(resource: Resource): Promise<boolean> {
  const kind = schema.find(resource.apiVersion, resource.kind);
  const namespace = namespaceOf(resource);
  const group = resource.apiVersion.includes('/') ? 'apis' : 'api';
  const within = namespace === null ? '' : `/namespaces/${namespace}`;
  const url = `${server}/${group}/${resource.apiVersion}${within}/${kind?.resource}?dryRun=All&fieldValidation=Strict`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(resource),
  });
  await response.text();
  return response.status === 400;
}

const rows = new Map<string, boolean>();
while (rows.size < 2_000) {
  const mutation: Mutation | null = randomMutation(below);
  if (mutation === null) continue;
  const row = JSON.stringify(mutation);
  if (!rows.has(row)) rows.set(row, await isRefused(mutated(mutation)));
}
const lines = [...rows].map(([mutation, refused]) => `[${mutation},${refused}]`);
writeFileSync(
  fileURLToPath(new URL('../../test/schema/refused-1.36.json', import.meta.url)),
  `[\n${lines.join(',\n')}\n]\n`,
);
console.log(`${[...rows.values()].filter(Boolean).length} of ${rows.size} refused, seed ${given}`);
