import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WritError } from '../../src/core/errors.ts';
import { readScan } from '../../src/vulnerabilities/read-scan.ts';
import type { Scan } from '../../src/vulnerabilities/scan.ts';
import { cycloneDx, cycloneDxRow, digest, grypeReport, grypeRow, trivyReport, trivyRow } from './scans.ts';

const image = 'registry.example.com/shop/app:1.0';

function read(document: unknown, named: string | null = null) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return readScan(text, { file: 'scan.json', image: named });
}

function scanOf(document: unknown, named: string | null = null): Scan {
  const [scan] = read(document, named)?.scans ?? [];
  if (scan === undefined) throw new Error('it holds no scan');
  return scan;
}

function faultOf(document: unknown): string {
  try {
    read(document);
  } catch (error) {
    if (error instanceof WritError) return `${error.where?.line}:${error.where?.column}: ${error.message}`;
    throw error;
  }
  return 'it was read';
}

describe('Trivy', () => {
  test('names the image by name, tags and digests, and each vulnerability with package, fixes and day', () => {
    const row = trivyRow('CVE-2026-1', {
      FixedVersion: '3.0.2, 3.1.0',
      PublishedDate: '2026-10-01T00:00:00Z',
      Title: 'a title',
    });
    const Metadata = {
      RepoTags: [image],
      RepoDigests: [`registry.example.com/shop/app@${digest('a')}`],
      ImageConfig: { architecture: 'arm64' },
    };
    expect(scanOf(trivyReport(image, [row], { Metadata }))).toEqual({
      file: 'scan.json',
      tool: 'Trivy',
      at: Date.parse('2026-11-20T00:00:00Z'),
      image: { references: [image, image], digests: [digest('a')], platform: 'arm64' },
      reported: [
        {
          ids: ['CVE-2026-1'],
          severity: 'high',
          package: {
            name: 'openssl',
            version: '3.0.1',
            purl: 'pkg:deb/debian/openssl@3.0.1?arch=amd64',
            ref: null,
          },
          fixes: ['3.0.2', '3.1.0'],
          title: 'a title',
          url: null,
          published: Date.parse('2026-10-01T00:00:00Z'),
          exploited: false,
          epss: null,
        },
      ],
      leftOut: 0,
    });
  });

  test('has nothing where Go wrote null, and counts what it left out itself', () => {
    const report = trivyReport(image, [], {
      Results: [{ Vulnerabilities: null, ExperimentalModifiedFindings: [{}, {}] }, { Target: 'x' }],
    });
    expect(scanOf(report)).toMatchObject({ reported: [], leftOut: 2 });
    expect(scanOf({ ...report, Results: null })).toMatchObject({ reported: [] });
  });

  test.each([
    ['a scan of a folder', trivyReport('.', [], { ArtifactType: 'filesystem' }), 'the scan of a filesystem'],
    ['an older schema', trivyReport(image, [], { SchemaVersion: 1 }), 'only version 2'],
    ['results that are no list', trivyReport(image, [], { Results: 'x' }), '`Results` must be a list'],
    [
      'a vulnerability without a name',
      trivyReport(image, [{ PkgName: 'a' }]),
      '`VulnerabilityID` is missing',
    ],
    [
      'a name that is a number',
      trivyReport(image, [{ VulnerabilityID: 1 }]),
      '`VulnerabilityID` must be text',
    ],
  ])('is refused for %s', (_, report, why) => {
    expect(faultOf(report)).toContain(why);
  });

  test('is refused with the line and column of the fault', () => {
    const text = JSON.stringify(trivyReport(image, [{ VulnerabilityID: 1 }]), null, 2);
    const line = text.split('\n').findIndex((one) => one.includes('VulnerabilityID')) + 1;
    expect(faultOf(text)).toBe(`${line}:11: Trivy JSON: \`VulnerabilityID\` must be text`);
  });
});

describe('Grype', () => {
  test('gives other names, what is exploited, and how likely it is', () => {
    const vulnerability = {
      knownExploited: [{ cve: 'CVE-2026-1' }],
      epss: [{ cve: 'CVE-2026-1', epss: 0.4 }],
      severity: 'Negligible',
    };
    const row = grypeRow('GHSA-aaaa-bbbb-cccc', { vulnerability, related: [{ id: 'CVE-2026-1' }] });
    const scan = scanOf(
      grypeReport(`docker:${image}`, [row], {
        manifestDigest: digest('b'),
        repoDigests: [`x@${digest('c')}`],
      }),
    );
    expect(scan.image).toEqual({
      references: [`docker:${image}`],
      digests: [digest('c'), digest('b')],
      platform: null,
    });
    expect(scan.reported).toMatchObject([
      {
        ids: ['GHSA-aaaa-bbbb-cccc', 'CVE-2026-1'],
        severity: 'info',
        exploited: true,
        epss: 0.4,
        fixes: ['3.0.2'],
      },
    ]);
  });

  test('counts what it ignored, and takes versions for fixes only where they are', () => {
    const row = grypeRow('CVE-2026-1', { vulnerability: { fix: { versions: ['1'], state: 'wont-fix' } } });
    const scan = scanOf({ ...grypeReport(image, [row]), ignoredMatches: [{}] });
    expect([scan.leftOut, scan.reported[0]?.fixes]).toEqual([1, []]);
  });

  test('of a bill of materials needs to be told the image', () => {
    const report = { ...grypeReport(image, []), source: { type: 'sbom-file', target: 'sbom.json' } };
    expect(faultOf(report)).toContain('the scan of a sbom-file, not of an image; name its image');
    expect(scanOf(report, image).image.references).toEqual([image]);
  });
});

describe('SARIF', () => {
  const run = (
    name: string,
    rules: readonly object[],
    results: readonly object[],
    more: object = {},
  ): unknown => ({
    version: '2.1.0',
    runs: [{ tool: { driver: { name, rules } }, results, ...more }],
  });

  test('of Trivy has package, versions and severity in texts, and the image in properties', () => {
    const scan = scanOf(readFileSync('examples/vulnerabilities/storefront.sarif.json', 'utf8'));
    expect(scan).toMatchObject({
      tool: 'Trivy',
      image: {
        references: [
          'registry.shop.example/web/storefront:latest',
          'registry.shop.example/web/storefront:latest',
        ],
      },
      reported: [
        {
          ids: ['CVE-2026-31030'],
          severity: 'high',
          package: { name: 'busybox', version: '1.36.1-r29' },
          fixes: ['1.36.1-r30'],
        },
      ],
    });
  });

  test('of Grype has the package behind the name, and the image in each message', () => {
    const text =
      'Vulnerability CVE-2026-1\nSeverity: medium\nPackage: openssl\nVersion: 3.0.1\nFix Version: \nType: deb';
    const rule = {
      id: 'CVE-2026-1-openssl',
      help: { text },
      properties: { 'security-severity': '9.8', purls: ['pkg:deb/debian/openssl@3.0.1'] },
    };
    const message = {
      text: `A medium vulnerability in deb package: openssl, version 3.0.1 was found in image ${image} at: /var/lib/dpkg/status`,
    };
    expect(scanOf(run('grype', [rule], [{ ruleId: rule.id, message }]))).toMatchObject({
      tool: 'Grype',
      image: { references: [image] },
      reported: [
        {
          ids: ['CVE-2026-1'],
          severity: 'medium',
          fixes: [],
          package: { name: 'openssl', version: '3.0.1', purl: 'pkg:deb/debian/openssl@3.0.1' },
        },
      ],
    });
  });

  test('of Snyk has the CVE and the package in the description of the rule', () => {
    const rule = {
      id: 'SNYK-DEBIAN12-OPENSSL-1',
      shortDescription: { text: 'Critical severity - Overflow vulnerability in openssl' },
      fullDescription: { text: '(CVE-2026-1) openssl@3.0.1' },
      properties: { tags: ['security', 'CWE-787'], cvssv3_baseScore: 5 },
    };
    const message = {
      text: 'This file introduces a vulnerable openssl package with a critical severity vulnerability.',
    };
    expect(scanOf(run('Snyk Container', [rule], [{ ruleId: rule.id, message }]), image)).toMatchObject({
      tool: 'Snyk',
      reported: [
        {
          ids: ['SNYK-DEBIAN12-OPENSSL-1', 'CVE-2026-1'],
          severity: 'critical',
          package: { name: 'openssl', version: '3.0.1' },
        },
      ],
    });
  });

  test('of Docker Scout has all of it in properties of the rule, and never the image', () => {
    const properties = {
      cvssV3_severity: 'HIGH',
      fixed_version: 'not fixed',
      purls: ['pkg:npm/left@1.0.0'],
      tags: ['HIGH'],
    };
    const document = run(
      'docker scout',
      [{ id: 'CVE-2026-1', properties }],
      [{ ruleId: 'CVE-2026-1', message: { text: 'x' } }],
    );
    expect(faultOf(document)).toContain(
      'it does not say of which image it is; name its image before the file: `IMAGE=FILE`',
    );
    expect(scanOf(document, image).reported).toMatchObject([
      {
        severity: 'high',
        fixes: [],
        package: { name: 'left', version: '1.0.0', purl: 'pkg:npm/left@1.0.0' },
      },
    ]);
  });

  test('knows a severity by its score where there is no word, and leaves out what is suppressed', () => {
    const rule = { id: 'CVE-2026-1', properties: { 'security-severity': '9.8' } };
    const results = [
      { ruleId: 'CVE-2026-1' },
      { ruleId: 'CVE-2026-2', suppressions: [{ kind: 'external' }] },
      { ruleId: 'CVE-2026-3', suppressions: [{ kind: 'external', status: 'rejected' }] },
    ];
    const scan = scanOf(run('other', [rule], results), image);
    expect(scan.reported.map(({ ids, severity }) => [ids[0], severity])).toEqual([
      ['CVE-2026-1', 'critical'],
      ['CVE-2026-3', null],
    ]);
    expect(scan.leftOut).toBe(1);
  });
});

describe('CycloneDX', () => {
  test('gives a row for each package that is affected, and the worst of the ratings', () => {
    const row = cycloneDxRow('CVE-2026-1', {
      ratings: [{ severity: 'low' }, { score: 9.1 }],
      recommendation: 'Upgrade openssl to version 3.0.2',
      affects: [
        { ref: 'p1' },
        { ref: 'p2', versions: [{ version: '1', status: 'unaffected' }] },
        { ref: 'pkg:npm/%40a/b@2.0.0' },
      ],
    });
    expect(scanOf(cycloneDx(image, [row])).reported).toMatchObject([
      { severity: 'critical', package: { name: 'openssl', version: '3.0.1' }, fixes: ['3.0.2'] },
      { severity: 'critical', package: { name: 'b', version: '2.0.0', purl: 'pkg:npm/%40a/b@2.0.0' } },
    ]);
  });

  test('is of the image that its component, its package URL or its properties name', () => {
    const purl = `pkg:oci/app@sha256%3A${'d'.repeat(64)}?repository_url=registry.example.com/shop/app&arch=arm64`;
    const metadata = {
      component: { type: 'container', name: 'registry.example.com/shop/app', version: '1.0', purl },
    };
    expect(scanOf(cycloneDx(image, [], { metadata })).image).toEqual({
      references: [image, `registry.example.com/shop/app@${digest('d')}`],
      digests: [digest('d')],
      platform: 'arm64',
    });
  });

  test.each([
    [
      'a bill of materials without a scan',
      { bomFormat: 'CycloneDX', components: [] },
      'without the results of a scan',
    ],
    [
      'a scan of nobody knows what',
      cycloneDx(image, [cycloneDxRow('CVE-2026-1')], { metadata: {} }),
      '`metadata.component`',
    ],
    [
      'a state that is none',
      cycloneDx(image, [cycloneDxRow('CVE-2026-1', { analysis: { state: 'fine' } })]),
      '`fine` is no state',
    ],
  ])('is refused for %s', (_, document, why) => {
    expect(faultOf(document)).toContain(why);
  });
});

test('reports of the Trivy Operator are read, one or a list', () => {
  const report = {
    apiVersion: 'aquasecurity.github.io/v1alpha1',
    kind: 'VulnerabilityReport',
    report: {
      updateTimestamp: '2026-11-20T00:00:00Z',
      registry: { server: 'registry.example.com' },
      artifact: { repository: 'shop/app', tag: '1.0', digest: digest('e') },
      vulnerabilities: [
        { vulnerabilityID: 'CVE-2026-1', resource: 'openssl', severity: 'LOW', fixedVersion: '' },
      ],
    },
  };
  expect(scanOf(report)).toMatchObject({
    image: { references: [image], digests: [digest('e')] },
    reported: [{ severity: 'low', fixes: [] }],
  });
  expect(read({ apiVersion: 'v1', kind: 'List', items: [report, report] })?.scans).toHaveLength(2);
});

describe('anything else', () => {
  test.each([
    ['an object', {}],
    ['a list', [1]],
    ['a manifest', { apiVersion: 'v1', kind: 'Pod' }],
    ['prototype keys', '{"__proto__":{"SchemaVersion":2,"ArtifactName":"a"},"constructor":1}'],
  ])('is no scan: %s', (_, document) => {
    expect(read(document)).toBeNull();
  });

  test.each([
    ['nothing', ' \n', '1:1: it is empty'],
    ['YAML', '\napiVersion: v1\n', '2:1: it is no JSON'],
    ['half a file', '{"SchemaVersion": 2,\n "a": [', '2:7: the JSON breaks off here'],
    ['a comma too many', '{\n "a": 1,\n}', '3:1: the JSON breaks off here'],
    ['a text without its end', '{"a": "b', '1:9: the JSON breaks off here'],
    ['brackets without end', '['.repeat(1_000_000), '1:201: it is nested deeper than 200 levels'],
    ['backslashes without end', `{"a": "${'\\'.repeat(200_001)}`, 'the JSON breaks off here'],
  ])('is refused with its place: %s', (_, text, told) => {
    expect(faultOf(text)).toContain(told);
  });

  test('holds at most 20 million values', () => {
    expect(faultOf(`[${'[],'.repeat(10_000_001)}[]]`)).toContain('more than 20 million values');
  });
});
