import { describe, expect, test } from 'vitest';
import { readScan } from '../../src/vulnerabilities/read-scan.ts';
import { shelveScans, type ScanShelf } from '../../src/vulnerabilities/scan-shelf.ts';
import type { ScannedImage } from '../../src/vulnerabilities/scanned-image.ts';
import {
  cycloneDx,
  cycloneDxRow,
  digest,
  grypeReport,
  grypeRow,
  openVex,
  trivyReport,
  trivyRow,
} from './scans.ts';

const image = 'registry.example.com/shop/app:1.0';
const repository = 'registry.example.com/shop/app';

/** A shelf of these files. */
function shelf(...documents: readonly unknown[]): ScanShelf {
  const files = documents.map((document, index) =>
    readScan(JSON.stringify(document), { file: `${index}.json`, image: null }),
  );
  return shelveScans(
    files.flatMap((file) => file?.scans ?? []),
    files.flatMap((file) => file?.statements ?? []),
  );
}

function scanned(on: ScanShelf, reference: string): ScannedImage {
  const looked = on.look(reference);
  if (!looked.scanned) throw new Error(looked.why);
  return looked.image;
}

function idsOf(on: ScanShelf, reference = image): readonly string[] {
  return scanned(on, reference).vulnerabilities.map(({ id }) => id);
}

describe('an image is found', () => {
  const pinned = { Metadata: { RepoDigests: [`${repository}@${digest('a')}`] } };

  test.each([
    ['nginx', 'nginx'],
    ['nginx', 'docker.io/library/nginx:latest'],
    ['docker.io/nginx:latest', 'index.docker.io/library/nginx'],
    ['library/nginx:1.27', 'nginx:1.27'],
    ['localhost:5000/a:1', 'localhost:5000/a:1'],
    ['registry:nginx', 'nginx'],
    ['[::1]:5000/a:1', '[::1]:5000/a:1'],
    ['docker:nginx:1.27', 'nginx:1.27'],
  ])('by name: a scan of `%s` is one of `%s`', (written, reference) => {
    expect(shelf(trivyReport(written, [])).look(reference).scanned).toBe(true);
  });

  test.each([
    ['nginx:1.26', 'nginx:1.27'],
    ['example.com/nginx', 'nginx'],
    ['nginx', 'bitnami/nginx'],
    ['nginx', 'NGINX'],
    ['nginx', `nginx@sha256:${'a'.repeat(63)}`],
    ['nginx', 'https://nginx'],
    ['nginx', 'a'.repeat(100_000)],
  ])('under no other name: a scan of `%s` is none of `%s`', (written, reference) => {
    expect(shelf(trivyReport(written, [])).look(reference).scanned).toBe(false);
  });

  test.each([
    `${image}@${digest('a')}`,
    `${repository}@${digest('a')}`,
    `mirror.example.com/other@${digest('a')}`,
    `${repository}:other@${digest('a')}`,
  ])('by digest before everything else: %s', (reference) => {
    expect(shelf(trivyReport(image, [], pinned)).look(reference).scanned).toBe(true);
  });

  test('not by name where the scan is of another digest, and by name where the scan has none', () => {
    expect(shelf(trivyReport(image, [], pinned)).look(`${image}@${digest('b')}`)).toEqual({
      scanned: false,
      why: 'the scan under its name is of another digest',
    });
    expect(shelf(trivyReport(image, [])).look(`${image}@${digest('b')}`).scanned).toBe(true);
    expect(shelf(trivyReport(image, [])).look(`${repository}@${digest('b')}`).scanned).toBe(false);
  });

  test('by the digest that was scanned', () => {
    const on = shelf(trivyReport(`${repository}@${digest('a')}`, []));
    expect(on.look(`${image}@${digest('a')}`).scanned).toBe(true);
    expect(on.look(image).scanned).toBe(false);
  });
});

describe('several scans of one image', () => {
  test('are joined by every name that means one vulnerability', () => {
    const related = [{ id: 'CVE-2026-1' }];
    const on = shelf(
      trivyReport(image, [trivyRow('CVE-2026-1', { Severity: 'MEDIUM' })]),
      grypeReport(image, [
        grypeRow('GHSA-aaaa-bbbb-cccc', { vulnerability: { severity: 'Critical' }, related }),
      ]),
    );
    expect(scanned(on, image)).toMatchObject({
      tools: ['Trivy', 'Grype'],
      at: Date.parse('2026-11-20T06:00:00Z'),
      vulnerabilities: [
        {
          id: 'CVE-2026-1',
          aliases: ['GHSA-aaaa-bbbb-cccc'],
          severity: 'critical',
          said: [
            { tool: 'Trivy', severity: 'medium' },
            { tool: 'Grype', severity: 'critical' },
          ],
          packages: [{ name: 'openssl', version: '3.0.1', fixed: ['3.0.2'] }],
        },
      ],
    });
  });

  test('are joined where only another file knows both names', () => {
    const on = shelf(
      trivyReport(image, [trivyRow('GHSA-AAAA-bbbb-cccc')]),
      grypeReport('other', [grypeRow('GHSA-aaaa-bbbb-cccc', { related: [{ id: 'CVE-2026-1' }] })]),
    );
    expect(idsOf(on)).toEqual(['CVE-2026-1']);
  });

  test('are not joined by a name that is given to two vulnerabilities', () => {
    const both = (id: string) => grypeRow(id, { related: [{ id: 'GHSA-aaaa-bbbb-cccc' }] });
    const on = shelf(
      trivyReport(image, [trivyRow('GHSA-aaaa-bbbb-cccc')]),
      grypeReport('other', [both('CVE-2026-1'), both('CVE-2026-2')]),
    );
    expect(idsOf(on)).toEqual(['GHSA-aaaa-bbbb-cccc']);
  });

  test('are not joined by an advisory that is on several vulnerabilities', () => {
    const advisory = { VendorIDs: ['DSA-1234-1'] };
    expect(
      idsOf(shelf(trivyReport(image, [trivyRow('CVE-2026-1', advisory), trivyRow('CVE-2026-2', advisory)]))),
    ).toEqual(['CVE-2026-1', 'CVE-2026-2']);
    const related = [{ id: 'CVE-2026-1' }, { id: 'CVE-2026-2' }];
    expect(idsOf(shelf(grypeReport(image, [grypeRow('ALAS-2026-1', { related })])))).toEqual(['ALAS-2026-1']);
  });

  test('of one scanner: an older one does not count, unless it is of the very same image', () => {
    const old = { CreatedAt: '2026-10-01T00:00:00Z' };
    const older = trivyReport(image, [trivyRow('CVE-2026-1')], old);
    const on = shelf(older, trivyReport(image, [trivyRow('CVE-2026-2')]));
    expect(idsOf(on)).toEqual(['CVE-2026-2']);
    expect(on.outdated().map(({ file }) => file)).toEqual(['0.json']);
    const Metadata = { RepoDigests: [`${repository}@${digest('a')}`] };
    const same = shelf({ ...older, Metadata }, trivyReport(image, [trivyRow('CVE-2026-2')], { Metadata }));
    expect(idsOf(same)).toEqual(['CVE-2026-1', 'CVE-2026-2']);
  });

  test('of one scanner on one day all count, as do those of several architectures', () => {
    const [a, b] = [
      trivyReport(image, [trivyRow('CVE-2026-1')]),
      trivyReport(image, [trivyRow('CVE-2026-2')]),
    ];
    expect(idsOf(shelf(a, b))).toEqual(['CVE-2026-1', 'CVE-2026-2']);
    const arm = { CreatedAt: '2026-01-01T00:00:00Z', Metadata: { ImageConfig: { architecture: 'arm64' } } };
    expect(idsOf(shelf({ ...a, ...arm }, b))).toEqual(['CVE-2026-1', 'CVE-2026-2']);
  });

  test('show the exploited first, then the severe, then the likely', () => {
    const row = (id: string, severity: string, more: object = {}) =>
      grypeRow(id, { vulnerability: { severity, ...more } });
    const rows = [
      row('CVE-2026-1', 'High'),
      row('CVE-2026-2', 'Critical'),
      row('CVE-2026-3', 'High', { epss: [{ epss: 0.5 }] }),
      row('CVE-2026-4', 'Low', { knownExploited: [{}] }),
    ];
    expect(idsOf(shelf(grypeReport(image, rows)))).toEqual([
      'CVE-2026-4',
      'CVE-2026-2',
      'CVE-2026-3',
      'CVE-2026-1',
    ]);
  });
});

test('what nobody asked for is told, and a severity that nobody knows is medium', () => {
  const on = shelf(
    trivyReport(image, [trivyRow('CVE-2026-1', { Severity: 'UNKNOWN' })]),
    trivyReport('other:1', []),
  );
  expect(scanned(on, image).vulnerabilities).toMatchObject([
    { severity: 'medium', said: [{ severity: null }] },
  ]);
  expect(on.unasked().map((scan) => scan.file)).toEqual(['1.json']);
});

describe('VEX', () => {
  const report = trivyReport(image, [trivyRow('CVE-2026-1')], {
    Metadata: { RepoDigests: [`${repository}@${digest('a')}`] },
  });
  const statement = (product: unknown, more: object = {}) =>
    openVex({ vulnerability: { name: 'CVE-2026-1' }, products: [product], status: 'not_affected', ...more });
  const openssl = { '@id': 'pkg:deb/debian/openssl@3.0.1' };
  const byTag = `pkg:oci/app?repository_url=${repository}&tag=1.0`;

  test.each<[string, unknown]>([
    ['the image by its digest', { '@id': `pkg:oci/app@sha256%3A${'a'.repeat(64)}` }],
    ['the image by repository and tag', { '@id': byTag }],
    ['the image by reference', { '@id': image }],
    ['the image by hash', { '@id': 'https://example.com/app', hashes: { 'sha-256': 'a'.repeat(64) } }],
    ['the package in the image', { '@id': byTag, subcomponents: [openssl] }],
    [
      'any version of the package in the image',
      { '@id': byTag, subcomponents: [{ '@id': 'pkg:deb/debian/openssl' }] },
    ],
    ['the package, wherever it is', openssl],
    [
      'the package by an identifier',
      { '@id': 'urn:x', identifiers: { purl: 'pkg:deb/debian/openssl@3.0.1' } },
    ],
    ['the package, in the old form', 'pkg:deb/debian/openssl@3.0.1'],
  ])('lets be what it names: %s', (_, product) => {
    const on = shelf(report, statement(product));
    expect(scanned(on, image)).toMatchObject({
      vulnerabilities: [],
      dismissed: [{ id: 'CVE-2026-1', status: 'not_affected', file: '1.json' }],
    });
    expect(on.idle()).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['another digest', { '@id': `pkg:oci/app@sha256%3A${'b'.repeat(64)}` }],
    ['another tag', { '@id': `pkg:oci/app?repository_url=${repository}&tag=1.1` }],
    ['an image of the same name, anywhere', { '@id': 'pkg:oci/app?tag=1.0' }],
    ['another version', { '@id': 'pkg:deb/debian/openssl@3.0.0' }],
    ['another package in the image', { '@id': byTag, subcomponents: [{ '@id': 'pkg:deb/debian/zlib' }] }],
    [
      'the package in another image',
      { '@id': 'pkg:oci/b?repository_url=example.com/b&tag=1', subcomponents: [openssl] },
    ],
    ['nothing that anybody knows', { '@id': 'https://example.com/app' }],
  ])('leaves everything else: %s', (_, product) => {
    const on = shelf(report, statement(product));
    expect(idsOf(on)).toEqual(['CVE-2026-1']);
    expect(on.idle()).toHaveLength(1);
  });

  test.each(['affected', 'under_investigation'])('lets nothing be that is %s', (status) => {
    expect(idsOf(shelf(report, statement(openssl, { status })))).toEqual(['CVE-2026-1']);
  });

  test('holds as it was said last; of two at one time, the one that does not let be', () => {
    const later = (status: string, timestamp: string) => statement(openssl, { status, timestamp });
    const [first, second] = ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'];
    expect(idsOf(shelf(report, later('not_affected', first), later('affected', second)))).toEqual([
      'CVE-2026-1',
    ]);
    expect(idsOf(shelf(report, later('affected', first), later('fixed', second)))).toEqual([]);
    expect(idsOf(shelf(report, later('affected', first), later('fixed', first)))).toEqual(['CVE-2026-1']);
  });

  test('lets a vulnerability be only where it does so for each of its packages', () => {
    const two = trivyReport(image, [
      trivyRow('CVE-2026-1'),
      trivyRow('CVE-2026-1', { PkgName: 'libssl3', PkgIdentifier: { PURL: 'pkg:deb/debian/libssl3@3.0.1' } }),
    ]);
    const [left] = scanned(shelf(two, statement(openssl)), image).vulnerabilities;
    expect(left?.packages.map(({ name }) => name)).toEqual(['libssl3']);
  });

  test('by its GHSA name concerns what is reported by its CVE', () => {
    const vulnerability = { name: 'GHSA-aaaa-bbbb-cccc', aliases: ['CVE-2026-1'] };
    expect(idsOf(shelf(report, statement(openssl, { vulnerability })))).toEqual([]);
  });

  test('within a bill of materials holds for other scanners, too', () => {
    const analysis = { state: 'false_positive', justification: 'code_not_present' };
    const bom = cycloneDx(image, [cycloneDxRow('CVE-2026-1', { analysis })]);
    expect(idsOf(shelf(bom))).toEqual([]);
    expect(idsOf(shelf(bom, report))).toEqual([]);
    expect(idsOf(shelf(cycloneDx('other:1', [cycloneDxRow('CVE-2026-1', { analysis })]), report))).toEqual([
      'CVE-2026-1',
    ]);
  });

  test.each([
    [
      'a component of a bill of materials by its number',
      'urn:cdx:00000000-0000-4000-8000-000000000001/1#p1',
      true,
    ],
    ['all of a bill of materials', 'urn:cdx:00000000-0000-4000-8000-000000000001/1', true],
    ['a component of another', 'urn:cdx:00000000-0000-4000-8000-000000000002/1#p1', false],
    ['a package', 'pkg:deb/debian/openssl@3.0.1', true],
  ])('beside a bill of materials names %s', (_, ref, lets) => {
    const vulnerabilities = [{ id: 'CVE-2026-1', analysis: { state: 'not_affected' }, affects: [{ ref }] }];
    const vex = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, vulnerabilities };
    expect(idsOf(shelf(cycloneDx(image, [cycloneDxRow('CVE-2026-1')]), vex))).toEqual(
      lets ? [] : ['CVE-2026-1'],
    );
  });

  test('in CSAF names products by their package URLs, also a package in an image', () => {
    const named = (id: string, purl: string) => ({
      product_id: id,
      name: id,
      product_identification_helper: { purl },
    });
    const csaf = (status: object) => ({
      document: {
        category: 'csaf_vex',
        csaf_version: '2.0',
        tracking: { current_release_date: '2026-11-20T00:00:00Z' },
      },
      product_tree: {
        branches: [{ branches: [{ product: named('A', byTag) }] }],
        full_product_names: [named('P', 'pkg:deb/debian/openssl@3.0.1')],
        relationships: [
          {
            product_reference: 'P',
            relates_to_product_reference: 'A',
            full_product_name: { product_id: 'A:P' },
          },
        ],
      },
      vulnerabilities: [
        { cve: 'CVE-2026-1', product_status: status, flags: [{ label: 'component_not_present' }] },
      ],
    });
    for (const id of ['A', 'P', 'A:P'])
      expect(idsOf(shelf(report, csaf({ known_not_affected: [id] })))).toEqual([]);
    expect(idsOf(shelf(report, csaf({ known_affected: ['A'] })))).toEqual(['CVE-2026-1']);
    expect(idsOf(shelf(report, csaf({ known_not_affected: ['Z'] })))).toEqual(['CVE-2026-1']);
  });
});
