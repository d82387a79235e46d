import { isJsonObject, type JsonValue } from '../../core/json.ts';
import { together, type Drafts } from '../imported.ts';
import { fromAnnotations, objectsIn } from './annotations.ts';
import { fromCheckovBaseline, isCheckovBaseline } from './checkov-baseline.ts';
import { fromKubescape, isKubescapeFile } from './kubescape.ts';
import { fromKyverno, isKyvernoException } from './kyverno.ts';
import { fromPolaris, isPolarisConfiguration } from './polaris.ts';
import type { Source } from './source.ts';
import { fromTrivyIgnoreYaml } from './trivy.ts';

/** What a document of whichever tool lets be: the tool is told by the document's shape. */
export function readForeign(source: Source): Drafts {
  if (isKyvernoException(source)) return fromKyverno(source);
  if (isKubescapeFile(source)) return fromKubescape(source);
  if (isCheckovBaseline(source)) return fromCheckovBaseline(source);
  if (isPolarisConfiguration(source)) return fromPolaris(source);
  if (isTrivyIgnore(source.value)) return fromTrivyIgnoreYaml(source);
  return together(objectsIn(source).map(fromAnnotations));
}

/** Bills of materials have vulnerabilities, too. */
function isTrivyIgnore(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  const keys = new Set(Object.keys(value));
  return keys.has('misconfigurations') || (keys.has('vulnerabilities') && !keys.has('bomFormat'));
}
