import { mask } from '../core/mask.ts';
import type { JsonValue } from '../core/json.ts';
import type { FixResult, FixedFile, FixedResource } from '../operations/repair/fix-result.ts';

/** By file and resource the patch, its inverse, what each rule found before and after, and what is left. */
export function fixJson(result: FixResult): string {
  const { files, left, problems, written, undo, live } = result;
  const shown = files.map((file) => ({
    file: file.file,
    resources: file.resources.map((resource) => ({
      ...resource,
      patch: masked(resource.patch, file),
      inverse: masked(resource.inverse, file),
    })),
  }));
  const cluster = live === null ? {} : { cluster: live.place, plan: live.plan, objects: live.objects };
  return printed({ undo, written, ...cluster, files: shown, left, unjudged: problems });
}

/** RFC 6902, one entry a resource. */
export function fixPatches({ files }: FixResult): string {
  return printed(
    files.flatMap((file) =>
      file.resources.map(({ resource, document, base, patch }) => ({
        file: file.file,
        document,
        base,
        resource,
        patch: masked(patch, file),
      })),
    ),
  );
}

/** What is taken away may be a secret; names of files and resources are none. */
function masked(patch: FixedResource['patch'], { secrets }: FixedFile): FixedResource['patch'] {
  return patch.map((operation) =>
    'value' in operation ? { ...operation, value: maskedValue(operation.value, secrets) } : operation,
  );
}

function maskedValue(value: JsonValue, secrets: readonly string[]): JsonValue {
  if (typeof value === 'string') return mask(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => maskedValue(item, secrets));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskedValue(item, secrets)]));
}

function printed(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
