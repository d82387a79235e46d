// Results of scans, as `check` and `report` judge images by them.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../src/surfaces/cli/program.ts';
import {
  cycloneDx,
  cycloneDxRow,
  digest,
  grypeReport,
  grypeRow,
  openVex,
  trivyReport,
  trivyRow,
} from '../vulnerabilities/scans.ts';
import { folder } from './cli.ts';

/** Runs the command line in this process. */
async function run(...args: readonly string[]) {
  let [out, err] = ['', ''];
  async function* stdin(): AsyncIterable<Buffer> {
    yield Buffer.from('');
  }
  const code = await runProgram(args, '0.0.0', {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    stdin: stdin(),
    colour: false,
  });
  return { code, out, err };
}

interface Checked {
  readonly summary: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  readonly findings: readonly {
    readonly policy: string;
    readonly result: string;
    readonly severity: string;
    readonly message: string;
    readonly path: string;
    readonly fingerprint: string;
    readonly exception: string | null;
    readonly scan?: { readonly vulnerabilities: readonly { readonly id: string }[] };
  }[];
}

const now = ['--now', '2026-11-21T00:00:00Z'];

/** Runs `check` by the rules on images and reads its document. */
async function check(...args: readonly string[]) {
  const ran = await run('check', ...now, '--format', 'json', ...args);
  return { ...ran, json: JSON.parse(ran.code === 2 ? '{}' : ran.out) as Checked };
}

const pod = (images: readonly string[], metadata = ''): string =>
  `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop${metadata}}
spec:
  containers:
${images.map((image, index) => `    - {name: c${index}, image: '${image}'}\n`).join('')}`;

/** A folder with a Pod of these images and these scans, and the flags that name both. */
function made(images: readonly string[], scans: Readonly<Record<string, unknown>>, metadata = '') {
  const files = Object.entries(scans).map(([name, scan]) => [name, JSON.stringify(scan)] as const);
  const at = folder({ 'pods/a.yaml': pod(images, metadata), ...Object.fromEntries(files) });
  const flags = files.flatMap(([name]) => ['--vulnerabilities', join(at.path, name)]);
  return {
    path: at.path,
    flags: [join(at.path, 'pods'), ...flags],
    [Symbol.dispose]: () => at[Symbol.dispose](),
  };
}

const only = ['--rules', 'vulnerable-image'];
const many = Array.from({ length: 1000 }, (_, index) =>
  trivyRow(`CVE-2026-${index}`, { Severity: index === 500 ? 'CRITICAL' : 'HIGH' }),
);

describe('one image with a thousand vulnerabilities', () => {
  test('is one finding in text, with the worst by name, and every one counts', async () => {
    using at = made(['nginx:1.27'], { 'a.json': trivyReport('nginx:1.27', many) });
    const { code, json } = await check(...only, ...at.flags);
    expect(code).toBe(1);
    expect(json.summary).toMatchObject({ fail: 1, findings: 1000, folded: 999 });
    const [finding, ...others] = json.findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'critical', path: '/spec/containers/0/image' });
    expect(finding?.message).toMatch(
      /^nginx:1\.27 has 1000 vulnerabilities, 1 critical and 999 high, .*: CVE-2026-500 /,
    );
    expect(finding?.scan?.vulnerabilities).toHaveLength(1000);
    expect((await run('check', ...only, ...at.flags)).out.length).toBeLessThan(1000);
  });

  test('is a thousand findings with --no-fold, each with a fingerprint of its own', async () => {
    using at = made(['nginx:1.27'], { 'a.json': trivyReport('nginx:1.27', many) });
    const { json } = await check(...only, '--no-fold', ...at.flags);
    expect(new Set(json.findings.map(({ fingerprint }) => fingerprint)).size).toBe(1000);
  });

  test('stays one alert while vulnerabilities come and go', async () => {
    using at = made(['nginx:1.27'], { 'a.json': trivyReport('nginx:1.27', many) });
    const before = await check(...only, ...at.flags);
    writeFileSync(join(at.path, 'a.json'), JSON.stringify(trivyReport('nginx:1.27', many.slice(0, 1))));
    const after = await check(...only, ...at.flags);
    expect(after.json.findings[0]?.fingerprint).toBe(before.json.findings[0]?.fingerprint);
  });

  test('keeps to the published schema', async () => {
    using at = made(['nginx:1.27'], {
      'a.json': trivyReport('nginx:1.27', many),
      'b.json': grypeReport('nginx:1.27', [grypeRow('CVE-2026-1')]),
    });
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    const valid = ajv.compile(JSON.parse(readFileSync('schemas/check-result.schema.json', 'utf8')) as object);
    expect([valid((await check(...only, ...at.flags)).json), valid.errors]).toEqual([true, null]);
  });
});

describe('an image is judged', () => {
  test('in every list of containers and in volumes, at its own place', async () => {
    const object = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'a' },
      spec: {
        jobTemplate: {
          spec: {
            template: {
              spec: {
                containers: [{ name: 'a', image: 'x/a' }],
                initContainers: [{ name: 'b', image: 'x/a' }],
                volumes: [{ name: 'v', image: { reference: 'x/a' } }],
              },
            },
          },
        },
      },
    };
    using at = made([], { 'a.json': trivyReport('x/a', [trivyRow('CVE-2026-1')]), 'pods/b.json': object });
    const { json } = await check(
      ...only,
      join(at.path, 'pods/b.json'),
      '--vulnerabilities',
      join(at.path, 'a.json'),
    );
    const base = '/spec/jobTemplate/spec/template/spec';
    expect(json.findings.map(({ path }) => path)).toEqual([
      `${base}/containers/0/image`,
      `${base}/initContainers/0/image`,
      `${base}/volumes/0/image/reference`,
    ]);
  });

  test('not without a scan: that is skip, never pass, and is said', async () => {
    using at = made(['nginx', 'other'], { 'a.json': trivyReport('nginx', []) });
    const { code, json } = await check(...only, '--results', 'all', ...at.flags);
    expect(code).toBe(0);
    expect(json.findings).toMatchObject([{ result: 'skip', message: 'other: no file has a scan of it' }]);
    expect(json.notes).toEqual(['1 image without a scan, not judged: other']);
  });

  test('as unscanned, where that rule is asked for', async () => {
    using at = made(['nginx', 'other'], { 'a.json': trivyReport('nginx', []) });
    const { code, json } = await check('--rules', 'unscanned-image', ...at.flags);
    expect(code).toBe(1);
    expect(json.findings.map(({ policy, path }) => [policy, path])).toEqual([
      ['unscanned-image', '/spec/containers/1/image'],
    ]);
  });

  test('by the age of its scan, 30 days unless it is said otherwise', async () => {
    using at = made(['a:1', 'b:1'], {
      'a.json': trivyReport('a:1', [], { CreatedAt: '2026-10-22T00:00:00Z' }),
      'b.json': trivyReport('b:1', [], { CreatedAt: '2026-10-20T00:00:00Z' }),
    });
    const { json } = await check('--rules', 'stale-image-scan', ...at.flags);
    expect(json.findings.map(({ message }) => message)).toEqual([
      'The last scan of b:1 is 32 days old, by Trivy.',
    ]);
  });

  test('by nothing without the flag, which is said', async () => {
    using at = made(['nginx'], {});
    const { code, json } = await check(...only, '--results', 'all', ...at.flags);
    expect(code).toBe(0);
    expect(json.findings).toMatchObject([
      { result: 'skip', message: 'no results of scans are named: --vulnerabilities FILE' },
    ]);
    expect(json.notes).toEqual([
      'images were not judged: name the results of a scan with --vulnerabilities FILE',
    ]);
  });

  test('beside the usual rules, and the rules on images beside it are those on what was scanned', async () => {
    using at = made(['nginx'], { 'a.json': trivyReport('nginx', [trivyRow('CVE-2026-1')]) });
    const policies = (await check('--profile', 'baseline', ...at.flags)).json.findings.map(
      ({ policy }) => policy,
    );
    expect(policies).toEqual(['vulnerable-image']);
    expect(
      (await check('--rules', 'host-pid', ...at.flags)).json.findings.map(({ policy }) => policy),
    ).toEqual(policies);
    expect((await check('--rules', 'stale-image-scan', ...at.flags)).json.findings).toEqual([]);
  });

  test('beside rules of one’s own', async () => {
    using at = made(['nginx'], { 'a.json': trivyReport('nginx', [trivyRow('CVE-2026-1')]) });
    const { json } = await check('--policies', 'examples/rules', ...at.flags);
    expect(json.findings.map(({ policy }) => policy)).toContain('vulnerable-image');
  });

  test('by the file that a person names its image for', async () => {
    const scout = {
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'docker scout' } },
          results: [{ ruleId: 'CVE-2026-1', message: { text: 'Severity: HIGH' } }],
        },
      ],
    };
    using at = made(['nginx:1.27'], { 'pods/none.json': {}, 'scout.sarif': scout });
    const pods = join(at.path, 'pods/a.yaml');
    const file = join(at.path, 'scout.sarif');
    const { json } = await check(...only, pods, '--vulnerabilities', `nginx:1.27=${file}`);
    expect(json.findings).toHaveLength(1);
    const unnamed = await check(...only, pods, '--vulnerabilities', file);
    expect([unnamed.code, unnamed.err]).toEqual([
      2,
      expect.stringContaining('name its image before the file'),
    ]);
  });
});

test('what did not meet is said: scans that nobody runs, VEX that concerns nothing, what is let be', async () => {
  using at = made(['nginx'], {
    'a.json': trivyReport('nginx', [trivyRow('CVE-2026-1')], {
      Results: [{ Vulnerabilities: [trivyRow('CVE-2026-1')], ExperimentalModifiedFindings: [{}] }],
    }),
    'b.json': trivyReport('gone:1', []),
    'vex.json': openVex({
      vulnerability: { name: 'CVE-2026-1' },
      products: ['pkg:deb/debian/openssl'],
      status: 'not_affected',
    }),
    'idle.json': openVex({
      vulnerability: { name: 'CVE-2026-2' },
      products: ['pkg:deb/debian/openssl'],
      status: 'fixed',
    }),
  });
  const { code, json } = await check(...only, '--results', 'all', ...at.flags);
  expect([code, json.notes.map((note) => note.replaceAll(`${at.path}/`, ''))]).toEqual([
    0,
    [
      '1 scan of images that nothing judged here runs: gone:1 (b.json)',
      '1 vulnerability of 1 image not counted by VEX: 1 not_affected',
      '1 VEX statement that concerned nothing that was found: CVE-2026-2 (idle.json)',
      '1 vulnerability left out by the scanners, by ignore rules of their own',
    ],
  ]);
  expect(json.findings.map(({ message }) => message)).toEqual([
    'nothing that Trivy found counts: 0 are below the threshold, and 1 do not by VEX (CVE-2026-1 not_affected)',
  ]);
});

describe('what holds for every rule holds for those on images', () => {
  const two = trivyReport('nginx', [trivyRow('CVE-2026-1'), trivyRow('CVE-2026-2')]);

  test('a baseline knows the old vulnerabilities, and a new one fails by itself', async () => {
    using at = made(['nginx'], { 'a.json': two });
    const baseline = ['--baseline', join(at.path, 'baseline.json')];
    await check(...only, ...baseline, '--write-baseline', ...at.flags);
    expect((await check(...only, ...baseline, ...at.flags)).code).toBe(0);
    writeFileSync(join(at.path, 'a.json'), JSON.stringify(trivyReport('nginx', many.slice(0, 3))));
    const { code, json } = await check(...only, ...baseline, ...at.flags);
    expect(code).toBe(1);
    expect(
      json.findings.map(({ exception, scan }) => [
        exception === null,
        scan?.vulnerabilities.map(({ id }) => id),
      ]),
    ).toEqual([
      [true, ['CVE-2026-0']],
      [false, ['CVE-2026-1', 'CVE-2026-2']],
    ]);
  });

  test('an annotation and an exception lift it, by id or code, for one container only', async () => {
    const annotation = `, annotations: {writ.dev/ignore: 'KV001[c0] until=2027-01-31 reason=next week'}`;
    using at = made(['nginx', 'nginx'], { 'a.json': two }, annotation);
    const { json } = await check(...only, ...at.flags);
    expect(json.summary).toMatchObject({ excepted: 2, findings: 4 });
    expect(json.findings.map(({ path, exception }) => [path, exception])).toEqual([
      ['/spec/containers/0/image', 'next week (until 2027-01-31)'],
      ['/spec/containers/1/image', null],
    ]);
    const exception = join(at.path, 'e.yaml');
    writeFileSync(
      exception,
      'apiVersion: writ/v1\nkind: Exception\nrules: [vulnerable-image]\nselector: {namespaces: [shop]}\nreason: r\napprover: a\nuntil: 2027-01-31\n',
    );
    expect((await check(...only, '--exceptions', exception, ...at.flags)).code).toBe(0);
  });

  test('an exception lifts one vulnerability by any of its names, and no other', async () => {
    const related = [{ id: 'CVE-2026-1' }];
    const rows = [grypeRow('GHSA-aaaa-bbbb-cccc', { related }), grypeRow('CVE-2026-2')];
    using at = made(['nginx'], { 'a.json': grypeReport('nginx', rows) });
    const file = (rule: string): string =>
      `apiVersion: writ/v1\nkind: Exception\nrules: [${rule}]\nselector: {vulnerabilities: [ghsa-aaaa-bbbb-cccc]}\nreason: r\napprover: a\nuntil: 2027-01-31\n`;
    const exception = join(at.path, 'e.yaml');
    writeFileSync(exception, file('KV001'));
    const { json } = await check(...only, '--exceptions', exception, ...at.flags);
    expect(json.findings.map(({ message, exception }) => [message.slice(0, 20), exception])).toEqual([
      ['nginx has CVE-2026-1', 'r (until 2027-01-31, approved by a)'],
      ['nginx has CVE-2026-2', null],
    ]);
    writeFileSync(exception, file('host-pid'));
    const { code, err } = await check(...only, '--exceptions', exception, ...at.flags);
    expect([code, err]).toEqual([2, expect.stringContaining('`host-pid` finds no vulnerabilities')]);
  });

  test.each<[string, string, string, number]>([
    ['off', '{enabled: false}', '', 0],
    ['disabled', '{enforcement: disabled}', '', 0],
    ['advisory', '{enforcement: advisory}', 'warn high', 0],
    ['of another severity', '{severity: low}', 'fail low', 0],
    ['from critical on', '{answers: {least: critical}}', '', 0],
    ['only what can be fixed', '{answers: {onlyFixable: true}}', 'fail high', 1],
    ['in other namespaces', '{namespaces: [other]}', '', 0],
  ])('a configuration makes it %s', async (_, override, told, exit) => {
    using at = made(['nginx'], { 'a.json': trivyReport('nginx', [trivyRow('CVE-2026-1')]) });
    const config = join(at.path, 'writ.config.yaml');
    writeFileSync(config, `ruleOverrides:\n  vulnerable-image: ${override}\n`);
    const { code, json } = await check('--profile', 'baseline', '--config', config, ...at.flags);
    expect([code, json.findings.map(({ result, severity }) => `${result} ${severity}`).join()]).toEqual([
      exit,
      told,
    ]);
  });

  test.each([
    ['{answers: {least: huge}}', '`least` must be one of info, low, medium, high, critical'],
    ['{answers: {olderThanDays: -1}}', '`olderThanDays` must not be below zero'],
    ['{answers: {onlyFixable: 1}}', 'onlyFixable'],
    ['{answers: {nothing: 1}}', 'nothing'],
  ])('an answer that is none is refused: %s', async (override, told) => {
    using at = made(['nginx'], { 'a.json': two });
    const config = join(at.path, 'writ.config.yaml');
    writeFileSync(config, `ruleOverrides:\n  vulnerable-image: ${override}\n`);
    const { code, err } = await check('--config', config, ...at.flags);
    expect([code, err]).toEqual([2, expect.stringContaining(told)]);
  });

  test('a configuration switches the rule on images without a scan on', async () => {
    using at = made(['nginx', 'other'], { 'a.json': trivyReport('nginx', []) });
    const config = join(at.path, 'writ.config.yaml');
    writeFileSync(config, 'ruleOverrides:\n  KV002: {enabled: true}\n');
    const { json } = await check('--profile', 'baseline', '--config', config, ...at.flags);
    expect(json.findings.map(({ policy }) => policy)).toEqual(['unscanned-image']);
  });

  test('SARIF has the rule and the vulnerabilities, and is valid', async () => {
    using at = made(['nginx'], { 'a.json': two });
    const { out } = await run('check', ...only, '--format', 'sarif', ...at.flags);
    const log = JSON.parse(out) as {
      runs: { results: { properties: { scan: { vulnerabilities: unknown[] } } }[] }[];
    };
    expect(log.runs[0]?.results[0]?.properties.scan.vulnerabilities).toHaveLength(2);
    expect(sarifErrors(log)).toEqual([]);
  });
});

/** What the official schema of SARIF 2.1.0, which is of an old draft, has against a log. */
function sarifErrors(log: unknown): readonly unknown[] {
  const at = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(at, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const valid = ajv.compile(schema);
  return valid(log) ? [] : (valid.errors ?? []);
}

test('the example in SARIF is valid SARIF', () => {
  expect(
    sarifErrors(JSON.parse(readFileSync('examples/vulnerabilities/storefront.sarif.json', 'utf8'))),
  ).toEqual([]);
});

describe('a report', () => {
  interface Reported {
    readonly frameworks: readonly {
      readonly controls: readonly {
        readonly id: string;
        readonly status: string;
        readonly because: string | null;
        readonly reason: string | null;
      }[];
    }[];
    readonly findings: number;
  }
  async function control(framework: string, id: string, args: readonly string[]) {
    const ran = await run('report', ...now, '--format', 'json', '--framework', framework, ...args);
    const report = JSON.parse(ran.out) as Reported;
    const { status, because, reason } =
      report.frameworks.flatMap(({ controls }) => controls).find((one) => one.id === id) ?? {};
    return [status, because, reason];
  }
  const scan = (rows: readonly object[]) => ({ 'a.json': trivyReport('nginx', rows as never) });

  test('says of a control on images that it needs a scan, and how to name it', async () => {
    using at = made(['nginx'], {});
    expect(await control('nist-800-190', '4.1.1', at.flags)).toEqual([
      'not-assessable',
      'beyond-manifests',
      'It is found in images: name the results of a scan with `--vulnerabilities FILE`.',
    ]);
  });

  test('assesses it by a scan: failing, passing, and neither where an image has none', async () => {
    using failing = made(['nginx'], scan([trivyRow('CVE-2026-1')]));
    expect(await control('nist-800-190', '4.1.1', failing.flags)).toEqual(['failing', null, null]);
    using passing = made(['nginx'], scan([]));
    expect(await control('nist-800-190', '4.1.1', passing.flags)).toEqual(['passing', null, null]);
    using open = made(['nginx', 'other'], scan([]));
    expect(await control('nist-800-190', '4.1.1', open.flags)).toEqual([
      'not-assessable',
      'unknown',
      'No scan of some images is among the files of --vulnerabilities: vulnerable-image.',
    ]);
    expect(await control('pci-dss', '6.3.1', open.flags)).toEqual(['failing', null, null]);
  });

  test('does so for a framework of one’s own, too', async () => {
    using at = made(['nginx'], scan([]));
    const file = join(at.path, 'own.yaml');
    writeFileSync(
      file,
      'id: own\ntitle: Own\ncontrols:\n  - {id: A, title: Images, rules: [KV001], strength: direct}\n',
    );
    expect(await control(file, 'A', at.flags)).toEqual(['passing', null, null]);
    expect(await control(file, 'A', [join(at.path, 'pods')])).toEqual([
      'not-assessable',
      'beyond-manifests',
      expect.stringContaining('--vulnerabilities'),
    ]);
  });
});

test('digests decide: the scan of a tag that has moved is none of the image that is pinned', async () => {
  const Metadata = { RepoDigests: [`nginx@${digest('a')}`] };
  using at = made([`nginx:1@${digest('a')}`, `nginx:1@${digest('b')}`], {
    'a.json': trivyReport('nginx:1', [trivyRow('CVE-2026-1')], { Metadata }),
  });
  const { json } = await check(...only, ...at.flags);
  expect(json.findings.map(({ path }) => path)).toEqual(['/spec/containers/0/image']);
  expect(json.notes[0]).toContain('the scan under its name is of another digest');
});

test('a bill of materials with VEX inside is judged like every other scan', async () => {
  const rows = [cycloneDxRow('CVE-2026-1'), cycloneDxRow('CVE-2026-2', { analysis: { state: 'resolved' } })];
  using at = made(['nginx'], { 'a.json': cycloneDx('nginx', rows) });
  const { json } = await check(...only, ...at.flags);
  expect(json.findings[0]?.scan?.vulnerabilities.map(({ id }) => id)).toEqual(['CVE-2026-1']);
});
