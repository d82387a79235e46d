import type { Document as Parsed } from 'yaml';
import { aliasTargets, expand, type ExpandLimits } from '../expand.ts';
import { tooDeepAt } from '../nesting.ts';
import { parseTree } from '../syntax-tree.ts';
import type { YamlValue } from '../value.ts';
import { changeNode } from './change-node.ts';
import { isSame } from './is-same.ts';
import { layoutOf } from './layout.ts';
import { EditRefusal, type Editing } from './editing.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

/** Edits that make a document mean something else, or why there are none. */
export type EditedDocument =
  | { readonly edits: readonly TextEdit[] }
  | { readonly refused: string; readonly offset: number };

/**
 * The fewest edits of one document's text after which it means `wanted`: comments, order, quoting, indentation, blank
 * lines and line ends of the rest stay byte for byte. What cannot be edited so is refused, never written anew: what
 * aliases share, what a merge key brings in, text that does not parse. The result is read again before it is given.
 */
export function editDocument(text: string, wanted: YamlValue, limits: ExpandLimits): EditedDocument {
  const parsed = parsedFor(text, limits);
  if ('refused' in parsed) return parsed;
  const { tree, value } = parsed;
  const editing: Editing = {
    layout: layoutOf(text, tree),
    targets: aliasTargets(tree),
    shared: new Set(aliasTargets(tree).values()),
    edits: [],
  };
  try {
    changeNode(editing, { node: tree.contents, place: { kind: 'root' } }, value, wanted);
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error;
    return { refused: error.message, offset: error.offset };
  }
  return means(text, editing.edits, wanted, limits)
    ? { edits: editing.edits }
    : { refused: 'the text is written in a way that cannot be edited without changing more', offset: 0 };
}

interface ParsedText {
  readonly tree: Parsed.Parsed;
  readonly value: YamlValue;
}

function parsedFor(text: string, limits: ExpandLimits): ParsedText | { refused: string; offset: number } {
  const deep = tooDeepAt(text, limits.depth);
  if (deep >= 0) return { refused: `it is nested deeper than ${limits.depth} levels`, offset: deep };
  const tree = parseTree(text, { keepSourceTokens: true });
  const [error] = tree.errors;
  if (error !== undefined) return { refused: 'it does not parse', offset: error.pos[0] };
  const expanded = expand(tree, aliasTargets(tree), limits);
  if ('code' in expanded) return { refused: expanded.message, offset: expanded.offset };
  return { tree, value: expanded.value };
}

/** Whether the edited text means what it should; edits that overlap mean nothing. */
function means(text: string, edits: readonly TextEdit[], wanted: YamlValue, limits: ExpandLimits): boolean {
  try {
    const after = parsedFor(applyEdits(text, edits), limits);
    return 'value' in after && isSame(after.value, wanted);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
