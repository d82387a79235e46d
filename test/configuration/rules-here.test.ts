// `writ rules` under a configuration: its own rules, with their owner, and by which setting each is on or off.
import { expect, test } from 'vitest';
import { writ } from '../doors/cli.ts';

const config = ['--config', 'examples/configuration/writ.config.yaml'];

interface Here {
  readonly enabled: boolean;
  readonly why: string;
  readonly owner: string;
}

test("the configuration's own rules are listed with their owner, and what it switches off says by which setting", async () => {
  const { code, out } = await writ(['rules', ...config]);
  expect(code).toBe(0);
  expect(out).toMatch(/^ +shop-001 +high +Images of our own registry {2}\(owned by Shop\)$/m);
  expect(out).toMatch(
    /\d+ rules; one in full: .*\n\d+ of them are on by examples\/configuration\/writ\.config\.yaml\n$/,
  );
});

test('one rule in full says how it stands here, and why', async () => {
  const { out } = await writ(['rules', 'low-uid', 'shop-001', ...config]);
  expect(out).toContain('on: ruleOverrides["low-uid"].enabled switches it on');
  expect(out).toContain('strict, a violation blocks: global.enforcement');
  expect(out).toContain('on: customRules["shop-001"] switches it on');
});

test('as JSON every rule has its standing; without a configuration none has', async () => {
  const { out } = await writ(['rules', ...config, '--format', 'json']);
  const { about, configuration } = JSON.parse(out) as {
    about: Record<string, { here: Here }>;
    configuration: string;
  };
  expect(configuration).toBe('examples/configuration/writ.config.yaml');
  expect(about['shop-002']?.here).toMatchObject({ enabled: true, owner: 'Shop' });
  expect(Object.values(about).every(({ here }) => here.why !== '' && here.owner !== '')).toBe(true);
  const plain = await writ(['rules', 'host-pid', '--format', 'json']);
  expect(JSON.parse(plain.out)).not.toHaveProperty('about.host-pid.here');
});
