import type { Placed } from '../check/findings.ts';
import { child, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { Location } from '../core/location.ts';
import { isResource, type Resource } from '../core/resource.ts';
import { classify } from '../manifests/classify.ts';
import { isHelmTemplate } from '../manifests/helm.ts';
import { ownerKeys, resourceKey } from '../manifests/owners.ts';
import type { Document, ReadLimits } from '../yaml/document.ts';
import { read } from '../yaml/read.ts';
import type { Source } from './inputs.ts';
import type { Judged } from './judge-resource.ts';
import type { Reporter } from './reporter.ts';
import type { Tally } from './tally.ts';

/** What a reading passes its resources and problems on to. */
export interface ReadingOptions {
  readonly limits: ReadLimits;
  readonly reporter: Reporter;
  readonly tally: Tally;
  readonly judge: (placed: Placed) => Judged;
}

/** A document and where it came from. */
interface Origin {
  readonly file: string;
  readonly named: boolean;
  readonly document: Document;
}

const nowhere: Location = { line: 0, column: 0 };

/** Turns sources into judged resources, by the table of paths that the documentation holds. */
export class Reading {
  readonly #options: ReadingOptions;
  readonly #seen = new Set<string>();
  /** Owned objects wait until it is known whether their owner is in the same input. */
  readonly #owned: (readonly [keys: readonly string[], report: () => void])[] = [];
  #unjudged = 0;
  #foreign = 0;
  #resources = 0;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /** Judges everything in a source; one broken document never stops the others. */
  async read(source: Source): Promise<void> {
    this.#options.tally.add('files');
    if ('problem' in source) this.#refuse(source.name, nowhere, source.problem);
    else await this.#readText(source);
  }

  /** Judges what had to wait; gives whether all that had to be judged was. */
  finish(allowEmpty: boolean): boolean {
    const { reporter, tally } = this.#options;
    for (const [keys, report] of this.#owned) {
      if (keys.some((key) => this.#seen.has(key))) tally.verdict('skip');
      else report();
    }
    if (this.#foreign > 0)
      reporter.note(`${this.#foreign} documents have no apiVersion and kind and were not judged`);
    if (this.#resources === 0 && this.#unjudged === 0 && !allowEmpty) {
      const message = 'there is no Kubernetes object in what was named';
      this.#refuse('-', nowhere, { code: 'NOTHING_TO_JUDGE', message });
    }
    return this.#unjudged === 0;
  }

  async #readText({ name, named, text }: Source & { readonly text: string }): Promise<void> {
    for await (const one of read(text, this.#options.limits)) {
      if ('document' in one) this.#readDocument({ file: name, named, document: one.document });
      else if (!isHelmTemplate(text)) this.#refuse(name, one.problem, one.problem);
      else {
        this.#setAside(
          name,
          named,
          one.problem,
          'it is a Helm template: render it first with `helm template`',
        );
        return;
      }
    }
  }

  #readDocument(origin: Origin): void {
    const { document, file, named } = origin;
    const classified = classify(document.value);
    if (classified.kind === 'empty') return;
    this.#options.tally.add('documents');
    for (const { line, column, message } of document.notes) {
      this.#options.reporter.note(`${file}:${line}:${column}: ${message}`);
    }
    if (classified.kind === 'resource') this.#readResource(origin, classified.resource, '');
    else if (classified.kind === 'list') this.#readList(origin, classified.items);
    else if (classified.kind === 'partial') this.#setAside(file, named, document.locate(''), classified.why);
    else this.#foreign++;
  }

  #readList(origin: Origin, items: readonly JsonValue[]): void {
    const base = Array.isArray(origin.document.value) ? '' : '/items';
    for (const [index, item] of items.entries()) {
      const pointer = child(base, index);
      const message = 'an item of the list has no apiVersion and kind';
      if (isResource(item)) this.#readResource(origin, item, pointer);
      else this.#refuse(origin.file, origin.document.locate(pointer), { code: 'NOT_A_RESOURCE', message });
    }
  }

  #readResource(origin: Origin, resource: Resource, base: JsonPointer): void {
    this.#resources++;
    const keys = ownerKeys(resource);
    const report = (): void => this.#report(origin, resource, base);
    this.#seen.add(resourceKey(resource));
    if (keys.length === 0) report();
    else this.#owned.push([keys, report]);
  }

  #report({ document, file }: Origin, resource: Resource, base: JsonPointer): void {
    const locate = (path: JsonPointer): Location => document.locate(`${base}${path}`);
    const placed = { resource, file, document: document.number, locate };
    const { findings, mask } = this.#options.judge(placed);
    this.#options.reporter.findings(findings, ({ location }) => mask(document.line(location.line)));
  }

  #refuse(file: string, at: Location, problem: { readonly code: string; readonly message: string }): void {
    const { code, message } = problem;
    this.#unjudged++;
    this.#options.reporter.unjudged({ file, line: at.line, column: at.column, code, message });
  }

  /** What must be rendered first: a note in a folder, unjudged where it was named. */
  #setAside(file: string, named: boolean, at: Location, why: string): void {
    if (named) this.#refuse(file, at, { code: 'NOT_RENDERED', message: why });
    else this.#options.reporter.note(`${file}: not judged, ${why}`);
  }
}
