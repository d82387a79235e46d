import { child, isJsonObject, type JsonObject } from '../../core/json.ts';
import { noSelector } from '../exception.ts';
import { together, type Drafts } from '../imported.ts';
import { listIn, textIn, textsIn, whereIn, type Source } from './source.ts';

/** Whether a document is a Polaris configuration with exemptions. */
export function isPolarisConfiguration({ value }: Source): boolean {
  return isJsonObject(value) && !('apiVersion' in value) && Array.isArray(value['exemptions']);
}

/** What the exemptions of a Polaris configuration let be; controllers are named by how their names begin. */
export function fromPolaris(source: Source): Drafts {
  const { value } = source;
  if (!isJsonObject(value)) return together([]);
  return together(
    listIn(value, 'exemptions').map((entry, index): Drafts => {
      const where = whereIn(source, child('/exemptions', index));
      const exemption: JsonObject = isJsonObject(entry) ? entry : {};
      const namespace = textIn(exemption, 'namespace');
      const selector = {
        ...noSelector,
        namespaces: namespace === null ? [] : [namespace],
        names: textsIn(exemption, 'controllerNames').map((name) => `${name}*`),
        containers: textsIn(exemption, 'containerNames'),
      };
      const checks = textsIn(exemption, 'rules');
      const refuse = (why: string): Drafts => ({
        drafts: [],
        refused: [{ what: 'an exemption', why, where }],
      });
      if (checks.length === 0) return refuse('it lets every check be: name the ones that are meant');
      if ([selector.namespaces, selector.names, selector.containers].every((part) => part.length === 0))
        return refuse('it is for every object: say for which');
      return {
        drafts: [{ tool: 'polaris', checks, selector, reason: null, until: null, where }],
        refused: [],
      };
    }),
  );
}
