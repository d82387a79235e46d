// Asks a running API server to default the objects of test/schema/inputs.ts, by dry run, and keeps what it answers:
// `node scripts/schema/record.ts <server> <token>`, with NODE_TLS_REJECT_UNAUTHORIZED=0 for a test cluster's own certificate.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { isJsonObject, own } from '../../src/core/json.ts';
import { namespaceOf } from '../../src/core/resource.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { inputs } from '../../test/schema/inputs.ts';

const [server = '', token = ''] = process.argv.slice(2);
const schema = await kubernetesSchema();
const answers: Record<string, JsonValue> = {};
for (const [name, resource] of Object.entries(inputs)) {
  const kind = schema.find(resource.apiVersion, resource.kind);
  const namespace = namespaceOf(resource);
  const group = resource.apiVersion.includes('/') ? 'apis' : 'api';
  const within = namespace === null ? '' : `/namespaces/${namespace}`;
  const url = `${server}/${group}/${resource.apiVersion}${within}/${kind?.resource}?dryRun=All&fieldValidation=Ignore`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(resource),
  });
  const answer = (await response.json()) as JsonObject;
  if (response.status === 201) answers[name] = withoutManagedFields(answer);
  else console.error(`${name}: ${response.status} ${JSON.stringify(own(answer, 'message'))}`);
}
const target = fileURLToPath(new URL('../../test/schema/defaulted-1.36.json', import.meta.url));
const rows = Object.entries(answers).map(
  ([name, answer]) => `${JSON.stringify(name)}: ${JSON.stringify(answer)}`,
);
writeFileSync(target, `{\n${rows.join(',\n')}\n}\n`);
console.log(`${rows.length} of ${Object.keys(inputs).length} objects`);

function withoutManagedFields(answer: JsonObject): JsonObject {
  const metadata = own(answer, 'metadata');
  if (!isJsonObject(metadata)) return answer;
  const { managedFields: _, ...rest } = metadata;
  return { ...answer, metadata: rest };
}
