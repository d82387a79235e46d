// Policies that people have, written for another target, say the same of every object beside them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { offlineFacts } from '../../src/check/offline-facts.ts';
import { requestOf } from '../../src/check/request-of.ts';
import { createSetJudge } from '../../src/check/set-judge.ts';
import type { SetJudge } from '../../src/check/set-verdict.ts';
import { WritError } from '../../src/core/errors.ts';
import { isJsonObject, type JsonValue } from '../../src/core/json.ts';
import type { Policy, PolicySet, Request } from '../../src/core/policy.ts';
import { isResource, type Resource } from '../../src/core/resource.ts';
import { isPolicy, readPolicies } from '../../src/dialects/read-policies.ts';
import { renderPolicy } from '../../src/enforce/render-policy.ts';
import { targetFor, targetNames, type Target } from '../../src/enforce/targets.ts';
import { kindsOf } from '../../src/operations/judging/kinds-of.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';

const suites = process.env['WRIT_SUITES'] ?? resolve(import.meta.dirname, '../../../shared');
const missing = !existsSync(join(suites, 'conformance/kyverno'));
if (missing) console.warn(`skipped: policies that are migrated (no ${suites}/conformance/kyverno)`);

const schema = await kubernetesSchema();
const kinds = kindsOf(schema);
const facts = {
  ...offlineFacts(0n),
  namespace: (name: string) => {
    const metadata = { name, labels: { 'kubernetes.io/metadata.name': name } };
    return { known: true as const, value: { apiVersion: 'v1', kind: 'Namespace', metadata } };
  },
};

interface Folder {
  readonly policies: Resource[];
  readonly objects: Resource[];
}

/** The policies of a suite, each with the objects of its folder. */
function foldersIn(suite: string): readonly Folder[] {
  const folders = new Map<string, Folder>();
  const files = readdirSync(suite, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );
  for (const file of files.filter(
    (name) => !/kyverno-test|values|context|artifacthub/.test(basename(name)),
  )) {
    const folder = dirname(file).replace(/\/\.(?:chainsaw|kyverno)-test.*$/, '');
    const known = folders.get(folder) ?? { policies: [], objects: [] };
    folders.set(folder, known);
    for (const object of objectsIn(readFileSync(join(suite, file), 'utf8')))
      (isPolicy(object) ? known.policies : known.objects).push(object);
  }
  return [...folders.values()];
}

function objectsIn(text: string): readonly Resource[] {
  return parseAllDocuments(text).flatMap((document) => {
    const value = document.toJS({ maxAliasCount: 1000 }) as JsonValue;
    return isJsonObject(value) && isResource(value) ? [value] : [];
  });
}

/** What a target would have of a policy, or null where it refuses it. */
function migrated(policy: Policy, target: Target): PolicySet | null {
  const wanted = {
    policy,
    scope: { all: [] },
    actions: ['Deny' as const],
    params: null,
    exceptions: [],
    why: null,
  };
  try {
    return target.dialect.parse(renderPolicy(wanted, target, schema), target.version);
  } catch (error) {
    if (error instanceof WritError && error.code === 'TARGET_UNSUPPORTED') return null;
    throw error;
  }
}

/** An error of a policy that fails closed denies, as a violation does, though in other words. */
function said(judge: SetJudge, request: Request): string {
  const { object, verdicts } = judge.judge(request, facts);
  const [verdict] = verdicts;
  if (verdict === undefined || (verdict.outcome.result === 'skip' && verdict.outcome.unmet === true))
    return 'nothing';
  const { outcome, policy } = verdict;
  if (policy.mutations.length > 0) return `${outcome.result} ${JSON.stringify(object)}`;
  if (outcome.result === 'error') return 'denied';
  if (outcome.result !== 'fail') return outcome.result;
  const { message, validation } = outcome.violations[0];
  const isOwn = validation.message !== null && message.trim() === validation.message.trim();
  return isOwn ? `denied: ${message.trim()}` : 'denied';
}

describe.skipIf(missing)('what is migrated says the same', () => {
  const folders = missing
    ? []
    : ['kyverno', 'kyverno-classic'].flatMap((name) => foldersIn(join(suites, 'conformance', name)));
  const read = folders.flatMap(({ policies, objects }) => {
    const set = readPolicies(policies, { kubernetes: '1.36', kyverno: '1.19' });
    return set.policies.map((policy) => ({
      policy,
      requests: objects.map((object) => requestOf(object, kinds)),
    }));
  });

  test.each(targetNames)('as %s', (name) => {
    const target = targetFor(name, { kubernetes: 36, kyverno: 19 });
    const concerned = read.filter(({ policy }) => policy.mutations.length > 0 === target.changes);
    let taken = 0;
    const differ: string[] = [];
    for (const { policy, requests } of concerned) {
      const set = migrated(policy, target);
      if (set === null) continue;
      taken += 1;
      const before = createSetJudge({ policies: [policy], bindings: [], exceptions: [], refused: [] });
      const after = createSetJudge(set);
      for (const request of requests) {
        const [own, other] = [said(before, request), said(after, request)];
        if (!alike(own, other))
          differ.push(`${policy.id} on ${request.kind.kind}/${request.name}: ${own} becomes ${other}`);
      }
    }
    expect(differ).toEqual([]);
    expect(taken / concerned.length).toBeGreaterThan(0.88);
  });
});

/** A message that an expression makes may fail, and then every target says something else. */
function alike(one: string, other: string): boolean {
  return (
    one === other ||
    (one.startsWith('denied') && other.startsWith('denied') && [one, other].includes('denied'))
  );
}
