import type { Node } from '../../cel/index.ts';
import type { Claim } from './claim.ts';
import type { Noun } from './noun.ts';

/** What names mean where an expression stands, and how its parts are read. */
export interface Reading {
  /** What iteration variables are called. */
  readonly names: ReadonlyMap<string, Noun>;
  /** What `params` is called. */
  readonly parameters: string;
  /** What was met that a reader should be told of. */
  readonly marks: Set<Mark>;
  readonly claimOf: (node: Node, reading: Reading) => Claim;
  readonly nounOf: (node: Node, reading: Reading) => Noun;
}

/** What one expression says of pods and of the templates of pods alike; what it asks of other objects, or of a registry. */
export type Mark =
  | 'pod template'
  | 'job template'
  | 'other objects'
  | 'image metadata'
  | 'web service'
  | 'clock';

/** The reading within a macro that declares a name. */
export function naming(reading: Reading, name: string, noun: Noun): Reading {
  return { ...reading, names: new Map([...reading.names, [name, noun]]) };
}
