import { hash } from 'node:crypto';
import { identify, type Placed } from '../../check/findings.ts';
import type { Finding, Unplaced } from '../../core/finding.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { ownCopy } from '../../core/own-copy.ts';
import type { Resource } from '../../core/resource.ts';
import { ownerKeys, resourceKey } from '../../manifests/owners.ts';
import type { Judged } from '../judging/judge-resource.ts';
import type { Later } from '../judging/later.ts';
import { liveDocument } from './live-document.ts';
import { idle, ownerJudged } from '../judging/skip-reasons.ts';
import type { Surroundings } from '../judging/surroundings.ts';

/** What changed about the findings of a cluster. */
export interface FindingChange {
  readonly change: 'opened' | 'fixed';
  readonly finding: Finding;
}

/** By what live objects are judged, again and again. */
export interface LedgerOptions {
  readonly judge: (placed: Placed) => Judged;
  readonly skip: (placed: Placed, reason: string) => Judged;
  /** What is kept of an object whose verdicts wait. */
  readonly keep: (later: Later) => Later;
  readonly judgeLater: (later: Later, placed: Placed, surroundings: Surroundings) => Judged;
  /** Nothing in it yet. */
  readonly surroundings: () => Surroundings;
}

/** One object. */
interface Entry {
  /** Of its content: the status of objects changes all the time, and is none of it. */
  readonly digest: string;
  /** In which round it was seen last. */
  readonly round: number;
  readonly key: string;
  readonly forget: () => void;
  /** Of what is left out: who is judged in its place. */
  readonly owners: readonly string[] | null;
  readonly later: Later | null;
  readonly alone: readonly Finding[];
  /** What others decide, where that was judged just now. */
  late: readonly Finding[] | null;
  /** By fingerprint, as they were told. */
  told: ReadonlyMap<string, Finding>;
}

type Findings = ReadonlyMap<string, Finding>;
/** What was before an object came. */
const unknown = { digest: '', round: -1, forget: () => undefined, told: new Map() as Findings };

/** The findings of a cluster as it is now: what comes and goes is judged alone, and what looks others up once it settles. */
export class LiveLedger {
  readonly #options: LedgerOptions;
  readonly #entries = new Map<string, Entry>();
  /** Places of what changed since the last time. */
  readonly #changed = new Set<string>();
  #surroundings: Surroundings;
  #round = 0;
  /** By the key under which others name it as their owner, where each object is. */
  #present = new Map<string, string>();
  /** Whether anything came, went or changed that others may look up. */
  #isStirred = false;
  #gone: FindingChange[] = [];
  #isWhole = true;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#surroundings = options.surroundings();
  }

  /** Takes an object as it is now; a reason is why it is not judged. Null where it is as it was. */
  put(place: string, resource: Resource, why: string | null): Judged | null {
    const owners = this.#ownersOf(resource);
    const reason = why ?? idle(resource) ?? (owners === null ? null : ownerJudged);
    const digest = digestOf([resource, reason]);
    const before = this.#entries.get(place) ?? unknown;
    if (before.digest === digest && before.round === this.#round) return null;
    before.forget();
    const forget = this.#surroundings.add(resource);
    const key = resourceKey(resource);
    this.#present.set(key, place);
    const judged = this.#judge(place, resource, reason);
    const { told } = before;
    const found = judged === null ? left : { later: this.#kept(judged), alone: shown(judged) };
    const entry = { digest, round: this.#round, key, forget, owners, told, late: null, ...found };
    this.#entries.set(place, entry);
    this.#changed.add(place);
    this.#isStirred = true;
    return judged;
  }

  /** What had to wait until all was read, one by one, for who reports it. */
  *waiting(): Iterable<readonly [Judged, Placed]> {
    for (const [place, entry] of this.#entries) {
      if (entry.later === null) continue;
      const placed = placedAt(place, entry.later.written);
      const judged = this.#options.judgeLater(entry.later, placed, this.#surroundings);
      entry.late = shown(judged);
      yield [judged, placed];
    }
  }

  /** Takes an object that is only there for rules that look others up. */
  lookUp(resource: Resource): void {
    this.put(asideOf(resource), resource, notJudged);
  }

  drop(place: string, resource: Resource): void {
    this.#drop(place);
    this.#drop(asideOf(resource));
  }

  /** Begins anew: what is not put again until `settle` is gone, unless not all could be read. */
  restart(): void {
    this.#round++;
    this.#surroundings = this.#options.surroundings();
    this.#present = new Map();
    this.#isWhole = true;
  }

  /** Says that not all could be read in this round. */
  miss(): void {
    this.#isWhole = false;
  }

  /** Whether what was left out for its owner has none any more: it is to be read again. */
  hasOrphans(): boolean {
    return this.#entries
      .values()
      .some(({ owners }) => owners !== null && !owners.some((owner) => this.#present.has(owner)));
  }

  /** What opened and what was fixed since the last time. */
  settle(): readonly FindingChange[] {
    if (this.#isWhole) this.#sweep();
    const due = this.#isStirred
      ? [...this.#entries].filter(([place, { later }]) => later !== null || this.#changed.has(place))
      : [];
    const changes = [...this.#gone, ...due.flatMap(([place, entry]) => this.#settle(place, entry))];
    this.#changed.clear();
    this.#gone = [];
    this.#isStirred = false;
    return changes;
  }

  /** All findings that are open. */
  *open(): Iterable<Finding> {
    for (const { told } of this.#entries.values()) yield* told.values();
  }

  /** Who is judged in its place; null where nobody is. */
  #ownersOf(resource: Resource): readonly string[] | null {
    const owners = ownerKeys(resource);
    return owners.some((owner) => this.#present.has(owner)) ? owners : null;
  }

  #judge(place: string, resource: Resource, reason: string | null): Judged | null {
    if (reason === notJudged) return null;
    const placed = placedAt(place, resource);
    return reason === null ? this.#options.judge(placed) : this.#options.skip(placed, reason);
  }

  #drop(place: string): void {
    const before = this.#entries.get(place);
    if (before === undefined) return;
    before.forget();
    this.#entries.delete(place);
    if (this.#present.get(before.key) === place) this.#present.delete(before.key);
    for (const finding of before.told.values()) this.#gone.push({ change: 'fixed', finding });
    this.#isStirred = true;
  }

  #sweep(): void {
    for (const [place, { round }] of this.#entries) if (round !== this.#round) this.#drop(place);
  }

  #settle(place: string, entry: Entry): readonly FindingChange[] {
    const { later, alone, told: before } = entry;
    const late = entry.late ?? (later === null ? [] : this.#judgeLater(place, later));
    entry.late = null;
    const now = new Map([...alone, ...late].map((finding) => [fingerprint(finding), finding]));
    entry.told = now;
    return [...missing(before, now, 'fixed'), ...missing(now, before, 'opened')];
  }

  #kept({ later }: Judged): Later | null {
    return later === null ? null : this.#options.keep(later);
  }

  #judgeLater(place: string, later: Later): readonly Finding[] {
    return shown(this.#options.judgeLater(later, placedAt(place, later.written), this.#surroundings));
  }
}

/** Under what an object is kept that is not judged. */
function asideOf(resource: Resource): string {
  return `${resource.apiVersion} ${resourceKey(resource)}`;
}

const notJudged = 'not judged';
const left = { later: null, alone: [] } as const;

/** What counts: what is broken, and nothing lifts. */
function shown(judged: Judged): readonly Finding[] {
  return judged.findings.filter((found) => isOpen(found)).map((found) => keptOf(judged.place(found)));
}

/** A finding that is kept for long, without what it may still ask for to name itself. */
function keptOf(finding: Finding): Finding {
  const anchor = ownCopy(finding.anchor());
  return { ...finding, anchor: () => anchor };
}

function isOpen({ result, exception }: Unplaced): boolean {
  return exception === null && (result === 'fail' || result === 'warn' || result === 'error');
}

function* missing(from: Findings, to: Findings, change: FindingChange['change']): Iterable<FindingChange> {
  for (const [key, finding] of from) if (!to.has(key)) yield { change, finding };
}

/** An object of a cluster, as whatever judges it wants it. */
export function placedAt(place: string, resource: Resource): Placed {
  const document = liveDocument(resource);
  const locate: Placed['locate'] = (path) => document.locate(path);
  return { resource, named: identify(resource), file: place, document: 1, base: '', locate };
}

function digestOf(value: readonly unknown[]): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? `${inner}n` : inner,
  );
  return hash('sha256', text);
}
