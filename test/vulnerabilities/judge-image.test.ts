import { describe, expect, test } from 'vitest';
import type { FoundVulnerability } from '../../src/core/finding.ts';
import { describe as say, summarize } from '../../src/vulnerabilities/describe.ts';
import { counting, type Threshold } from '../../src/vulnerabilities/judge-image.ts';
import { imageOfPackageUrl, parsePackageUrl } from '../../src/vulnerabilities/package-url.ts';

const now = Date.parse('2026-11-21T00:00:00Z');

function found(more: Partial<FoundVulnerability> = {}): FoundVulnerability {
  return {
    id: 'CVE-2026-1',
    aliases: [],
    severity: 'high',
    said: [{ tool: 'Trivy', severity: 'high' }],
    packages: [{ name: 'openssl', version: '3.0.1', fixed: ['3.0.2'] }],
    title: null,
    url: null,
    published: '2026-11-01T00:00:00.000Z',
    exploited: false,
    epss: null,
    ...more,
  };
}

const usual: Threshold = { least: 'high', onlyFixable: false, days: 0, exploited: true };
const unfixed = [{ name: 'openssl', version: '3.0.1', fixed: [] }];

describe('whether a vulnerability counts', () => {
  test.each<[string, Partial<FoundVulnerability>, Partial<Threshold>, boolean]>([
    ['as severe as is asked', {}, {}, true],
    ['less severe', { severity: 'medium' }, {}, false],
    ['less severe, where that is enough', { severity: 'medium' }, { least: 'medium' }, true],
    ['without a fix', { packages: unfixed }, {}, true],
    ['without a fix, where only fixable ones count', { packages: unfixed }, { onlyFixable: true }, false],
    [
      'with a fix for one of two packages',
      { packages: [...found().packages, ...unfixed] },
      { onlyFixable: true },
      false,
    ],
    ['known for 20 days, of 20', {}, { days: 20 }, true],
    ['known for 20 days, of 21', {}, { days: 21 }, false],
    ['known since nobody knows when', { published: null }, { days: 21 }, true],
    [
      'exploited, whatever else',
      { severity: 'low', packages: unfixed, exploited: true },
      { onlyFixable: true, days: 99 },
      true,
    ],
    [
      'exploited, where that is nothing special',
      { severity: 'low', exploited: true },
      { exploited: false },
      false,
    ],
  ])('%s', (_, more, threshold, counts) => {
    const image = { tools: [], at: null, vulnerabilities: [found(more)], dismissed: [], leftOut: 0 };
    expect(counting(image, { ...usual, ...threshold }, now)).toHaveLength(counts ? 1 : 0);
  });
});

describe('in words', () => {
  test('a vulnerability tells where it is, what is known, and the fix', () => {
    const said = [
      { tool: 'Trivy', severity: null },
      { tool: 'Grype', severity: 'high' },
    ] as const;
    expect(say(found({ exploited: true, epss: 0.937, said, packages: unfixed }), 'nginx')).toBe(
      'nginx has CVE-2026-1 in openssl 3.0.1: high, known to be exploited, 94 % likely to be exploited within 30 days (EPSS), Trivy says unknown and Grype says high; no fix is out.',
    );
  });

  test('a thousand are told by number, and the worst by name', () => {
    const many = Array.from({ length: 1000 }, (_, index) => found({ id: `CVE-2026-${index}` }));
    const told = summarize(many, 'nginx');
    expect(told).toMatch(
      /^nginx has 1000 vulnerabilities, 1000 high, all with a fix: CVE-2026-0 .* and 997 more\.$/,
    );
    expect(told.length).toBeLessThan(250);
  });

  test('names of any length end', () => {
    const id = 'x'.repeat(1_000_000);
    expect(say(found({ id, packages: [{ name: id, version: id, fixed: [id] }] }), id).length).toBeLessThan(
      600,
    );
  });
});

test.each([
  ['pkg:npm/%40scope/name@1.0.0?a=b#c', 'npm', '@scope/name', '1.0.0'],
  ['pkg:npm/@scope/name', 'npm', '@scope/name', null],
  ['pkg:deb/debian/openssl@1%3A3.0%2B1', 'deb', 'debian/openssl', '1:3.0+1'],
  ['pkg:golang/github.com/a/b@v1.2.3', 'golang', 'github.com/a/b', 'v1.2.3'],
  ['pkg:generic/100%', 'generic', '100%', null],
])('the package URL %s', (url, type, name, version) => {
  expect(parsePackageUrl(url)).toMatchObject({ type, name, version });
});

test.each([
  ['pkg:oci/app@sha256%3Aab?repository_url=ghcr.io/a/app', 'ghcr.io/a/app@sha256:ab'],
  ['pkg:oci/app?repository_url=ghcr.io/a/app&tag=1', 'ghcr.io/a/app:1'],
  ['pkg:docker/library/nginx@1.27', 'library/nginx:1.27'],
  ['pkg:docker/a/app@1?repository_url=https://ghcr.io/', 'ghcr.io/a/app:1'],
  ['pkg:npm/a@1', null],
])('the package URL %s names the image %s', (url, image) => {
  const parsed = parsePackageUrl(url);
  expect(parsed === null ? null : imageOfPackageUrl(parsed)).toBe(image);
});
