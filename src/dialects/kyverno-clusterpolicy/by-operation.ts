import { parse } from '../../cel/parse/parse.ts';
import type { Node } from '../../cel/tree.ts';
import { own, type JsonObject } from '../../core/json.ts';
import type { Named, Policy, Scope } from '../../core/policy.ts';
import { objectAt, objectsAt, textsAt } from '../fields.ts';
import { ofOldObject, readsObject } from './of-old-object.ts';

/**
 * The policies that a translated classic rule is, by what it is asked about. Kyverno gives a rule everything that is
 * done to an object unless it names operations. Patterns and lists say nothing of what is deleted; in a condition
 * of `deny`, `request.object` then means the object that is deleted, which in CEL is another variable.
 */
export function byOperation(rule: JsonObject, policy: Policy): readonly Policy[] {
  if (!concernsDeletion(rule) || policy.conditions.some(excludesDeletion)) return [policy];
  const alive: Policy = { ...policy, scope: within(policy.scope, ['CREATE', 'UPDATE', 'CONNECT']) };
  if (ofWhatLives.some((key) => own(objectAt(rule, 'validate'), key) !== undefined)) return [alive];
  return readsAnyObject(policy) ? [alive, onDeletion(policy)] : [policy];
}

type Operations = Extract<Scope, { operations: unknown }>['operations'];

function within(scope: Scope, operations: Operations): Scope {
  return { all: [{ operations }, scope] };
}

/** Whether any block of `match` is about deletions: all are that state no operations. */
function concernsDeletion(rule: JsonObject): boolean {
  const match = objectAt(rule, 'match');
  const blocks = [...objectsAt(match, 'any'), ...objectsAt(match, 'all')];
  return (blocks.length > 0 ? blocks : [match]).some((block) => {
    const operations = textsAt(objectAt(block, 'resources'), 'operations');
    return operations.length === 0 || operations.includes('DELETE');
  });
}

/** What Kyverno does not look at when an object is deleted; of lists nothing is found then. */
const ofWhatLives = ['pattern', 'anyPattern', 'podSecurity', 'foreach'] as const;

/** A condition without which nothing happens on a deletion, as most rules have one. */
function excludesDeletion({ expression }: Named): boolean {
  return conjuncts(parse(expression).tree).some(
    (node) =>
      node.kind === 'binary' &&
      node.operator === '!=' &&
      isOperation(node.left) &&
      node.right.kind === 'literal' &&
      node.right.value === 'DELETE',
  );
}

function conjuncts(node: Node): readonly Node[] {
  if (node.kind !== 'binary' || node.operator !== '&&') return [node];
  return [...conjuncts(node.left), ...conjuncts(node.right)];
}

function isOperation(node: Node): boolean {
  return (
    node.kind === 'select' &&
    node.field === 'operation' &&
    node.operand.kind === 'ident' &&
    node.operand.name === 'request'
  );
}

function readsAnyObject({ conditions, variables, validations }: Policy): boolean {
  return [...conditions, ...variables, ...validations].some(({ expression }) => readsObject(expression));
}

/** The same demands of the object that is deleted. */
function onDeletion(policy: Policy): Policy {
  const named = ({ name, expression }: Named): Named => ({ name, expression: ofOldObject(expression) });
  return {
    ...policy,
    id: `${policy.id}@delete`,
    scope: within(policy.scope, ['DELETE']),
    conditions: policy.conditions.map(named),
    variables: policy.variables.map(named),
    validations: policy.validations.map((validation) => ({
      ...validation,
      expression: ofOldObject(validation.expression),
      messageExpression:
        validation.messageExpression === null ? null : ofOldObject(validation.messageExpression),
    })),
  };
}
