import { child, isJsonObject, type JsonObject, type JsonPointer } from '../../core/json.ts';
import { noSelector } from '../exception.ts';
import { together, type Drafts } from '../imported.ts';
import { listIn, textIn, textsIn, whereIn, type Source } from './source.ts';

/** Whether a document is a `.checkov.baseline`. */
export function isCheckovBaseline({ value }: Source): boolean {
  return isJsonObject(value) && Array.isArray(value['failed_checks']);
}

/** What Checkov's baseline knows of: objects as `Kind.namespace.name`, each with its checks. */
export function fromCheckovBaseline(source: Source): Drafts {
  const { value } = source;
  if (!isJsonObject(value)) return together([]);
  return together(
    listIn(value, 'failed_checks').flatMap((entry, index) =>
      isJsonObject(entry)
        ? listIn(entry, 'findings').map((finding, at) =>
            isJsonObject(finding)
              ? fromFinding(source, finding, `/failed_checks/${index}/findings/${at}`)
              : together([]),
          )
        : [],
    ),
  );
}

function fromFinding(source: Source, finding: JsonObject, pointer: JsonPointer): Drafts {
  const where = whereIn(source, child(pointer, 'resource'));
  const resource = textIn(finding, 'resource') ?? '';
  const [, kind, namespace, name] =
    /^([A-Z]\w*)\.([-a-z0-9]+)\.([-.a-z0-9]+?)(?: \([^)]*\))?$/.exec(resource) ?? [];
  if (kind === undefined || namespace === undefined || name === undefined) {
    return {
      drafts: [],
      refused: [{ what: `\`${resource}\``, why: 'it is no object of Kubernetes', where }],
    };
  }
  const selector = { ...noSelector, kinds: [kind], names: [name] };
  // What states no namespace is in `default` for Checkov.
  const place = namespace === 'default' ? selector : { ...selector, namespaces: [namespace] };
  const checks = textsIn(finding, 'check_ids');
  return {
    drafts: [{ tool: 'checkov', checks, selector: place, reason: null, until: null, where }],
    refused: [],
  };
}
