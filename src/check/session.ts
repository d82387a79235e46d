import type { Environment } from '../cel/environment/environment.ts';
import { Frame } from '../cel/compile/frame.ts';
import { locator, type Locate } from '../cel/places/place.ts';
import { places as placesOf } from '../cel/places/places.ts';
import type { Node } from '../cel/tree.ts';
import { LazyRecord } from '../cel/value/lazy-record.ts';
import { CelError } from '../cel/value/cel-error.ts';
import type { Value } from '../cel/value/value.ts';
import { pointerOf, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { Facts, Known, Request } from '../core/policy.ts';
import type { Asks, CompiledPolicy } from './compile-policy.ts';
import type { Expression } from './compile-expression.ts';
import { keyOf } from './key-of.ts';
import type { PooledLookup, PooledVariable, VariablePool, VariableScope } from './variable-pool.ts';
import type { UnknownUsers } from './match-scope.ts';
import type { DialectRules } from './dialect-rules.ts';
import { kyvernoRequestValue, requestValue } from './request-value.ts';

/** What is judged, with what is known of it. */
export interface Judged {
  readonly request: Request;
  readonly facts: Facts;
  readonly params?: JsonObject | null;
  /** The namespace that calls may not look beyond. */
  readonly namespace?: string | null;
  /** What exceptions allow, as Kyverno's `exceptions` says it. */
  readonly exceptions?: JsonObject;
  /** What stands for an object that the request has not; null unless it is said. */
  readonly absent?: DialectRules['absent'] | undefined;
}

const nowhere: Known<null> = { known: true, value: null };
const noExceptions: JsonObject = { allowedImages: [], allowedValues: [] };

/** One request being judged by many policies: its bindings, and the variables evaluated so far. */
export class Session {
  readonly request: Request;
  readonly facts: Facts;
  readonly #environment: Environment;
  readonly #pool: VariablePool;
  readonly #judged: Judged;
  readonly #frame: Frame;
  readonly #slot: Slots;
  readonly #values: (Value | undefined)[] = [];
  readonly #records = new Map<VariableScope, Variables>();
  /** Why what was looked up is not known, by the variable that it would be. */
  #unknown: Map<PooledVariable, string> | null = null;
  #locate: Locate | null = null;
  #followsKeys = false;
  /** What verdicts asked for, and not only the search for their places. */
  #asked: Set<PooledVariable> | null = null;
  #isPlacing = false;
  #request: Value | null = null;

  constructor(environment: Environment, pool: VariablePool, judged: Judged) {
    const { request, facts, params = null, exceptions = noExceptions, namespace = null } = judged;
    this.#pool = pool;
    this.#judged = judged;
    this.request = request;
    this.facts = facts;
    this.#environment = environment;
    this.#values.length = pool.size;
    this.#slot = slotsOf(environment);
    const none = judged.absent === 'empty' ? {} : null;
    const { object, oldObject } = { object: request.object ?? none, oldObject: request.oldObject ?? none };
    const ask = (library: string, args: readonly JsonValue[]) => facts.external(library, args);
    const ports = { clock: () => facts.now, external: ask, namespace };

    this.#frame = new Frame(environment, { object, oldObject, params, exceptions }, ports);
  }

  /** The same request, of which nothing was evaluated yet. */
  anew(): Session {
    return new Session(this.#environment, this.#pool, this.#judged);
  }

  /** Goes on with an object that a mutation made of the one before. */
  change(object: JsonObject, variables: 'anew' | 'kept'): void {
    this.#frame.slots[this.#slot.object] = object;
    if (variables === 'anew') this.#values.fill(undefined);
  }

  /** What all evaluations so far have cost. */
  get spent(): number {
    return this.#frame.spent;
  }

  /** Evaluates an expression with `variables` meaning what the scope says. */
  evaluate(expression: Expression, scope: VariableScope): Value {
    const before = this.#enter(scope);
    const value = expression.program.evaluate(this.#frame);
    this.#leave(before);
    return value;
  }

  /** The places on the object that decided a false verdict; empty where none can be told. */
  places(expression: Expression, scope: VariableScope): readonly JsonPointer[] {
    // By what was looked up is only told where nothing else of the object had a say.
    const found = this.#placesOf(expression, scope);
    if (found.length > 0 || !this.hasLookedUp(scope)) return found;
    this.#followsKeys = true;
    const keys = this.#placesOf(expression, scope);
    this.#followsKeys = false;
    return keys;
  }

  /** Whether places are those of a variable's expression: of what was looked up, those of its key. */
  follows({ lookup }: PooledVariable): boolean {
    return lookup === null || this.#followsKeys;
  }

  #placesOf(expression: Expression, scope: VariableScope): readonly JsonPointer[] {
    this.#locate ??= locator({ object: this.request.object });
    const before = this.#enter(scope);
    this.#isPlacing = true;
    const asked = { locate: this.#locate, verdict: false };
    const found = placesOf(expression.tree, this.#environment, this.#frame, asked);
    this.#isPlacing = false;
    this.#leave(before);
    return exactest(found.filter(({ root }) => root === 'object').map(({ tokens }) => pointerOf(tokens)));
  }

  /** Why a policy cannot be judged here: it reads something that nobody here knows. */
  unknownName({ asks, rules }: CompiledPolicy, users: UnknownUsers): string | null {
    if (asks.request) this.#frame.slots[this.#slot.request] = this.#requestValue(rules);
    if (asks.authorizer) return 'what the requesting user may do is not known here';
    if (asks.user && users !== 'ignored' && this.request.user === null)
      return 'the requesting user is not known here';
    return asks.namespace === 'nothing' ? null : this.#unknownNamespace(asks, rules);
  }

  #unknownNamespace({ namespace: reads }: Asks, { namespaceOfItself }: DialectRules): string | null {
    const { namespace, kind } = this.request;
    const isItself = kind.group === '' && kind.kind === 'Namespace' && !namespaceOfItself;
    const known = namespace === null || isItself ? nowhere : this.facts.namespace(namespace);
    if (!known.known && reads === 'anything') return known.why;
    const value = known.known ? known.value : { metadata: { name: namespace } };
    this.#frame.slots[this.#slot.namespaceObject] = value as Value;
    return null;
  }

  /** The value of a pooled variable, evaluated at most once. */
  variable(variable: PooledVariable): Value {
    const { index, expression, scope, lookup } = variable;
    if (lookup !== null && !this.#isPlacing) (this.#asked ??= new Set()).add(variable);
    const known = this.#values[index];
    if (known !== undefined) return known;
    const key = this.evaluate(expression, scope);
    const value = lookup === null || key instanceof CelError ? key : this.#lookUp(variable, lookup, key);
    this.#values[index] = value;
    return value;
  }

  /** Whether a verdict has looked anything up that a scope holds. */
  hasLookedUp(scope: VariableScope): boolean {
    const asked = this.#asked;
    return asked !== null && scope.values().some((variable) => asked.has(variable));
  }

  /** Why something that a scope looks up is unknown; null where nothing was asked for, or all is known. */
  unknownIn(scope: VariableScope): string | null {
    const unknown = this.#unknown;
    if (unknown === null) return null;
    for (const variable of scope.values()) {
      const why = unknown.get(variable);
      if (why !== undefined) return why;
    }
    return null;
  }

  #lookUp(variable: PooledVariable, { how, partly }: PooledLookup, key: Value): Value {
    const found = this.facts.related(how, keyOf(key), this.request);
    if (found.known) return found.value;
    // What is there may release though there may be more; that nothing is there, nobody knows.
    if (partly && found.found.length > 0) return found.found;
    (this.#unknown ??= new Map()).set(variable, found.why);
    return new CelError(found.why);
  }

  /** Few policies read it, so it is made for the first that does. */
  #requestValue({ request }: DialectRules): Value {
    this.#request ??= request === 'kyverno' ? kyvernoRequestValue(this.request) : requestValue(this.request);
    return this.#request;
  }

  /** Makes `variables` mean what a scope says, until `leave` is given what it meant before. */
  #enter(scope: VariableScope): Value {
    const { slots } = this.#frame;
    const before = slots[this.#slot.variables] ?? null;
    slots[this.#slot.variables] = this.#record(scope);
    return before;
  }

  #leave(before: Value): void {
    this.#frame.slots[this.#slot.variables] = before;
  }

  #record(scope: VariableScope): Variables {
    const known = this.#records.get(scope);
    if (known !== undefined) return known;
    const record = new Variables(this, scope);
    this.#records.set(scope, record);
    return record;
  }
}

/** Where a session puts what it binds late, in a frame. */
interface Slots {
  readonly object: number;
  readonly variables: number;
  readonly namespaceObject: number;
  readonly request: number;
}

const knownSlots = new WeakMap<Environment, Slots>();

function slotsOf(environment: Environment): Slots {
  const known = knownSlots.get(environment);
  if (known !== undefined) return known;
  const names = [...environment.variables.keys()];
  const slots = {
    object: names.indexOf('object'),
    variables: names.indexOf('variables'),
    namespaceObject: names.indexOf('namespaceObject'),
    request: names.indexOf('request'),
  };
  knownSlots.set(environment, slots);
  return slots;
}

/** `variables` as one policy's expressions see it. */
class Variables extends LazyRecord {
  readonly #session: Session;
  readonly #scope: VariableScope;

  constructor(session: Session, scope: VariableScope) {
    super();
    this.#session = session;
    this.#scope = scope;
  }

  override get(field: string): Value | undefined {
    const variable = this.#scope.get(field);
    return variable === undefined ? undefined : this.#session.variable(variable);
  }

  override fields(): readonly string[] {
    return [...this.#scope.keys()];
  }

  override source(field: string): Node | undefined {
    const variable = this.#scope.get(field);
    return variable !== undefined && this.#session.follows(variable) ? variable.expression.tree : undefined;
  }
}

/** Each place once; a field is not at fault beside what is at fault within it. */
function exactest(places: readonly JsonPointer[]): readonly JsonPointer[] {
  if (places.length < 2) return places;
  const around = new Set<string>();
  for (const place of places)
    for (let end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1))
      around.add(place.slice(0, end));
  return [...new Set(places)].filter((place) => !around.has(place));
}
