import { severities } from '../../core/severity.ts';
import type { Parameters } from '../operation.ts';

const categories = ['security', 'operations', 'compliance', 'performance', 'cost'] as const;

/** Which of the chosen rules are meant, as flags. */
export const narrowing = {
  category: {
    type: 'list',
    value: 'NAMES',
    choices: categories,
    description: `only rules of these categories: ${categories.join(', ')}`,
  },
  severity: {
    type: 'choice',
    value: 'SEVERITY',
    choices: severities,
    description: 'only rules at least this severe',
  },
} as const satisfies Parameters;
