import { isJsonObject, own } from '../../core/json.ts';
import { inside, object, objects, root, text, texts, time, type Place } from '../fields.ts';
import { imageOfPackageUrl, parsePackageUrl } from '../package-url.ts';
import { ScanFault, type Product, type Statement, type StatementStatus } from '../scan.ts';
import type { ScanFormat } from '../scan-format.ts';

/** CSAF 2.0 (OASIS) of the category `csaf_vex`, as far as its products are named by package URL. */
export const csaf: ScanFormat = {
  name: 'CSAF VEX',
  recognises(document) {
    const about = own(document, 'document');
    return isJsonObject(about) && own(about, 'csaf_version') !== undefined;
  },
  read(document, { file }) {
    const advisory = root(document);
    const about = inside(advisory, 'document');
    if (text(about, 'category') !== 'csaf_vex') {
      throw new ScanFault(
        '/document/category',
        'only advisories of the category `csaf_vex` say what is not affected',
      );
    }
    const products = productsOf(advisory);
    const from = { file, at: time(inside(about, 'tracking'), 'current_release_date'), products };
    return {
      scans: [],
      statements: objects(advisory, 'vulnerabilities').flatMap((place) => statementsOf(place, from)),
    };
  },
};

interface From {
  readonly file: string;
  readonly at: number | null;
  readonly products: ReadonlyMap<string, Product>;
}

const statuses: readonly (readonly [string, StatementStatus])[] = [
  ['known_not_affected', 'not_affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
];

function statementsOf(place: Place, { file, at, products }: From): readonly Statement[] {
  const status = object(place, 'product_status');
  const ids = [text(place, 'cve'), ...objects(place, 'ids').map((one) => text(one, 'text'))].flatMap(
    (id) => id ?? [],
  );
  if (status === null || ids.length === 0) return [];
  const why =
    objects(place, 'flags')
      .map((one) => text(one, 'label'))
      .find((one) => one !== null) ?? null;
  return statuses.flatMap(([key, meaning]) => {
    const named = texts(status, key).flatMap((id) => products.get(id) ?? []);
    return named.length === 0 ? [] : [{ file, at, ids, status: meaning, why, products: named }];
  });
}

/** By id, however deep the tree; a relationship names a package in an image, or anything in anything. */
function productsOf(advisory: Place): ReadonlyMap<string, Product> {
  const tree = object(advisory, 'product_tree');
  if (tree === null) return new Map();
  const urls = new Map<string, string>();
  const waiting = [...objects(tree, 'branches')];
  const named = [...objects(tree, 'full_product_names')];
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    const product = object(branch, 'product');
    if (product !== null) named.push(product);
    for (const inner of objects(branch, 'branches')) waiting.push(inner);
  }
  for (const product of named) {
    const purl = text(inside(product, 'product_identification_helper'), 'purl');
    const id = text(product, 'product_id');
    if (purl !== null && id !== null) urls.set(id, purl);
  }
  const products = new Map(Array.from(urls, ([id, purl]) => [id, productOf(purl)] as const));
  for (const [id, product] of related(tree, urls)) products.set(id, product);
  return products;
}

function productOf(purl: string): Product {
  const parsed = parsePackageUrl(purl);
  const image = parsed === null ? null : imageOfPackageUrl(parsed);
  return image === null ? { image: null, packages: [purl] } : { image, packages: [] };
}

function related(tree: Place, urls: ReadonlyMap<string, string>): readonly (readonly [string, Product])[] {
  return objects(tree, 'relationships').flatMap((place) => {
    const id = text(inside(place, 'full_product_name'), 'product_id');
    const part = urls.get(text(place, 'product_reference') ?? '');
    const within = urls.get(text(place, 'relates_to_product_reference') ?? '');
    if (id === null || part === undefined || within === undefined) return [];
    const { image } = productOf(within);
    // A part of something that is no image is not known to be in one.
    return image === null ? [] : [[id, { image, packages: [part] }] as const];
  });
}
