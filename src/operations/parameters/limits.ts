import type { Parameters } from '../operation.ts';

/** How much one run may read, as flags. */
export const limitParameters = {
  maxFileSize: {
    type: 'number',
    value: 'MIB',
    default: 64,
    whole: false,
    description: 'the largest file to read, in MiB',
  },
  maxDocuments: {
    type: 'number',
    value: 'N',
    default: 1_000_000,
    whole: true,
    description: 'the most documents to read from one file',
  },
  maxDepth: {
    type: 'number',
    value: 'N',
    default: 200,
    whole: true,
    // Readers and rules descend by calls, and the stack is finite.
    most: 1000,
    description: 'the deepest nesting to read, at most 1000',
  },
} as const satisfies Parameters;
