import { cisKubernetes } from './cis-kubernetes.ts';
import type { Framework } from './framework.ts';
import { gdpr } from './gdpr.ts';
import { hipaa } from './hipaa.ts';
import { iso27001 } from './iso-27001.ts';
import { mitreAttack } from './mitre-attack.ts';
import { nist800190 } from './nist-800-190.ts';
import { nist80053 } from './nist-800-53.ts';
import { nsaCisa } from './nsa-cisa.ts';
import { pciContainers } from './pci-containers.ts';
import { pciDss } from './pci-dss.ts';
import { podSecurity } from './pod-security.ts';
import { soc2 } from './soc-2.ts';

/** The frameworks that are known, those that say most of manifests first. */
export const frameworks: readonly Framework[] = [
  podSecurity,
  cisKubernetes,
  nsaCisa,
  nist80053,
  nist800190,
  pciDss,
  pciContainers,
  soc2,
  iso27001,
  hipaa,
  mitreAttack,
  gdpr,
];

/** The framework of an id or another of its names, in any case of letters and with any separators; undefined where there is none. */
export function frameworkNamed(name: string): Framework | undefined {
  const wanted = folded(name);
  return frameworks.find(({ id, aliases }) => [id, ...aliases].some((known) => folded(known) === wanted));
}

/** Ids of the rules that are evidence for a control of a framework. */
export function rulesOf({ controls }: Framework): ReadonlySet<string> {
  return new Set(
    controls.flatMap(({ evidence, scanned = [] }) => [...evidence, ...scanned].map(({ rule }) => rule)),
  );
}

/** What a rule is evidence for, by framework. */
export function evidenceOf(
  rule: string,
  among: readonly Framework[] = frameworks,
): readonly { readonly framework: Framework; readonly controls: Framework['controls'] }[] {
  return among
    .map((framework) => ({
      framework,
      controls: framework.controls.filter(({ evidence, scanned = [] }) =>
        [...evidence, ...scanned].some((one) => one.rule === rule),
      ),
    }))
    .filter(({ controls }) => controls.length > 0);
}

/** `PCI-DSS`, `pci_dss` and `pcidss` are one name. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
