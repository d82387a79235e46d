import type { PolicyDialect } from '../dialect.ts';
import { parse } from './parse.ts';
import { render } from './render.ts';

/** Kubernetes' own admission policies: nothing to install. Stable since Kubernetes 1.30. */
export const vap: PolicyDialect = { name: 'vap', parse, render };
