import { identify, type Placed } from '../../check/findings.ts';
import type { Finding, Unjudged } from '../../core/finding.ts';
import { at, child, type JsonPointer, type JsonValue } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';
import { ownCopy } from '../../core/own-copy.ts';
import { groupVersionOf, type Resource } from '../../core/resource.ts';
import { classify, type Classified } from '../../manifests/classify.ts';
import { helmPlace, isTemplate } from '../../manifests/helm.ts';
import { installerNotes, isInstaller } from '../../manifests/installers.ts';
import { ownerKeys, resourceKey } from '../../manifests/owners.ts';
import type { ReadLimits } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';
import { excerptOf, keyExcerptOf } from './excerpt.ts';
import type { Source } from '../inputs.ts';
import type { Judged } from './judge-resource.ts';
import { liveDocument } from '../live/live-document.ts';
import type { Held, Late, Origin, Ready, Waiting } from './reading-parts.ts';
import { idle, ownerJudged } from './skip-reasons.ts';
import type { Later } from './later.ts';
import type { Reporter } from './reporter.ts';
import type { Surroundings } from './surroundings.ts';
import type { Tally } from './tally.ts';

/** What a reading passes its resources and problems on to. */
export interface ReadingOptions {
  readonly limits: ReadLimits;
  /** Awaited now and then. */
  readonly pause: () => Promise<void>;
  readonly reporter: Reporter;
  readonly tally: Tally;
  readonly judge: (placed: Placed) => Judged;
  /** The same, once all objects are known: nothing waits. */
  readonly judgeWhole: (placed: Placed) => Judged;
  readonly skip: (placed: Placed, reason: string) => Judged;
  /** What is kept of an object that is reported before its verdicts are all known. */
  readonly keep: (later: Later) => Later;
  readonly judgeLater: (later: Later, placed: Placed) => Judged;
  readonly surroundings: Surroundings;
}

const helm = 'it is a Helm template: render it first with `helm template`';
/** What a template may break before it is rendered; a limit that is passed is none of these. */
const excused: ReadonlySet<string> = new Set(['YAML_SYNTAX', 'YAML_DUPLICATE_KEY', 'JSON_SYNTAX']);
/** How many resources are held until their findings are all known: what people read is grouped, what is larger streams. */
const mostHeld = 1000;
/** The same for the characters of their texts. */
const mostText = 16_777_216;
const nowhere: Location = { line: 0, column: 0 };

/** Turns sources into judged resources, by the table of paths that the documentation holds. */
export class Reading {
  readonly #options: ReadingOptions;
  readonly #seen = new Set<string>();
  /** An owned object waits for its owner, and what comes after it waits, too: results keep the order of the input. */
  readonly #waiting: Waiting[] = [];
  readonly #late: Late[] = [];
  /** What is judged once all objects are known; null once there is too much of it, and where nothing waits. */
  #held: Held[] | null;
  #read = 0;
  #text = 0;
  #unjudged = 0;
  #foreign = 0;
  #resources = 0;
  readonly #installers = new Map<string, number>();

  constructor(options: ReadingOptions) {
    this.#options = options;
    this.#held = options.surroundings.waits ? [] : null;
  }

  /** Judges everything in a source; one broken document never stops the others. */
  async read(source: Source): Promise<void> {
    this.#options.tally.add('files');
    if ('problem' in source) this.#refuse(source.name, nowhere, source.problem);
    else await this.#readText(source);
  }

  /** Judges what had to wait; gives whether all that had to be judged was. */
  finish({
    paths,
    allowEmpty,
  }: {
    readonly paths: readonly string[];
    readonly allowEmpty: boolean;
  }): boolean {
    for (const _ of this.#reportRest()) continue;
    if (this.#foreign > 0) {
      const [what, were] = this.#foreign === 1 ? ['document has', 'was'] : ['documents have', 'were'];
      this.#options.reporter.note(
        `${this.#foreign} ${what} no apiVersion and kind and ${were} not judged: values, workflows and the like`,
      );
    }
    for (const note of installerNotes(this.#installers)) this.#options.reporter.note(note);
    if (this.#resources === 0 && this.#unjudged === 0 && !allowEmpty) {
      const message = 'there is no Kubernetes object in it; --allow-empty lets that pass';
      this.#refuse(paths.join(' '), nowhere, { code: 'NOTHING_TO_JUDGE', message });
    }
    return this.#unjudged === 0;
  }

  /** Judges an object of a cluster; what owns it came before. */
  readLive(place: string, resource: Resource, why: string | null): void {
    this.#resources++;
    this.#options.surroundings.add(resource);
    this.#seen.add(resourceKey(resource));
    const document = liveDocument(resource);
    const origin = { file: place, named: true, hasActions: false, document };
    this.#report(origin, { resource, base: '', reason: why ?? this.#left(ownerKeys(resource)) });
  }

  /** Reports an object of a cluster that somebody else judged. */
  reportLive(judged: Judged, placed: Placed): void {
    this.#resources++;
    for (const note of judged.notes) this.#options.reporter.note(note);
    this.#pass(judged, { document: liveDocument(placed.resource), base: '' });
  }

  /** Something that was to be judged, and is not. */
  refuseLive(unjudged: Unjudged): void {
    this.#unjudged++;
    this.#options.reporter.unjudged(unjudged);
  }

  async #readText({ name, named, text }: Source & { readonly text: string }): Promise<void> {
    const hasActions = text.includes('{{');
    this.#text += text.length;
    for await (const one of read(text, this.#options.limits)) {
      if (++this.#read % 64 === 0) await this.#options.pause();
      if ('document' in one) this.#readDocument({ file: name, named, hasActions, document: one.document });
      else if (hasActions && excused.has(one.problem.code) && isTemplate(one.text))
        this.#setAside(name, named, one.problem, helm);
      else this.#refuse(name, one.problem, one.problem);
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
    if (classified.kind !== 'not-kubernetes') this.#readClassified(origin, classified, '');
    else if (named) this.#options.reporter.note(`${file}: it has no apiVersion and kind, and was not judged`);
    else this.#foreign++;
  }

  /** What stands at a place of a document: an object, or a list of them, however deep in other lists. */
  #readClassified(origin: Origin, classified: Classified, base: JsonPointer): void {
    const { document, file, named } = origin;
    const action = origin.hasActions ? helmPlace(at(document.value, base)) : null;
    if (action !== null) this.#setAside(file, named, document.locate(`${base}${action}`), helm);
    else if (classified.kind === 'resource') this.#readResource(origin, classified.resource, base);
    else if (classified.kind === 'list') this.#readList(origin, classified.items, base);
    else if (classified.kind === 'partial')
      this.#setAside(file, named, document.locate(base), classified.why);
    else {
      const [at, message] =
        classified.kind === 'malformed'
          ? [classified.at, classified.why]
          : ['', 'an item of the list has no apiVersion and kind'];
      this.#refuse(file, document.locate(`${base}${at}`), { code: 'NOT_A_RESOURCE', message });
    }
  }

  #readList(origin: Origin, items: readonly JsonValue[], base: JsonPointer): void {
    const list = Array.isArray(at(origin.document.value, base)) ? base : child(base, 'items');
    for (const [index, item] of items.entries())
      this.#readClassified(origin, classify(item), child(list, index));
  }

  #readResource(origin: Origin, resource: Resource, base: JsonPointer): void {
    this.#resources++;
    if (isInstaller(groupVersionOf(resource.apiVersion).group, resource.kind)) {
      const kind = ownCopy(resource.kind);
      this.#installers.set(kind, (this.#installers.get(kind) ?? 0) + 1);
      this.#options.surroundings.miss(`what a ${kind} installs is not in the input`);
    }
    this.#options.surroundings.add(resource);
    this.#seen.add(ownCopy(resourceKey(resource)));
    const owners = ownerKeys(resource);
    const report = (reason: string | null): void => this.#report(origin, { resource, base, reason });
    if (owners.length === 0 && this.#waiting.length === 0) report(null);
    else this.#waiting.push({ owners, report });
    const undecided = this.#waiting.findIndex(
      (one) => one.owners.length > 0 && this.#left(one.owners) === null,
    );
    const decided = this.#waiting.splice(0, undecided < 0 ? this.#waiting.length : undecided);
    for (const one of decided) one.report(this.#left(one.owners));
  }

  /** Why an owned object is left out; null where its owner is not in the input. */
  #left(owners: readonly string[]): string | null {
    const owner = owners.find((key) => this.#seen.has(key));
    return owner === undefined ? null : ownerJudged;
  }

  #report({ document, file }: Origin, { resource, base, reason }: Ready): void {
    const locate = (path: JsonPointer): Location => document.locate(`${base}${path}`);
    const placed = { resource, named: identify(resource), file, document: document.number, base, locate };
    const one = { placed, document, base, why: reason ?? idle(resource) };
    if (this.#held === null) this.#reportNow(one);
    else if (this.#held.push(one) > mostHeld || this.#text > mostText) this.#release(this.#held);
  }

  /** The same as at the end, now and then letting run what waits: what there is to say of a cluster may be much. */
  async reportWaiting(): Promise<void> {
    let count = 0;
    for (const _ of this.#reportRest()) if (++count % 64 === 0) await this.#options.pause();
  }

  /** Reports what had to wait for other objects, one by one; whoever goes on to watch holds this, and needs none of it. */
  *#reportRest(): Iterable<void> {
    for (const { owners, report } of this.#waiting.splice(0)) yield report(this.#left(owners));
    // Taken out one by one, so that each can go once it is reported.
    const held = this.#held?.splice(0).reverse() ?? [];
    for (let one = held.pop(); one !== undefined; one = held.pop()) yield this.#reportWhole(one);
    for (const late of this.#late.splice(0)) yield this.#reportLate(late);
  }

  /** Reports what was held in its order: what has to wait of it comes last. */
  #release(held: readonly Held[]): void {
    this.#held = null;
    for (const one of held) this.#reportNow(one);
  }

  #judged({ placed, why }: Held, judge: (placed: Placed) => Judged): Judged {
    const { skip, reporter } = this.#options;
    const judged = why === null ? judge(placed) : skip(placed, why);
    for (const note of judged.notes) reporter.note(note);
    return judged;
  }

  #reportNow(one: Held): void {
    const { placed, document, base } = one;
    const judged = this.#judged(one, this.#options.judge);
    if (judged.later !== null) {
      const later = this.#options.keep(judged.later);
      // Items of a list share their document, which stays as it is.
      const kept = base === '' ? document.holding(later.written) : document;
      this.#late.push({ later, named: placed.named, file: placed.file, document: kept, base });
    }
    this.#pass(judged, one);
  }

  /** Judges a resource by all that is known, and reports what was found. */
  #reportWhole(one: Held): void {
    this.#pass(this.#judged(one, this.#options.judgeWhole), one);
  }

  #pass({ findings, place, mask }: Judged, { document, base }: Pick<Held, 'document' | 'base'>): void {
    const excerpt = (finding: Finding): string | null => excerptOf({ document, base, mask }, finding);
    this.#options.reporter.findings(findings, { place, excerpt });
  }

  #reportLate({ later, named, file, document, base }: Late): void {
    const { judgeLater, reporter } = this.#options;
    const locate = (path: JsonPointer): Location => document.locate(`${base}${path}`);
    const { findings, place } = judgeLater(later, {
      resource: later.written,
      named,
      file,
      document: document.number,
      base,
      locate,
    });
    reporter.findings(findings, { place, excerpt: (finding) => keyExcerptOf(document, finding) });
  }

  #refuse(file: string, at: Location, problem: { readonly code: string; readonly message: string }): void {
    const { code, message } = problem;
    this.#unjudged++;
    this.#options.surroundings.miss(`${file} could not be read in full`);
    this.#options.reporter.unjudged({ file, line: at.line, column: at.column, code, message });
  }

  /** What must be rendered first: a note in a folder, unjudged where it was named. */
  #setAside(file: string, named: boolean, at: Location, why: string): void {
    if (named) this.#refuse(file, at, { code: 'NOT_RENDERED', message: why });
    else {
      this.#options.surroundings.miss(`${file} is not rendered`);
      this.#options.reporter.note(`${file}: not judged, ${why}`);
    }
  }
}
