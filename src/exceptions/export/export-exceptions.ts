import type { Equivalents } from '../../rules/equivalents-of.ts';
import type { Exception } from '../exception.ts';
import { toYaml, type Writable } from '../to-yaml.ts';
import { toAnnotations } from './annotations.ts';
import type { Exported, Said } from './exported.ts';
import { toKubescape } from './kubescape.ts';
import { toKyverno, toKyvernoClusterPolicy } from './kyverno.ts';
import { toTrivy } from './trivy.ts';

/** Whom exceptions can be told to. */
export const targets = [
  'kyverno',
  'kyverno-clusterpolicy',
  'kube-linter',
  'polaris',
  'checkov',
  'trivy',
  'kubescape',
] as const;

export type Target = (typeof targets)[number];

/** Exceptions in the words of another tool; one that it cannot be told exactly is refused, never widened. */
export function exportExceptions(
  exceptions: readonly Exception[],
  target: Target,
  equivalents: Equivalents,
): Exported {
  const results = exceptions.map((exception) => ({ exception, said: say(exception, target, equivalents) }));
  const documents = results.flatMap(({ said }) => said.documents);
  return {
    text: documents.length === 0 ? '' : textOf(documents, target),
    refused: results.flatMap(({ exception, said: { untold } }) =>
      untold === null ? [] : [{ exception, why: untold }],
    ),
  };
}

function say(exception: Exception, target: Target, equivalents: Equivalents): Said {
  switch (target) {
    case 'kyverno':
      return toKyverno(exception);
    case 'kyverno-clusterpolicy':
      return toKyvernoClusterPolicy(exception, equivalents);
    case 'trivy':
      return toTrivy(exception, equivalents);
    case 'kubescape':
      return toKubescape(exception, equivalents);
    case 'kube-linter':
    case 'polaris':
    case 'checkov':
      return toAnnotations(exception, target, equivalents);
  }
}

function textOf(documents: readonly Writable[], target: Target): string {
  switch (target) {
    case 'kubescape':
      return `${JSON.stringify(documents, null, 2)}\n`;
    case 'trivy':
      return toYaml({ misconfigurations: documents });
    case 'kyverno':
    case 'kyverno-clusterpolicy':
      return documents.map((document) => `---\n${toYaml(document)}`).join('');
    case 'kube-linter':
    case 'polaris':
    case 'checkov':
      return toYaml({
        apiVersion: 'kustomize.config.k8s.io/v1alpha1',
        kind: 'Component',
        patches: documents,
      });
  }
}
