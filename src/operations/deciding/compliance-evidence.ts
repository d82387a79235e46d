import type { Evidence } from '../../configuration/read-configuration.ts';
import { frameworkNamed, frameworks, rulesOf } from '../../frameworks/index.ts';

/** The frameworks that a compliance list may name, and which rules are evidence for them. */
export const evidence: Evidence = {
  names: frameworks.map(({ id }) => id),
  of: (name) => {
    const framework = frameworkNamed(name);
    return framework === undefined ? null : [...rulesOf(framework)];
  },
};
