import type { Evidence } from '../configuration/read-configuration.ts';

const names = ['SOC2', 'HIPAA', 'PCI-DSS', 'ISO27001', 'GDPR'];

/** The frameworks that a compliance list may name, and which rules are evidence for them. */
export const evidence: Evidence = {
  names,
  of: (framework) => (names.some((name) => folded(name) === folded(framework)) ? [] : null),
};

/** `PCI-DSS`, `pci_dss` and `pcidss` are one name. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
