/** Argument by which results of scans are named. */
export const scanParameter = {
  vulnerabilities: {
    type: 'list',
    value: 'FILES',
    description:
      'judge images by what scanners wrote: JSON of Trivy or Grype, SARIF, CycloneDX; and VEX documents',
  },
} as const;
