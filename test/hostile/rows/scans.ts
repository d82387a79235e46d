import { pod, type Row } from '../row.ts';

/** A row that judges a Pod by a hostile file of a scanner; the run ends before it judges, for nothing may be passed over. */
function scan(name: string, text: () => string, says: RegExp): Row {
  return {
    name,
    files: () => ({ 'scan.json': text() }),
    args: ['check', 'z-rest.yaml', '--vulnerabilities', 'scan.json'],
    exit: 2,
    rest: false,
    says,
  };
}

const image = 'registry.example.com/shop/checkout:4.18.2';

/** A report of Trivy on the image of the Pod, with these fields in each vulnerability. */
function trivy(fields: Readonly<Record<string, unknown>>, count = 1): string {
  const row = {
    VulnerabilityID: 'CVE-2026-1',
    PkgName: 'a',
    InstalledVersion: '1',
    Severity: 'HIGH',
    ...fields,
  };
  const rows = Array.from({ length: count }, () => row);
  return JSON.stringify({ SchemaVersion: 2, ArtifactName: image, Results: [{ Vulnerabilities: rows }] });
}

/** SARIF on the image of the Pod, with this text in every place. */
function sarif(text: string): string {
  const message = { text };
  const rule = {
    id: 'CVE-2026-1',
    shortDescription: message,
    fullDescription: message,
    help: message,
    properties: { purls: [`pkg:npm/${text}`], 'security-severity': '9.8', tags: [text] },
  };
  const result = { ruleId: rule.id, message, locations: [{ message }] };
  const driver = { name: text, rules: [rule] };
  const run = {
    tool: { driver },
    results: [result],
    automationDetails: { id: `Snyk/Container/docker-image|${text}` },
  };
  return JSON.stringify({ version: '2.1.0', runs: [{ ...run, properties: { imageName: image } }] });
}

/** A bill of materials that says of one vulnerability again and again that it does not matter. */
function cycloneDx(count: number): string {
  const row = { id: 'CVE-2026-1', analysis: { state: 'not_affected' }, affects: [{ ref: 'pkg:npm/a@1' }] };
  const component = { type: 'container', name: image };
  const vulnerabilities = Array.from({ length: count }, () => row);
  return JSON.stringify({ bomFormat: 'CycloneDX', metadata: { component }, vulnerabilities });
}

/** Files of scanners that are the attack. */
export const scans: readonly Row[] = [
  scan('a scan that is empty', () => '', /scan\.json:1:1: it is empty/),
  scan(
    'a scan of brackets alone',
    () => '['.repeat(30_000_000),
    /scan\.json:1:201: .*nested deeper than 200/,
  ),
  scan(
    'a scan of objects in objects',
    () => '{"a":'.repeat(1_000_000),
    /scan\.json:1:\d+: .*nested deeper than 200/,
  ),
  scan(
    'a scan of more empty lists than fit',
    () => `[${'[],'.repeat(20_000_000)}[]]`,
    /more than 20 million values/,
  ),
  scan(
    'a scan that is one text without an end',
    () => `{"a": "${'\\"'.repeat(20_000_000)}`,
    /scan\.json:1:\d+: the JSON breaks off/,
  ),
  scan(
    'a scan of no known format',
    () => '{"vulnerabilities": [{"id": "CVE-2026-1"}]}',
    /scan\.json:1:1: .*no format/,
  ),
  scan(
    'a scan whose fields are prototypes',
    () => '{"__proto__": {"SchemaVersion": 2, "ArtifactName": "a"}}',
    /no format/,
  ),
  scan(
    'a scan with a list where text should be',
    () => trivy({ VulnerabilityID: ['a'] }),
    /scan\.json:1:\d+: .*`VulnerabilityID` must be text/,
  ),
  scan('a scan that is a manifest', () => pod('scan'), /scan\.json:1:1: it is no JSON/),
  {
    ...scan(
      'a scan of names that are escapes',
      () => trivy({ VulnerabilityID: 'CVE-\u{1b}[31m\u{202e}', PkgName: '=cmd()\u{7}' }),
      /CVE-\\u\{1b\}\[31m/,
    ),
    exit: 1,
    rest: true,
  },
  {
    ...scan(
      'a scan of fifty thousand vulnerabilities',
      () => trivy({ Description: 'd'.repeat(200) }, 50_000),
      /CVE-2026-1 in a 1/,
    ),
    exit: 1,
    rest: true,
  },
  scan(
    'a scan in which ten thousand statements are each on ten thousand packages',
    () => cycloneDx(10_000),
    /scan\.json: too many VEX statements/,
  ),
  ...['@', 'a', ':', '/', ' ', '('].map((letter): Row => ({
    ...scan(
      `a scan of names that are a megabyte of ${JSON.stringify(letter)}`,
      () => sarif(`${letter.repeat(1e6)}/ `),
      /has CVE-2026-1 in/,
    ),
    exit: 1,
    rest: true,
  })),
  {
    ...scan(
      'a scan of names of a megabyte',
      () => trivy({ VulnerabilityID: 'x'.repeat(1e6), PkgName: 'y'.repeat(1e6) }),
      /has x{60}… in y{60}…/,
    ),
    exit: 1,
    rest: true,
  },
];
