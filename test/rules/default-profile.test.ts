import { expect, test } from 'vitest';
import { profiles } from '../../src/rules/profiles.ts';
import { rules } from '../../src/rules/index.ts';
import { checkJson, folder } from '../doors/cli.ts';

/** As many first Deployments are. */
const careless = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: "nginx:latest", ports: [{containerPort: 80}]}
        - {name: agent, image: fluentd}
`;

test('a careless Deployment gets about ten findings, none of which has the cause of another', async () => {
  using made = folder({ 'web.yaml': careless });
  const { json } = await checkJson(['web.yaml'], made.path);
  const { findings } = json;
  const of = (path: string): readonly string[] =>
    findings.filter((finding) => finding.path.startsWith(path)).map(({ policy }) => policy);
  expect(findings.length).toBeLessThanOrEqual(10);
  expect(of('/spec/template/spec/containers/1')).toEqual([
    'memory-request-missing',
    'readiness-probe-missing',
  ]);
});

test('every rule is in a profile with a reason, and every profile knows its rules', () => {
  const known = new Set(rules.map(({ id }) => id));
  const stated = Object.values(profiles).flatMap((profile) => profile.rules);
  expect(stated.filter((id) => !known.has(id))).toEqual([]);
  expect([...known].filter((id) => !profiles.all.rules.includes(id))).toEqual([]);
  expect(Object.values(profiles.all.because).filter((reason) => reason.trim() === '')).toEqual([]);
});

test('no rule of the default profile waits for an answer', () => {
  const waiting = rules.filter(
    ({ id, ask }) =>
      profiles.default.rules.includes(id) &&
      Object.values(ask).some(({ default: known }) => known === undefined),
  );
  expect(waiting.map(({ id }) => id)).toEqual([]);
});
