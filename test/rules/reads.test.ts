import { expect, test } from 'vitest';
import { bind } from '../../src/ask/bind.ts';
import { createJudge } from '../../src/check/judge.ts';
import { requestOf } from '../../src/check/request-of.ts';
import { isJsonObject } from '../../src/core/json.ts';
import { partCopy } from '../../src/core/part-copy.ts';
import type { Parts } from '../../src/core/parts.ts';
import { isResource, type Resource } from '../../src/core/resource.ts';
import type { Example, Rule } from '../../src/core/rule.ts';
import { openBench } from '../../src/operations/bench.ts';
import { exampleRequest } from '../../src/prove/judge-example.ts';
import { factsAmong } from '../../src/related/facts-among.ts';
import { createResourceIndex } from '../../src/related/resource-index.ts';
import { rules } from '../../src/rules/index.ts';

const bench = await openBench(0n);

/** What a rule says of an example, judged as a whole or by what the rule reads of it and of what stands beside it. */
function outcomes(rule: Rule, example: Example) {
  const policy = bind(rule, example.answers ?? {}, { minor: example.minor ?? bench.minor });
  const judge = createJudge([policy], { environment: bench.environment, form: 'budget' });
  const judged = (resource: Resource, whole: boolean) => {
    const lookups = judge.lookups().map(({ lookup, parts }) => ({ lookup, parts: whole ? 'all' : parts }));
    const index = createResourceIndex(lookups);
    const request = exampleRequest({ ...example, resource }, bench);
    index.add(example.resource, request);
    for (const other of example.beside ?? []) index.add(other, requestOf(other, bench.kinds));
    return judge.judge(request, factsAmong(bench.facts, index)).map(({ outcome }) => outcome);
  };
  const name: Parts = { fields: { name: 'all', namespace: 'all' }, each: null };
  const identity: Parts = { fields: { apiVersion: 'all', kind: 'all', metadata: name }, each: null };
  const read = partCopy(judge.reads([policy]))(example.resource, (text) => text);
  const who = partCopy(identity)(example.resource, (text) => text);
  const metadata = { ...metadataOf(who), ...metadataOf(read) };
  const part = { ...(who as Resource), ...(read as Resource), metadata };
  if (!isResource(part)) throw new Error('an object keeps its kind');
  return { whole: judged(example.resource, true), part: judged(part, false) };
}

function metadataOf(value: unknown): object {
  const metadata = (value as { metadata?: never }).metadata;
  return isJsonObject(metadata) ? metadata : {};
}

test.each(rules.map((rule) => [rule.id, rule] as const))(
  'what %s reads is enough for the same verdicts at the same places',
  (_, rule) => {
    for (const example of [...rule.prove.pass, ...rule.prove.fail]) {
      const { whole, part } = outcomes(rule, example);
      expect(part).toEqual(whole);
    }
  },
);
