// What rules say may quote the object: the message of an error, and of a messageExpression. No secret may be in it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bind } from '../../src/ask/bind.ts';
import { createJudge } from '../../src/check/judge.ts';
import { offlineFacts } from '../../src/check/offline-facts.ts';
import { identify, type Placed } from '../../src/check/findings.ts';
import { kubernetes } from '../../src/cel/environment/kubernetes.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';
import type { Rule } from '../../src/core/rule.ts';
import { formatNames } from '../../src/formats/index.ts';
import type { CheckEvent } from '../../src/operations/judging/check-result.ts';
import { startRun } from '../../src/operations/judging/check-run.ts';
import { undecided } from '../../src/operations/deciding/decided.ts';
import { judgeResource } from '../../src/operations/judging/judge-resource.ts';
import { kindsOf } from '../../src/operations/judging/kinds-of.ts';
import { policiesOf, watchRun } from '../../src/operations/recording/record-run.ts';
import { createTally } from '../../src/operations/judging/tally.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { guardStore } from '../../src/operations/recording/guard-store.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { rendered } from '../formats/rendered.ts';
import { canary, encoded } from './manifests.ts';

const container: JsonObject = {
  name: 'app',
  image: 'registry.example/app:1',
  args: [`--password=${canary}`, canary],
  env: [
    { name: 'PLAIN', value: canary },
    { name: 'QUOTED', value: `say "${canary}" 'twice'` },
    { name: 'URL', value: `postgres://shop:${canary}@db/shop` },
  ],
};
const pod: Resource = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'checkout', annotations: { note: canary } },
  spec: { containers: [container] },
};
const secret: Resource = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'checkout' },
  data: { plain: encoded },
  stringData: { plain: canary },
};
const settings: Resource = { ...secret, kind: 'ConfigMap', data: { plain: canary } };

/** Where a value stands that nobody else may see, and an object with it. */
const places: readonly (readonly [expression: string, resource: Resource])[] = [
  ['object.spec.containers[0].env[0].value', pod],
  ['object.spec.containers[0].env[1].value', pod],
  ['object.spec.containers[0].env[2].value', pod],
  ['object.spec.containers[0].args[0]', pod],
  ['object.spec.containers[0].args[1]', pod],
  ['object.metadata.annotations.note', pod],
  ['object.data.plain', secret],
  ['object.stringData.plain', secret],
  ['object.data.plain', settings],
];

const [base] = rules;
const everything = { groups: ['*'], versions: ['*'], resources: ['*'], names: [], reach: '*' } as const;

/** A rule that has only this to say of every object. */
function ruleOf(expression: string): Rule {
  if (base === undefined) throw new Error('there is no rule');
  const subject = { resources: [{ ...everything, operations: ['*'] as const }], variables: [], roots: {} };
  const check = [{ id: 'own', expression, message: 'It is broken.' }] as const;
  return { ...base, subject, variables: [], ask: {}, check };
}

function leaks(text: string): boolean {
  return text.includes('c4n4ry') || text.includes(encoded.slice(0, 12));
}

const asked = {
  rules: [],
  profile: null,
  category: [],
  severity: null,
  results: null,
  failOn: 'medium',
  failOnWarn: false,
  noFold: true,
  allowEmpty: false,
  kubernetesVersion: '1.36',
  defaulting: false,
  maxDocuments: 10,
  maxDepth: 100,
  paths: [],
} as const;

test.each(places)('an error that quotes %s is shown and stored without it', async (expression, resource) => {
  const folder = mkdtempSync(join(tmpdir(), 'writ-messages-'));
  const store = guardStore(openSqliteStore(join(folder, 'store.db')));
  // Each of these errors names the value that it could not use.
  const quoting = [
    `{'a': true}[${expression}]`,
    `ip(${expression}).family() == 4`,
    `url(${expression}).getHost() == ''`,
  ];
  let errors = 0;
  for (const [index, one] of quoting.entries()) {
    const rule = ruleOf(one);
    const policies = policiesOf([rule]);
    const recording = await store.findings.record({
      target: 'shop',
      at: index,
      by: 'jane',
      version: '0',
      policies,
    });
    const events: CheckEvent[] = [];
    const world = {
      now: 0n,
      schema: await kubernetesSchema(),
      pause: async () => undefined,
      decided: undecided([rule]),
      watch: watchRun(recording, false),
    };
    const run = startRun(asked, world, (event) => events.push(event));
    await run.judge({ name: 'a.json', named: true, text: JSON.stringify(resource) });
    const { summary } = run.finish();
    await recording.finish({ whole: true, summary: { ...summary } });
    // A URL may be one: then nothing is wrong with it, and nothing said.
    const said = events.map((event) => (event.type === 'finding' ? event.finding.message : '')).join('');
    expect(said.includes('•••')).toBe(summary.error > 0);
    errors += summary.error;
    for (const name of formatNames)
      expect([name, leaks(await rendered(name, events))]).toEqual([name, false]);
  }
  expect(errors).toBeGreaterThanOrEqual(2);
  const stored = (): readonly string[] =>
    readdirSync(folder).filter((name) => leaks(readFileSync(join(folder, name), 'latin1')));
  expect(stored()).toEqual([]);
  await store.close();
  expect(stored()).toEqual([]);
  rmSync(folder, { recursive: true });
});

test.each(places)('a message that is made of %s is shown without it', async (expression, resource) => {
  const schema = await kubernetesSchema();
  const policy = bind(ruleOf('false'), {}, { minor: 36 });
  const validations = policy.validations.map((one) => ({
    ...one,
    messageExpression: `'It says ' + ${expression} + ' and more.'`,
  }));
  const judging = {
    schema,
    judge: createJudge([{ ...policy, validations }], { environment: kubernetes(36), form: 'budget' }),
    kinds: kindsOf(schema),
    facts: offlineFacts(0n),
    rules: new Map<string, Rule>(),
    fixedMessages: new Set<string>(),
    open: new Map<string, string>(),
    warns: new Set<string>(),
    now: 0n,
    tally: createTally(),
    showAll: false,
    defaulting: false,
    minor: 36,
    isLive: false,
    images: null,
    given: null,
    off: new Map(),
    handling: new Map(),
    reads: new Map(),
  };
  const locate = () => ({ file: 'a.json', line: 1, column: 1 });
  const placed: Placed = {
    resource,
    named: identify(resource),
    file: 'a.json',
    document: 1,
    base: '',
    locate,
  };
  const { findings, place } = judgeResource(judging, placed, null);
  const messages = findings.filter((one) => one.policy === policy.id).map((one) => place(one).message);
  expect(messages).toEqual([expect.stringMatching(/^It says .*•••.* and more\.$/)]);
  expect(leaks(messages.join())).toBe(false);
});
