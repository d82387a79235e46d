/**
 * What is wrong, in words that help whoever wrote it. The library's own quote what they stumble over, which may be
 * secret, and speak of its grammar.
 */
export function sentenceOf(message: string): string {
  return sentences.find(([pattern]) => pattern.test(message))?.[1] ?? 'it is no YAML from here on';
}

const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /^Missing closing ["']quote/,
    'a quote is opened here and not closed, or goes on in a line that is not indented',
  ],
  [
    /^Implicit keys need|^Implicit map keys need|^Implicit keys of flow/,
    'this is no key: a key is on one line, with a colon and a space after it',
  ],
  [/^All mapping items must/, 'this line is indented otherwise than the keys before it'],
  [
    /^All sequence items must|^Sequence item without/,
    'this line is indented otherwise than the items before it',
  ],
  [
    /^Nested mappings are not allowed/,
    'a key stands within a value: mind the indentation, or quote a text that holds a colon and a space',
  ],
  [/^A block sequence may not/, 'a list stands where a key should'],
  [/^Flow map in block/, 'a `{` is opened here and not closed, or what it holds is not indented'],
  [/^Flow sequence in block/, 'a `[` is opened here and not closed, or what it holds is not indented'],
  [/^Missing , /, 'a comma is missing between two items'],
  [/^Missing space after :/, 'a colon needs a space after it'],
  [/^Unexpected (?:,|empty item)/, 'there is nothing between two commas'],
  [/^Comments must be separated/, 'a comment needs a space before it'],
  [/^Tags and anchors must be separated/, 'a tag or an anchor needs a space after it'],
  [/^Plain value cannot start/, 'a text that begins with this character belongs in quotes'],
  [/^Invalid escape sequence/, 'double quotes know no such escape; single quotes take a backslash as it is'],
  [/^Tabs are not allowed/, 'a tab cannot indent: write spaces'],
  [/^Block collections are not allowed/, 'a list or mapping by indentation cannot stand within brackets'],
  [/^Block collection cannot start/, 'a mapping or list begins on the line after `---`'],
  [
    / at node end$/,
    'something follows a value that has ended; another document needs a line `---` before it',
  ],
  [/^Alias cannot be an empty/, 'a `*` names an anchor; a text that begins with it belongs in quotes'],
  [/^Anchor cannot be an empty/, 'an `&` needs a name; a text that begins with it belongs in quotes'],
  [/ending in : is ambiguous/, 'a space is missing between a name and the colon after it'],
  [/^A node can have at most one anchor/, 'a value has two anchors'],
  [/^A node can have at most one tag/, 'a value has two tags'],
  [/^An alias node must not/, 'an alias has no tag or anchor of its own'],
  [/^Anchors and tags must be after/, 'a tag or an anchor stands before what introduces its value'],
  [
    /^Block scalar header includes/,
    'after `|` or `>` only an indentation, `+` or `-`, and a comment may follow',
  ],
  [
    /^Block scalars with more-indented/,
    'the text begins with an empty line that is indented more than the next',
  ],
  [/^Missing directives-end/, 'a directive needs a line `---` after it'],
  [/1024 chars/, 'a key is longer than 1024 characters'],
  [/^Unexpected /, 'this cannot stand here'],
];
