import type { Binding } from '../../core/policy.ts';
import type { RenderInput } from './render-parameters.ts';

/** What only advises never denies. */
export function actionsFor(action: NonNullable<RenderInput['action']>, blocks: boolean): Binding['actions'] {
  if (action === 'audit') return ['Audit'];
  return action === 'deny' && blocks ? ['Deny'] : ['Warn'];
}
