import { beforeAll, describe, expect, test } from 'vitest';
import { readConfiguration, type Known } from '../../src/configuration/read-configuration.ts';
import { evidence } from '../../src/operations/deciding/compliance-evidence.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { folder, writ } from '../doors/cli.ts';
import { broken, text } from './broken-configurations.ts';

interface Validated {
  readonly configurations: readonly {
    readonly file: string;
    readonly problems: readonly {
      readonly line: number;
      readonly column: number;
      readonly message: string;
    }[];
  }[];
}

let known: Known;
beforeAll(async () => {
  known = { rules, schema: await kubernetesSchema(), now: 0n, evidence };
});

describe('a broken configuration ends in a sentence with its place', () => {
  test.each(broken)('%s', async (_, configuration, sentence) => {
    const started = performance.now();
    const read = await readConfiguration('writ.config.json', configuration, known);
    expect(read).toHaveProperty('problems');
    const [first] = 'problems' in read ? read.problems : [];
    expect(`${first?.line}:${first?.column}: ${first?.message}`).toMatch(sentence);
    expect(first?.message.length).toBeLessThan(400);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('there are at least sixty of them', () => {
    expect(broken.length).toBeGreaterThanOrEqual(60);
  });

  test('all of them at the door, too, and none keeps the others from being told', async () => {
    const small = broken.filter(([, configuration]) => configuration.length < 4_194_304);
    const names = small.map((_, index) => `c${index}.json`);
    using made = folder(
      Object.fromEntries(small.map(([, configuration], index) => [names[index] ?? '', configuration])),
    );
    const { code, out, err } = await writ(['config', 'validate', ...names, '--format', 'json'], {
      cwd: made.path,
    });
    expect([code, err]).toEqual([1, '']);
    const { configurations } = JSON.parse(out) as Validated;
    expect(configurations.map(({ file }) => file)).toEqual(names);
    for (const [index, { problems }] of configurations.entries()) {
      const [first] = problems;
      expect(`${first?.line}:${first?.column}: ${first?.message}`).toMatch(small[index]?.[2] ?? /^$/);
    }
  });

  test('several are told together, and no secret is quoted', async () => {
    const secret = 'https://hooks.slack.example/T000/B000/hunter2';
    const read = await readConfiguration(
      'a.json',
      text({
        global: { enforcement: 'no' },
        notifications: { slack: { webhookUrl: secret, chanel: '#a' } },
        customRules: 3,
      }),
      known,
    );
    expect('problems' in read && read.problems.length).toBe(3);
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });
});
