// Small files as scanners write them, for tests to vary.

/** A digest of one repeated letter. */
export function digest(letter: string): string {
  return `sha256:${letter.repeat(64)}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** A vulnerability as Trivy reports it. */
export function trivyRow(id: string, more: Fields = {}): Fields {
  return {
    VulnerabilityID: id,
    PkgName: 'openssl',
    PkgIdentifier: { PURL: 'pkg:deb/debian/openssl@3.0.1?arch=amd64' },
    InstalledVersion: '3.0.1',
    FixedVersion: '3.0.2',
    Severity: 'HIGH',
    ...more,
  };
}

/** A report of Trivy on an image. */
export function trivyReport(image: string, rows: readonly Fields[], more: Fields = {}): Fields {
  return {
    SchemaVersion: 2,
    CreatedAt: '2026-11-20T00:00:00Z',
    ArtifactName: image,
    ArtifactType: 'container_image',
    Results: [{ Target: image, Class: 'os-pkgs', Vulnerabilities: rows }],
    ...more,
  };
}

/** A match as Grype reports it. */
export function grypeRow(
  id: string,
  more: { vulnerability?: Fields; related?: readonly Fields[]; artifact?: Fields } = {},
): Fields {
  return {
    vulnerability: {
      id,
      severity: 'High',
      fix: { versions: ['3.0.2'], state: 'fixed' },
      ...more.vulnerability,
    },
    relatedVulnerabilities: more.related ?? [],
    artifact: { name: 'openssl', version: '3.0.1', purl: 'pkg:deb/debian/openssl@3.0.1', ...more.artifact },
  };
}

/** A report of Grype on an image. */
export function grypeReport(image: string, rows: readonly Fields[], target: Fields = {}): Fields {
  return {
    matches: rows,
    source: { type: 'image', target: { userInput: image, ...target } },
    descriptor: { name: 'grype', timestamp: '2026-11-20T06:00:00Z' },
  };
}

/** A bill of materials of an image in CycloneDX, with the results of a scan. */
export function cycloneDx(image: string, vulnerabilities: readonly Fields[], more: Fields = {}): Fields {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    version: 1,
    metadata: {
      timestamp: '2026-11-20T00:00:00Z',
      component: { 'bom-ref': 'image', type: 'container', name: image },
    },
    components: [
      {
        'bom-ref': 'p1',
        type: 'library',
        name: 'openssl',
        version: '3.0.1',
        purl: 'pkg:deb/debian/openssl@3.0.1',
      },
    ],
    vulnerabilities,
    ...more,
  };
}

/** A vulnerability in CycloneDX. */
export function cycloneDxRow(id: string, more: Fields = {}): Fields {
  return { id, ratings: [{ severity: 'high' }], affects: [{ ref: 'p1' }], ...more };
}

/** An OpenVEX document with one statement. */
export function openVex(statement: Fields, timestamp = '2026-11-20T00:00:00Z'): Fields {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.com/vex/1',
    author: 'Somebody',
    timestamp,
    version: 1,
    statements: [statement],
  };
}
