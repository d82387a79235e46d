import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import type {
  Binding,
  Facts,
  Policy,
  PolicyException,
  PolicySet,
  Request,
  Scope,
  Validation,
} from '../core/policy.ts';
import { offlineFacts } from './offline-facts.ts';
import { createSetJudge } from './set-judge.ts';

const everywhere: Scope = { all: [] };
const facts: Facts = offlineFacts(0n);

function validation(expression: string, more: Partial<Validation> = {}): Validation {
  return { id: 'v', expression, message: null, messageExpression: null, reason: 'Invalid', ...more };
}

function policy(name: Policy['dialect']['name'], changes: Partial<Policy>): Policy {
  return {
    id: `Kind/${name}`,
    dialect: { name, version: name === 'vap' ? '1.36' : '1.19' },
    scope: everywhere,
    conditions: [],
    params: null,
    variables: [],
    validations: [],
    mutations: [],
    auditAnnotations: [],
    onError: 'Fail',
    about: {
      title: name,
      severity: 'medium',
      category: 'security',
      code: null,
      rule: null,
      variantOf: null,
      source: null,
      remediation: null,
    },
    ...changes,
  };
}

function binding(policyId: string, changes: Partial<Binding> = {}): Binding {
  return { name: 'b', policy: policyId, scope: everywhere, actions: ['Deny'], params: null, ...changes };
}

function exception(changes: Partial<PolicyException>): PolicyException {
  return {
    policies: [],
    scope: everywhere,
    conditions: [],
    result: 'skip',
    allowed: null,
    until: null,
    reason: null,
    ...changes,
  };
}

function setOf(policies: readonly Policy[], changes: Partial<PolicySet> = {}): PolicySet {
  return { policies, bindings: [], exceptions: [], refused: [], ...changes };
}

function request(object: JsonObject, changes: Partial<Request> = {}): Request {
  return {
    operation: 'CREATE',
    kind: { group: '', version: 'v1', kind: 'Pod' },
    resource: { group: '', version: 'v1', resource: 'pods' },
    subresource: null,
    name: 'p',
    namespace: 'shop',
    object,
    oldObject: null,
    user: null,
    dryRun: false,
    ...changes,
  };
}

const pod: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { hostNetwork: true },
};

function outcomes(set: PolicySet, asked: Request = request(pod), known: Facts = facts) {
  return createSetJudge(set)
    .judge(asked, known)
    .verdicts.map(({ outcome }) => outcome);
}

describe('several expressions', () => {
  const validations = [
    validation('object.spec.hostNetwork == false', { id: 'one', message: 'first' }),
    validation("object.metadata.name != 'p'", { id: 'two', message: 'second' }),
  ];

  it('are all evaluated by an API server', () => {
    const [outcome] = outcomes(setOf([policy('vap', { validations })]));
    expect(outcome).toMatchObject({ violations: [{ message: 'first' }, { message: 'second' }] });
  });

  it.each(['kyverno-validating', 'kyverno-clusterpolicy'] as const)(
    'are evaluated by %s up to the first that does not hold',
    (name) => {
      const [outcome] = outcomes(setOf([policy(name, { validations })]));
      expect(outcome).toMatchObject({ violations: [{ message: 'first' }] });
      expect(outcome).not.toHaveProperty('violations.1');
    },
  );
});

describe('an expression that cannot be evaluated', () => {
  const validations = [validation('object.spec.none == 1')];

  it('is an error of a ValidatingAdmissionPolicy, unless its failurePolicy is Ignore', () => {
    expect(outcomes(setOf([policy('vap', { validations })]))).toMatchObject([{ result: 'error' }]);
    expect(outcomes(setOf([policy('vap', { validations, onError: 'Ignore' })]))).toEqual([
      { result: 'pass' },
    ]);
  });

  it('is an error of a ValidatingPolicy whatever its failurePolicy', () => {
    const set = setOf([policy('kyverno-validating', { validations, onError: 'Ignore' })]);
    expect(outcomes(set)).toMatchObject([{ result: 'error' }]);
  });

  it('is a violation of a ClusterPolicy', () => {
    const set = setOf([policy('kyverno-clusterpolicy', { validations, onError: 'Ignore' })]);
    expect(outcomes(set)).toMatchObject([
      {
        result: 'fail',
        violations: [{ message: "expression 'object.spec.none == 1' resulted in error: no such key: none" }],
      },
    ]);
  });
});

describe('a condition', () => {
  const met = validation('true');
  const isFalse = { name: 'small', expression: "object.metadata.name == 'other'" };
  const isWrong = { name: 'wrong', expression: 'object.spec.none == 1' };

  it('that is false leaves the request out, whatever fails beside it', () => {
    for (const name of ['vap', 'kyverno-validating', 'kyverno-clusterpolicy'] as const) {
      const one = policy(name, { conditions: [isWrong, isFalse], validations: [met] });
      expect(outcomes(setOf([one]))).toEqual([
        { result: 'skip', reason: 'its match condition `small` is false', unmet: true },
      ]);
    }
  });

  it('that fails is an error, a violation of a ClusterPolicy, and nothing where it is ignored', () => {
    const judged = (name: Policy['dialect']['name'], onError: Policy['onError']) =>
      outcomes(setOf([policy(name, { conditions: [isWrong], validations: [met], onError })]))[0]?.result;
    expect(judged('vap', 'Fail')).toBe('error');
    expect(judged('vap', 'Ignore')).toBe('skip');
    expect(judged('kyverno-validating', 'Fail')).toBe('error');
    expect(judged('kyverno-validating', 'Ignore')).toBe('skip');
    expect(judged('kyverno-clusterpolicy', 'Ignore')).toBe('fail');
  });
});

describe('a message', () => {
  const wrong = validation('false', { message: 'stated', messageExpression: 'object.spec.none' });

  it('that cannot be made is the stated one of an API server, and says why in Kyverno', () => {
    const [vap] = outcomes(setOf([policy('vap', { validations: [wrong] })]));
    const [kyverno] = outcomes(setOf([policy('kyverno-validating', { validations: [wrong] })]));
    expect(vap).toMatchObject({ violations: [{ message: 'stated' }] });
    expect(kyverno).toMatchObject({
      violations: [{ message: 'failed to evaluate message expression: no such key: none' }],
    });
  });

  it('that nobody wrote is made of what there is', () => {
    const [vap] = outcomes(setOf([policy('vap', { validations: [validation(' false ')] })]));
    const [kyverno] = outcomes(
      setOf([policy('kyverno-validating', { validations: [validation(' false ')] })]),
    );
    expect(vap).toMatchObject({ violations: [{ message: 'failed expression: false' }] });
    expect(kyverno).toMatchObject({
      violations: [{ message: 'CEL expression validation failed at index 0' }],
    });
  });
});

describe('a namespace that nobody knows', () => {
  const named = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] } as const;
  const labelled = { key: 'team', operator: 'Exists', values: [] } as const;
  const judged = (...matchExpressions: readonly (typeof named | typeof labelled)[]) => {
    const scope: Scope = { namespaceLabels: { matchLabels: {}, matchExpressions } };
    const one = policy('vap', { scope, validations: [validation('false')] });
    return ['shop', 'kube-system'].map(
      (namespace) => outcomes(setOf([one]), request(pod, { namespace }))[0]?.result,
    );
  };

  it('still has its name for a label', () => {
    expect(judged(named)).toEqual(['fail', undefined]);
    expect(judged(labelled)).toEqual(['skip', 'skip']);
    expect(judged(named, labelled)).toEqual(['skip', undefined]);
  });

  it('can be read for its name, and for nothing else', () => {
    const reading = (expression: string) =>
      outcomes(setOf([policy('vap', { validations: [validation(expression)] })]))[0]?.result;
    expect(reading("namespaceObject.metadata.name == 'shop'")).toBe('pass');
    expect(reading("has(namespaceObject.metadata.labels) || namespaceObject.metadata.name == ''")).toBe(
      'skip',
    );
  });
});

describe('policies that change objects', () => {
  const scope: Scope = { kinds: ['Pod'] };
  const changing = (expression: string, id: string) =>
    policy('map', { id, scope, mutations: [{ form: 'JSONPatch', expression }] });
  const add = (value: string): string => `[JSONPatch{op: 'add', path: '/spec/hostNetwork', value: ${value}}]`;

  it('have their turn one after the other, before those that judge', () => {
    const judging = policy('vap', {
      validations: [validation('!object.spec.hostNetwork', { message: 'host network' })],
    });
    const second = changing(
      "[JSONPatch{op: 'replace', path: '/metadata/name', value: object.spec.hostNetwork ? 'no' : 'yes'}]",
      'second',
    );
    const judged = createSetJudge(setOf([judging, changing(add('false'), 'first'), second])).judge(
      request(pod),
      facts,
    );
    expect(judged.object).toMatchObject({ metadata: { name: 'yes' }, spec: { hostNetwork: false } });
    expect(judged.verdicts.map(({ policy: { id }, outcome: { result } }) => [id, result])).toEqual([
      ['first', 'pass'],
      ['second', 'pass'],
      ['Kind/vap', 'pass'],
    ]);
    expect(pod).toMatchObject({ spec: { hostNetwork: true } });
  });

  it('that fail leave the object as it is', () => {
    const judged = createSetJudge(
      setOf([changing("[JSONPatch{op: 'remove', path: '/none'}]", 'wrong')]),
    ).judge(request(pod), facts);
    expect(judged.verdicts).toMatchObject([{ outcome: { result: 'error' } }]);
    expect(judged.object).toBe(pod);
  });
});

describe('what only something outside knows', () => {
  const one = (changes: Partial<Policy>) =>
    policy('kyverno-validating', {
      validations: [validation("resource.Get('v1', 'configmaps', 'shop', 'c').data.a == 'b'")],
      ...changes,
    });

  it('is asked of the facts', () => {
    const asked: unknown[] = [];
    const known: Facts = {
      ...facts,
      external(library, args) {
        asked.push(library, args);
        return { known: true, value: { data: { a: 'b' } } };
      },
    };
    expect(outcomes(setOf([one({})]), request(pod), known)).toEqual([{ result: 'pass' }]);
    expect(asked).toEqual(['resource.Get', ['v1', 'configmaps', 'shop', 'c']]);
  });

  it('makes the outcome skip where nobody answers, whatever failurePolicy says', () => {
    const reason = 'not evaluable: what `resource.Get` would answer is not known without a cluster';
    const conditions = [{ name: 'c', expression: "resource.Get('v1', 'pods', 'a', 'b').kind == 'Pod'" }];
    expect(outcomes(setOf([one({})]))).toEqual([{ result: 'skip', reason }]);
    expect(outcomes(setOf([one({ conditions, onError: 'Ignore' })]))).toEqual([{ result: 'skip', reason }]);
  });

  it('is never remembered', () => {
    let answer = 'b';
    const known: Facts = { ...facts, external: () => ({ known: true, value: { data: { a: answer } } }) };
    const judge = createSetJudge(setOf([one({})]));
    const results = Array.from({ length: 60 }, (_, index) => {
      answer = index % 2 === 0 ? 'b' : 'c';
      return judge.judge(request(pod), known).verdicts[0]?.outcome.result;
    });
    expect(results.filter((result) => result === 'fail')).toHaveLength(30);
  });
});

describe('a policy for the templates of pods', () => {
  const template = { spec: { containers: [{ name: 'a', image: 'b:latest' }] } };
  const jobs: JsonObject = {
    apiVersion: 'x/v1',
    kind: 'JobSet',
    metadata: { name: 'j' },
    spec: { jobs: [{ template }] },
  };
  const one = policy('kyverno-validating', {
    judges: 'pod-templates',
    validations: [
      validation("object.spec.containers.all(c, !c.image.endsWith('latest'))", { message: 'tag' }),
    ],
  });

  it('says where in the object the template stands', () => {
    expect(outcomes(setOf([one]), request(jobs))).toMatchObject([
      {
        violations: [
          {
            message: 'tag (pod template at spec.jobs[0].template)',
            places: ['/spec/jobs/0/template/spec/containers/0/image'],
          },
        ],
      },
    ]);
  });

  it('is an error where there is none', () => {
    expect(outcomes(setOf([one]), request({ ...jobs, spec: {} }))).toMatchObject([{ result: 'error' }]);
  });
});

describe('bindings', () => {
  const one = policy('vap', { validations: [validation('false')] });

  it('give a verdict each where they are at work, with their actions', () => {
    const inShop = binding(one.id, { name: 'shop', scope: { namespaces: ['shop'] }, actions: ['Warn'] });
    const inOther = binding(one.id, { name: 'other', scope: { namespaces: ['other'] } });
    const verdicts = createSetJudge(setOf([one], { bindings: [inShop, inOther, binding(one.id)] })).judge(
      request(pod),
      facts,
    ).verdicts;
    expect(verdicts.map(({ binding: at, actions }) => [at?.name, actions])).toEqual([
      ['shop', ['Warn']],
      ['b', ['Deny']],
    ]);
  });

  it('that there are none of leave it to the reader what a violation does', () => {
    const [verdict] = createSetJudge(setOf([one])).judge(request(pod), facts).verdicts;
    expect(verdict).toMatchObject({ binding: null, actions: [], outcome: { result: 'fail' } });
  });

  it('of a policy are those of what autogen made of it', () => {
    const variant = { ...one, id: 'Kind/p@defaults', about: { ...one.about, variantOf: 'Kind/p' } };
    const [verdict] = createSetJudge(setOf([variant], { bindings: [binding('Kind/p')] })).judge(
      request(pod),
      facts,
    ).verdicts;
    expect(verdict?.actions).toEqual(['Deny']);
  });
});

describe('parameters', () => {
  const params = { apiVersion: 'v1', kind: 'ConfigMap' };
  const one = policy('vap', {
    params,
    validations: [validation('object.metadata.name in params.data.names', { message: 'not listed' })],
  });
  const paramRef = { name: 'c', selector: null, namespace: null, whenMissing: 'Deny' } as const;
  const withParams = (value: readonly JsonObject[]): Facts => ({
    ...facts,
    params: () => ({ known: true, value }),
  });
  const bound = setOf([one], { bindings: [binding(one.id, { params: paramRef })] });
  const listing = (...names: readonly string[]): JsonObject => ({ data: { names } });

  it('must be satisfied, each that there is', () => {
    expect(outcomes(bound, request(pod), withParams([listing('p')]))).toEqual([{ result: 'pass' }]);
    expect(outcomes(bound, request(pod), withParams([listing('p'), listing('q')]))).toMatchObject([
      { result: 'fail' },
    ]);
  });

  it('that are missing are an error, or allowed', () => {
    expect(outcomes(bound, request(pod), withParams([]))).toMatchObject([{ result: 'error' }]);
    const lenient = binding(one.id, { params: { ...paramRef, whenMissing: 'Allow' } });
    expect(outcomes(setOf([one], { bindings: [lenient] }), request(pod), withParams([]))).toMatchObject([
      { result: 'skip', unmet: true },
    ]);
  });

  it('that nobody knows make the outcome skip', () => {
    expect(outcomes(bound)).toMatchObject([{ result: 'skip' }]);
    expect(outcomes(setOf([one]))).toMatchObject([{ result: 'skip' }]);
  });
});

describe('exceptions', () => {
  const one = policy('kyverno-validating', {
    id: 'ValidatingPolicy/p@defaults',
    validations: [validation("'a' in exceptions.allowedValues")],
  });
  const policies = ['ValidatingPolicy/p'];
  const excepting = (...exceptions: readonly Partial<PolicyException>[]): PolicySet =>
    setOf([one], { exceptions: exceptions.map((more) => exception({ policies, ...more })) });

  it('lift the whole policy, as skip or as pass', () => {
    expect(outcomes(excepting({ reason: 'agent' }))).toEqual([
      { result: 'skip', reason: 'an exception lifts it: agent' },
    ]);
    expect(outcomes(excepting({ result: 'pass' }))).toEqual([{ result: 'pass' }]);
  });

  it('allow some values where they say which', () => {
    expect(outcomes(excepting())).toMatchObject([{ result: 'fail' }]);
    expect(outcomes(excepting({ allowed: { images: [], values: ['a'] } }))).toEqual([{ result: 'pass' }]);
  });

  it('hold for their scope, their conditions and their time', () => {
    expect(outcomes(excepting({ scope: { names: ['other'] } }))).toMatchObject([{ result: 'fail' }]);
    const conditions = [{ name: 'c', expression: "object.metadata.name == 'other'" }];
    expect(outcomes(excepting({ conditions }))).toMatchObject([{ result: 'fail' }]);
    const later: Facts = { ...facts, now: BigInt(Date.parse('2026-01-01T00:00:00Z')) * 1_000_000n };
    const until = '2025-12-31T23:59:59Z';
    expect(outcomes(excepting({ until }), request(pod), later)).toMatchObject([{ result: 'fail' }]);
    expect(outcomes(excepting({ until }))).toMatchObject([{ result: 'skip' }]);
  });

  it('that fail are an error of the policy, unless another lifts it', () => {
    const wrong = { conditions: [{ name: 'c', expression: 'object.spec.none == 1' }] };
    expect(outcomes(excepting(wrong))).toMatchObject([{ result: 'error' }]);
    expect(outcomes(excepting(wrong, {}))).toMatchObject([{ result: 'skip' }]);
  });

  it('exempt nobody that is not known', () => {
    const users = { users: [{ kind: 'User', name: 'ann', namespace: null }] } as const;
    const judged = (how: 'unknown' | 'ignored') =>
      createSetJudge(excepting({ scope: users }), { users: how }).judge(request(pod), facts).verdicts[0]
        ?.outcome.result;
    expect(judged('unknown')).toBe('skip');
    expect(judged('ignored')).toBe('fail');
  });
});

describe('a user that nobody knows', () => {
  const anns: Scope = { users: [{ kind: 'User', name: 'ann', namespace: null }] };
  const judged = (scope: Scope, expression: string, users: 'unknown' | 'anyone' | 'ignored') => {
    const one = policy('kyverno-clusterpolicy', { scope, validations: [validation(expression)] });
    return createSetJudge(setOf([one]), { users }).judge(request(pod), facts).verdicts[0]?.outcome.result;
  };

  it('fits what is for some, and is not excluded with some', () => {
    for (const scope of [anns, { not: anns }]) {
      expect(judged(scope, 'false', 'unknown')).toBe('skip');
      expect(judged(scope, 'false', 'anyone')).toBe('fail');
      expect(judged(scope, 'false', 'ignored')).toBe('fail');
    }
  });

  it('has no name that could be read', () => {
    const reads = "!has(request.userInfo.username) || request.userInfo.username != 'ann'";
    expect(judged({ all: [] }, reads, 'unknown')).toBe('skip');
    expect(judged({ all: [] }, reads, 'anyone')).toBe('skip');
  });
});

describe('a policy that does not compile', () => {
  it('is an error of the requests in its scope, and of no other policy', () => {
    const wrong = policy('vap', { id: 'Kind/wrong', validations: [validation('object.')] });
    const elsewhere = { ...wrong, id: 'Kind/else', scope: { operations: ['DELETE'] } as Scope };
    const sound = policy('vap', { id: 'Kind/sound', validations: [validation('true')] });
    const judged = createSetJudge(setOf([wrong, sound, elsewhere])).judge(request(pod), facts).verdicts;
    expect(judged.map(({ policy: { id }, outcome }) => [id, outcome.result])).toEqual([
      ['Kind/wrong', 'error'],
      ['Kind/sound', 'pass'],
    ]);
  });

  it('costs too much in all, though no expression does', () => {
    const list = `[${Array.from({ length: 100 }, (_, index) => index).join(',')}]`;
    const dear = `${list}.all(x, ${list}.all(y, [1, 2, 3].all(z, x + y + z >= 0)))`;
    const several = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        validation(`${dear} && ${index} >= 0`, { id: `v${index}` }),
      );
    const judged = (changes: Partial<Policy>) => outcomes(setOf([policy('vap', changes)]))[0]?.result;
    expect(judged({ validations: several(8) })).toBe('pass');
    expect(judged({ validations: several(40) })).toBe('error');
    const conditions = several(12).map(({ id, expression }) => ({ name: id, expression }));
    expect(judged({ conditions, validations: [validation('true')] })).toBe('error');
    const shared = { variables: [{ name: 'dear', expression: dear }] };
    expect(judged({ ...shared, validations: [validation('variables.dear')] })).toBe('pass');
  });

  it('costs too much without passing', () => {
    const list = '[1,2,3,4,5,6,7,8,9,10]';
    const nested = Array.from({ length: 8 }).reduce<string>(
      (inner, _, depth) => `${list}.all(x${depth}, ${inner})`,
      'true',
    );
    const costly = policy('vap', { validations: [validation(nested)] });
    expect(outcomes(setOf([costly]))).toMatchObject([{ result: 'error' }]);
  });
});
