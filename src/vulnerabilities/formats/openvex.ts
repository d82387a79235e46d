import { isJsonObject, own } from '../../core/json.ts';
import { inside, list, neededText, objects, root, text, texts, time, type Place } from '../fields.ts';
import { imageOfPackageUrl, parsePackageUrl } from '../package-url.ts';
import { ScanFault, type Product, type Statement, type StatementStatus } from '../scan.ts';
import type { ScanFormat, ScanOrigin } from '../scan-format.ts';

/** OpenVEX 0.0.1 and 0.2.0. */
export const openvex: ScanFormat = {
  name: 'OpenVEX',
  recognises(document) {
    const context = own(document, '@context');
    return typeof context === 'string' && context.startsWith('https://openvex.dev/ns');
  },
  read(document, origin) {
    const vex = root(document);
    const at = time(vex, 'timestamp');
    const statements = objects(vex, 'statements').map((place) => statementOf(place, at, origin));
    return { scans: [], statements };
  },
};

const statuses: ReadonlySet<string> = new Set<StatementStatus>([
  'not_affected',
  'affected',
  'fixed',
  'under_investigation',
]);

function statementOf(place: Place, at: number | null, { file, image }: ScanOrigin): Statement {
  const status = neededText(place, 'status');
  if (!statuses.has(status))
    throw new ScanFault(`${place.at}/status`, `\`${status.slice(0, 40)}\` is no status of OpenVEX`);
  return {
    file,
    at: time(place, 'timestamp') ?? at,
    ids: idsOf(place),
    status: status as StatementStatus,
    why: text(place, 'justification') ?? text(place, 'impact_statement'),
    products: list(place, 'products').flatMap((_, index) => productsOf(place, index, image)),
  };
}

/** An object since 0.2.0, a text before. */
function idsOf(place: Place): readonly string[] {
  if (!isJsonObject(own(place.value, 'vulnerability'))) return [neededText(place, 'vulnerability')];
  const vulnerability = inside(place, 'vulnerability');
  const id = text(vulnerability, '@id');
  return [
    neededText(vulnerability, 'name'),
    ...texts(vulnerability, 'aliases'),
    ...(id === null ? [] : [id]),
  ];
}

function productsOf(place: Place, index: number, image: string | null): readonly Product[] {
  const value = list(place, 'products')[index];
  if (typeof value === 'string') return [productOf(value, [], image)];
  const product = objects({ value: { products: [value ?? null] }, at: place.at }, 'products')[0] ?? place;
  const parts = objects(product, 'subcomponents').flatMap(namesOf);
  const [digest] = hashesOf(product);
  const names = digest === undefined ? namesOf(product) : [...namesOf(product), digest];
  return names.map((name) => productOf(name, parts, image));
}

function namesOf(component: Place): readonly string[] {
  const purl = text(inside(component, 'identifiers'), 'purl');
  return [...new Set([text(component, '@id'), purl].flatMap((one) => one ?? []))];
}

function hashesOf(component: Place): readonly string[] {
  const hex = text(inside(component, 'hashes'), 'sha-256');
  return hex === null ? [] : [`sha256:${hex}`];
}

/** A product is an image, or a package wherever it is. */
function productOf(name: string, parts: readonly string[], image: string | null): Product {
  const parsed = parsePackageUrl(name);
  if (parsed === null) return { image: name, packages: parts };
  const named = imageOfPackageUrl(parsed);
  return named === null ? { image, packages: [name] } : { image: named, packages: parts };
}
