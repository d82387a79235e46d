import type { FunctionDeclaration, Library } from '../library.ts';
import type { Type } from '../type.ts';
import type { Constant, Demands, Environment, TypeProvider } from './environment.ts';

/** What an environment is built from. */
export interface Ingredients {
  readonly name: string;
  /** Called at first use, so that an environment that is only named costs nothing. */
  readonly libraries: () => readonly Library[];
  /** Macros beside those of the libraries. */
  readonly macros?: readonly string[];
  readonly variables?: ReadonlyMap<string, Type>;
  readonly container?: string;
  readonly types?: TypeProvider;
  readonly demands?: Demands;
}

/** A type provider that knows no types. */
export const noTypes: TypeProvider = {
  field: () => undefined,
  fields: () => [],
  has: () => false,
};

/** Builds an environment whose tables are made at first use, and then kept. */
export function buildEnvironment(ingredients: Ingredients): Environment {
  const libraries = lazily(ingredients.libraries);
  const functions = lazily(() => mergeFunctions(libraries()));
  const macros = lazily(() => collectMacros(libraries(), ingredients.macros ?? []));
  const constants = lazily(() => collectConstants(libraries()));
  return {
    name: ingredients.name,
    get libraries() {
      return libraries();
    },
    get functions() {
      return functions();
    },
    get macros() {
      return macros();
    },
    get constants() {
      return constants();
    },
    variables: ingredients.variables ?? new Map(),
    container: ingredients.container ?? '',
    types: ingredients.types ?? noTypes,
    demands: ingredients.demands ?? {},
  };
}

/** The same environment but for what is given; its tables of functions are shared. */
export function derive(
  environment: Environment,
  changes: Partial<Pick<Environment, 'name' | 'variables' | 'container' | 'types' | 'demands'>>,
): Environment {
  return {
    name: changes.name ?? environment.name,
    get libraries() {
      return environment.libraries;
    },
    get functions() {
      return environment.functions;
    },
    get macros() {
      return environment.macros;
    },
    get constants() {
      return environment.constants;
    },
    variables: changes.variables ?? environment.variables,
    container: changes.container ?? environment.container,
    types: changes.types ?? environment.types,
    demands: changes.demands ?? environment.demands ?? {},
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function mergeFunctions(libraries: readonly Library[]): ReadonlyMap<string, FunctionDeclaration> {
  const merged = new Map<string, FunctionDeclaration>();
  for (const library of libraries) {
    for (const declared of library.functions) {
      const known = merged.get(declared.name);
      const overloads = [...(known?.overloads ?? []), ...declared.overloads];
      merged.set(declared.name, known === undefined ? declared : { name: declared.name, overloads });
    }
  }
  return merged;
}

function collectMacros(libraries: readonly Library[], others: readonly string[]): ReadonlySet<string> {
  return new Set([...libraries.flatMap((library) => library.macros ?? []), ...others]);
}

function collectConstants(libraries: readonly Library[]): ReadonlyMap<string, Constant> {
  return new Map(libraries.flatMap((library) => Object.entries(library.constants ?? {})));
}
