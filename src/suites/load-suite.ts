import type { z } from 'zod';
import { isJsonObject, pointerOf, type JsonObject, type JsonValue } from '../core/json.ts';
import { isResource, type Resource } from '../core/resource.ts';
import { defaultLimits, type Document } from '../yaml/document.ts';
import { read } from '../yaml/read.ts';
import type { SuiteProblem } from './case.ts';
import { folderOf, resolvePath } from './resolve-path.ts';
import {
  clusterShape,
  contextShape,
  testShape,
  userShape,
  valuesShape,
  type TestFile,
  type User,
  type Values,
} from './test-file.ts';

/** Port: the texts that a path leads to, one for a file, those below it for a folder. */
export type OpenPath = (path: string) => Promise<readonly OpenedText[]>;

/** A text, or why there is none. */
export type OpenedText = { readonly name: string } & (
  | { readonly text: string }
  | { readonly problem: { readonly code: string; readonly message: string } }
);

/** An object that a test names, and where it stands. */
export interface Loaded {
  readonly object: Resource;
  readonly file: string;
  readonly document: Document;
}

/** A test file with everything that it names. */
export interface Suite {
  readonly file: string;
  readonly test: TestFile;
  readonly policies: readonly Loaded[];
  readonly exceptions: readonly Loaded[];
  readonly resources: readonly Resource[];
  readonly targets: readonly Resource[];
  readonly params: readonly Resource[];
  /** Any JSON, by the name that results call it. */
  readonly payloads: readonly { readonly name: string; readonly value: JsonObject }[];
  readonly values: Values | null;
  readonly user: User | null;
  /** What stands for a cluster and a registry. */
  readonly world: {
    readonly resources: readonly JsonObject[];
    readonly images: readonly JsonObject[];
    readonly crds: readonly Resource[];
    readonly globals: ReadonlyMap<string, readonly JsonObject[]>;
  };
  /** The objects in files that results name, by their path as it is written. */
  readonly expected: ReadonlyMap<string, readonly Resource[]>;
}

/** A suite, or why it cannot be run. */
export type LoadedSuite = { readonly suite: Suite } | { readonly problems: readonly SuiteProblem[] };

/** The suites of a test file, one for each of its documents. */
export async function loadSuites(
  file: string,
  text: string,
  open: OpenPath,
): Promise<readonly LoadedSuite[]> {
  const loaded: LoadedSuite[] = [];
  for await (const one of read(text, defaultLimits)) {
    if ('problem' in one) loaded.push({ problems: [{ file, ...one.problem }] });
    else if (one.document.value !== null) loaded.push(await loadSuite(file, one.document, open));
  }
  return loaded;
}

async function loadSuite(file: string, document: Document, open: OpenPath): Promise<LoadedSuite> {
  const parsed = testShape.safeParse(document.value);
  if (!parsed.success) return { problems: [shapeProblem(file, document, parsed.error)] };
  const test = parsed.data;
  const loading = new Loading(file, open);
  const world = await loadWorld(test, loading);
  const suite: Suite = {
    file,
    test,
    policies: await loading.objects(test.policies),
    exceptions: await loading.objects(test.exceptions),
    resources: objectsOf(await loading.objects(test.resources)),
    targets: objectsOf(await loading.objects(test.targetResources)),
    params: objectsOf(await loading.objects(test.paramResources)),
    payloads: await loadPayloads(test, loading),
    values: test.values ?? (await loading.one(test.variables, valuesShape)),
    user: await loading.one(test.userinfo, userShape),
    world,
    // Where such a file is missing, the case says so, if there is one at all.
    expected: await loadExpected(test, new Loading(file, open)),
  };
  return loading.problems.length > 0 ? { problems: loading.problems } : { suite };
}

async function loadWorld(test: TestFile, loading: Loading): Promise<Suite['world']> {
  const context = await loading.one(test.context, contextShape);
  const clusters = await loading.several(test.clusterResources, clusterShape);
  const globals = new Map<string, readonly JsonObject[]>();
  for (const { name, resourceFiles } of test.globalContextEntries ?? []) {
    if (resourceFiles) globals.set(name, objectsOf(await loading.objects(resourceFiles)));
  }
  return {
    resources: [...(context?.spec.resources ?? []), ...clusters.flatMap(({ spec }) => spec.resources ?? [])],
    images: context?.spec.images ?? [],
    crds: objectsOf(await loading.objects(clusters.flatMap(({ spec }) => spec.crds ?? []))),
    globals,
  };
}

async function loadPayloads(test: TestFile, loading: Loading): Promise<Suite['payloads']> {
  const names = [...(test.jsonPayload === undefined ? [] : [test.jsonPayload]), ...(test.jsonPayloads ?? [])];
  const payloads: Suite['payloads'][number][] = [];
  for (const name of names) {
    for (const { document } of await loading.documents([name])) {
      if (isJsonObject(document.value)) payloads.push({ name, value: document.value });
    }
  }
  return payloads;
}

async function loadExpected(test: TestFile, loading: Loading): Promise<Suite['expected']> {
  const expected = new Map<string, readonly Resource[]>();
  for (const { patchedResources } of test.results ?? []) {
    if (patchedResources !== undefined && !expected.has(patchedResources))
      expected.set(patchedResources, objectsOf(await loading.objects([patchedResources])));
  }
  return expected;
}

function objectsOf(loaded: readonly Loaded[]): readonly Resource[] {
  return loaded.map(({ object }) => object);
}

/** Reads what a test file names, and gathers what is wrong with it. */
class Loading {
  readonly problems: SuiteProblem[] = [];
  readonly #file: string;
  readonly #open: OpenPath;

  constructor(file: string, open: OpenPath) {
    this.#file = file;
    this.#open = open;
  }

  /** The documents of some paths, as the test file names them. */
  async documents(
    paths: readonly string[] | null | undefined,
  ): Promise<readonly { readonly file: string; readonly document: Document }[]> {
    const found: { readonly file: string; readonly document: Document }[] = [];
    for (const path of paths ?? []) {
      for (const opened of await this.#texts(path)) {
        for await (const one of read(opened.text, defaultLimits)) {
          if ('problem' in one) this.problems.push({ file: opened.name, ...one.problem });
          else if (one.document.value !== null) found.push({ file: opened.name, document: one.document });
        }
      }
    }
    return found;
  }

  /** The objects of some paths, those in lists one by one. */
  async objects(paths: readonly string[] | null | undefined): Promise<readonly Loaded[]> {
    const documents = await this.documents(paths);
    return documents.flatMap(({ file, document }) =>
      resourcesIn(document.value).map((object) => ({ object, file, document })),
    );
  }

  /** The one document of a path, of a shape; null where no path is given. */
  async one<T>(path: string | undefined, shape: z.ZodType<T>): Promise<T | null> {
    if (path === undefined || path === '') return null;
    return (await this.several([path], shape))[0] ?? null;
  }

  /** The documents of some paths, of a shape. */
  async several<T>(paths: readonly string[] | null | undefined, shape: z.ZodType<T>): Promise<readonly T[]> {
    const documents = await this.documents(paths);
    return documents.flatMap(({ file, document }) => {
      const parsed = shape.safeParse(document.value);
      if (parsed.success) return [parsed.data];
      this.problems.push(shapeProblem(file, document, parsed.error));
      return [];
    });
  }

  async #texts(path: string): Promise<readonly { readonly name: string; readonly text: string }[]> {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) {
      this.#refuse('INPUT_UNREADABLE', `${path} is on a network: tests here read files only`);
      return [];
    }
    const opened = await this.#open(resolvePath(folderOf(this.#file), path));
    return opened.flatMap((one) => {
      if ('text' in one) return [one];
      this.#refuse(one.problem.code, `${path}: ${one.problem.message}`);
      return [];
    });
  }

  #refuse(code: string, message: string): void {
    this.problems.push({ file: this.#file, line: 0, column: 0, code, message });
  }
}

function resourcesIn(value: JsonValue): readonly Resource[] {
  if (!isResource(value)) return [];
  const { items } = value;
  if (!value.kind.endsWith('List') || !Array.isArray(items)) return [value];
  return (items as readonly JsonValue[]).filter(isResource);
}

function shapeProblem(file: string, document: Document, error: z.ZodError): SuiteProblem {
  const [issue] = error.issues;
  const pointer = pointerOf((issue?.path ?? []) as readonly (string | number)[]);
  const message = (issue?.message ?? '')
    .replace(/^Invalid input: /, '')
    .replace('Unrecognized key: ', 'unknown field ');
  return {
    file,
    ...document.locate(pointer),
    code: 'TEST_INVALID',
    message: `${pointer === '' ? 'the file' : pointer}: ${message}`,
  };
}
