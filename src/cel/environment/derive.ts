import type { Type } from '../type.ts';
import { derive } from './build.ts';
import type { Environment, FieldType, TypeProvider } from './environment.ts';

/** The environment with more variables declared, or with others' types in place of theirs. */
export function withVariables(
  environment: Environment,
  variables: Readonly<Record<string, Type>>,
): Environment {
  return derive(environment, {
    variables: new Map([...environment.variables, ...Object.entries(variables)]),
  });
}

/** The environment without some of its variables. */
export function withoutVariables(environment: Environment, names: readonly string[]): Environment {
  const left = [...environment.variables].filter(([name]) => !names.includes(name));
  return derive(environment, { variables: new Map(left) });
}

/** The environment with a provider's types beside, and before, its own. */
export function withTypes(environment: Environment, provider: TypeProvider): Environment {
  return derive(environment, { types: firstOf(provider, environment.types) });
}

const compositionType = 'kubernetes.variables';

/** The environment with an admission policy's own variables, read as `variables.name`. */
export function withComposition(
  environment: Environment,
  fields: Readonly<Record<string, Type>>,
): Environment {
  const known = new Map<string, FieldType>(
    Object.entries(fields).map(([name, type]) => [name, { type, optional: false }]),
  );
  const provider: TypeProvider = {
    field: (type, field) => (type === compositionType ? known.get(field) : undefined),
    fields: (type) => (type === compositionType ? [...known.keys()] : []),
    has: (type) => type === compositionType,
  };
  return withVariables(withTypes(environment, provider), {
    variables: { kind: 'object', name: compositionType },
  });
}

function firstOf(first: TypeProvider, second: TypeProvider): TypeProvider {
  const owns = (type: string): boolean => first.has(type) || first.fields(type).length > 0;
  return {
    field: (type, field) => first.field(type, field) ?? (owns(type) ? undefined : second.field(type, field)),
    fields: (type) => (owns(type) ? first.fields(type) : second.fields(type)),
    has: (type) => first.has(type) || second.has(type),
    makes: (type) => first.makes?.(type) === true || second.makes?.(type) === true,
  };
}
