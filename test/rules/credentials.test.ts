// What finds credentials must not show them: it points at names, and no format quotes the values.
import { expect, test } from 'vitest';
import { openBench } from '../../src/operations/bench.ts';
import { exampleJudge } from '../../src/prove/judge-example.ts';
import { rules } from '../../src/rules/index.ts';
import { formatNames } from '../../src/formats/index.ts';
import { runProgram } from '../../src/surfaces/cli/program.ts';

const bench = await openBench(0n);
const finders = rules.filter(({ id }) =>
  ['secret-literal-in-env', 'secret-as-env', 'configmap-sensitive-key', 'embedded-credential'].includes(id),
);

test.each(finders.map((rule) => [rule.id, rule] as const))(
  '%s points at the names of environment variables, never at their values',
  (_, rule) => {
    const judge = exampleJudge(rule, bench);
    const places = rule.prove.fail.flatMap((example) => {
      const outcome = judge.judge(example);
      return outcome?.result === 'fail' ? outcome.violations.flatMap((violation) => violation.places) : [];
    });
    expect(places.length).toBeGreaterThanOrEqual(rule.prove.fail.length);
    expect(places.filter((place) => /\/env\/\d+\/value$/.test(place))).toEqual([]);
  },
);

test('no format quotes a credential that is found', async () => {
  const secrets = [`AKIA${'Q'.repeat(16)}`, 'hunter22', `ghp_${'q'.repeat(36)}`];
  const [key = '', password = '', token = ''] = secrets;
  const env = [
    { name: 'DB_PASSWORD', value: password },
    { name: 'DATABASE', value: `postgres://shop:${password}@db.example.com` },
    { name: 'CLOUD', value: key },
  ];
  const spec = {
    containers: [{ name: 'app', image: 'app:1', env, command: ['run', token], args: [`--key=${key}`] }],
  };
  const stdin = [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'checkout' }, spec },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'checkout' },
      data: { password, cloud: key, token },
    },
  ]
    .map((object) => JSON.stringify(object, null, 2))
    .join('\n---\n');
  const chosen = finders.flatMap(({ id }) => ['--rules', id]);
  for (const format of formatNames) {
    const { code, said } = await run(['check', '-', '--no-fold', '--format', format, ...chosen], stdin);
    expect(code).toBe(1);
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
  }
});

async function run(args: readonly string[], input: string) {
  let said = '';
  async function* stdin(): AsyncIterable<Buffer> {
    yield Buffer.from(input);
  }
  const say = (text: string) => void (said += text);
  const code = await runProgram(args, '0.0.0', { out: say, err: say, stdin: stdin(), colour: false });
  return { code, said };
}
