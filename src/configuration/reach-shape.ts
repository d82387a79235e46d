import { z } from 'zod';
import { labelSelector } from '../exceptions/exception-shape.ts';
import { words } from './words.ts';

const namespacePattern = words.describe('a name; * stands for any characters');

/** Which objects something concerns: by namespace and by label. */
export const reach = {
  namespaces: z.array(namespacePattern).min(1).optional().describe('only these namespaces'),
  excludedNamespaces: z.array(namespacePattern).default([]).describe('all but these namespaces'),
  selector: labelSelector.optional().describe('only objects with these labels'),
};

/** Which objects something concerns; unstated parts do not narrow. */
export type Reach = z.output<z.ZodObject<typeof reach>>;
