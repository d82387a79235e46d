// Written by `npm run generate`.
import type { Rule } from '../core/rule.ts';
import { hostNetwork } from './host-network.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { privilegedContainer } from './privileged-container.ts';

/** The catalogue, in order of code. */
export const rules: readonly Rule[] = [hostNetwork, privilegeEscalation, privilegedContainer].sort((a, b) =>
  (a.code ?? '') < (b.code ?? '') ? -1 : 1,
);
