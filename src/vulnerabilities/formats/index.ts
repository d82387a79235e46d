import type { ScanFormat } from '../scan-format.ts';
import { csaf } from './csaf.ts';
import { cyclonedx } from './cyclonedx.ts';
import { grype } from './grype.ts';
import { openvex } from './openvex.ts';
import { sarif } from './sarif.ts';
import { trivyOperator } from './trivy-operator.ts';
import { trivy } from './trivy.ts';

/** Everything that is read, each recognised by its content. */
export const scanFormats: readonly ScanFormat[] = [
  trivy,
  grype,
  sarif,
  cyclonedx,
  openvex,
  csaf,
  trivyOperator,
];
