import { pod, podWith, type Row } from '../row.ts';

const yaml =
  (text: string): (() => Readonly<Record<string, string>>) =>
  () => ({ 'text.yaml': text });
const bytes =
  (...parts: readonly (string | readonly number[])[]) =>
  (): Readonly<Record<string, Buffer>> => ({
    'bytes.yaml': Buffer.concat(parts.map((part) => Buffer.from(part as string))),
  });

/** Documents whose characters are the attack. */
export const text: readonly Row[] = [
  { name: 'no byte at all', files: bytes(), exit: 1, says: /z-rest/ },
  {
    name: 'no byte at all, named',
    files: bytes(),
    args: ['check', 'bytes.yaml'],
    rest: false,
    says: /no Kubernetes object/,
  },
  {
    name: 'binary',
    files: bytes([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0xff, 0xfe]),
    says: /bytes\.yaml .*not UTF-8/,
  },
  { name: 'NUL bytes in text', files: bytes('apiVersion: v1\0kind: Pod\n'), says: /bytes\.yaml .*NUL/ },
  { name: 'invalid UTF-8 in a value', files: bytes(podWith('"a'), [0xc3, 0x28], '"\n'), says: /not UTF-8/ },
  { name: 'an overlong encoding of a slash', files: bytes('a: ', [0xc0, 0xaf], '\n'), says: /not UTF-8/ },
  { name: 'a surrogate in UTF-8', files: bytes('a: ', [0xed, 0xa0, 0x80], '\n'), says: /not UTF-8/ },
  {
    name: 'UTF-16, little end first',
    files: () => ({ 'bytes.yaml': Buffer.from(`\uFEFF${pod('x')}`, 'utf16le') }),
    says: /UTF-16/,
  },
  {
    name: 'UTF-16 without a mark',
    files: () => ({ 'bytes.yaml': Buffer.from(pod('x'), 'utf16le') }),
    says: /NUL/,
  },
  { name: 'a byte order mark', files: yaml(`\uFEFF${pod('marked')}`), exit: 1, says: /Pod shop\/marked/ },
  {
    name: 'two byte order marks',
    files: yaml(`\uFEFF\uFEFF${pod('marked')}`),
    says: /text\.yaml:1:\d+ .*byte order mark/,
  },
  {
    name: 'lines that end with a carriage return only',
    files: yaml(pod('marked').replaceAll('\n', '\r')),
    exit: 1,
    says: /Pod shop\/marked[^]*text\.yaml:11:9/,
  },
  {
    name: 'lines that end in all ways at once',
    files: yaml(pod('mixed').replace('\n', '\r\n')),
    exit: 1,
    says: /Pod shop\/mixed/,
  },
  {
    name: 'tabs as indentation',
    files: yaml('apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n'),
    says: /text\.yaml:4:\d+ /,
  },
  { name: 'the same key twice', files: yaml(pod('twice', 'kind: Pod\n')), says: /text\.yaml:12:1 .*twice/ },
  {
    name: 'the same key twice in JSON, which Go would merge',
    files: () => ({
      'twice.json':
        '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"twice"},"spec":{"hostNetwork":true},"spec":{"containers":[]}}',
    }),
    says: /twice\.json:1:89 .*twice in one object/,
  },
  {
    name: 'prototype keys',
    files: yaml(
      podWith('a', 'proto').replace(
        'spec:',
        '__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\nspec:\n  __proto__: []\n  hasOwnProperty: 1\n  toString: null\n  valueOf: {}',
      ),
    ),
    exit: 1,
    says: /__proto__/,
  },
  {
    name: 'prototype keys in JSON',
    files: () => ({
      'proto.json':
        '{"apiVersion":"v1","kind":"Pod","__proto__":{"x":1},"metadata":{"name":"proto","__proto__":{"name":"other"},"labels":{"constructor":"1","__proto__":"2"}},"spec":{"__proto__":{"hostNetwork":true},"containers":[]}}',
    }),
    exit: 1,
    says: /Pod proto/,
  },
  {
    name: 'a kind that is a method of every object',
    files: yaml('apiVersion: constructor\nkind: __proto__\nmetadata: { name: toString }\n'),
    exit: 1,
    says: /schema does not know/,
  },
  {
    name: 'whole numbers without end',
    files: yaml(
      podWith('"n"', 'huge').replace(
        'spec:',
        `spec:\n  priority: ${'9'.repeat(100_000)}\n  terminationGracePeriodSeconds: -${'9'.repeat(30)}`,
      ),
    ),
    says: /text\.yaml/,
    exit: 1,
  },
  {
    name: 'a hundred thousand digits in JSON',
    files: () => ({
      'huge.json': `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"huge"},"spec":{"priority":${'9'.repeat(100_000)},"containers":[]}}`,
    }),
    says: /huge\.json/,
    exit: 1,
  },
  {
    name: 'exponents without end',
    files: yaml(podWith('"n"', 'huge').replace('spec:', 'spec:\n  priority: 1e999999999')),
    says: /text\.yaml:8:3[^]*1e999999999/,
    exit: 1,
  },
  {
    name: 'infinity and no number at all',
    files: yaml(
      podWith('"n"', 'huge').replace(
        'spec:',
        'spec:\n  activeDeadlineSeconds: -.inf\n  terminationGracePeriodSeconds: .nan',
      ),
    ),
    says: /text\.yaml:8:26 .*no infinity and no NaN/,
  },
  {
    name: 'a huge quantity',
    files: yaml(
      podWith('"n"', 'huge').replace(
        '    - name: app',
        '    - name: app\n      resources: { limits: { cpu: "1e999999999", memory: 9999999999999999999999Ei } }',
      ),
    ),
    exit: 1,
    says: /text\.yaml/,
  },
  {
    name: 'terminal escapes in a name',
    files: yaml(pod('"\\e[2Jx\\e]0;owned\\a\\r\\x9b31m"')),
    exit: 1,
    says: /\\u\{1b\}\[2Jx/,
  },
  {
    name: 'newlines that look like a finding',
    files: yaml(pod('"x\\n::error file=a::owned\\n"')),
    args: ['check', '.', '--format', 'github'],
    exit: 1,
    rest: false,
    says: /::error/,
  },
  {
    name: 'a right-to-left override in a namespace',
    files: yaml(podWith('a').replace('name: hostile', 'name: x\n  namespace: "\\u202Eshop"')),
    exit: 1,
    says: /\\u\{202e\}/,
  },
  { name: 'lone surrogates in quotes', files: yaml(podWith('"\\ud800"')), says: /text\.yaml|rest/, exit: 1 },
  {
    name: 'a line of 10 MB',
    files: () => ({ 'line.yaml': podWith(`"${'x'.repeat(1e7)}"`) }),
    exit: 1,
    says: /Pod hostile/,
  },
  {
    name: 'a key of 1 MB',
    files: yaml(podWith(`a\n    ${'k'.repeat(1e6)}: v`)),
    says: /text\.yaml:7:\d+ .*1024/,
  },
  {
    name: 'a finding on a line of 10 MB',
    files: () => ({
      'line.json': `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"long","annotations":{"a":"${'x'.repeat(1e7)}"}},"spec":{"hostNetwork":true,"containers":[]}}`,
    }),
    exit: 1,
    says: /line\.json:1:10000\d+/,
  },
  {
    name: 'a tag that runs code elsewhere',
    files: yaml(podWith('!!python/object/apply:os.system ["id"]')),
    says: /text\.yaml/,
    exit: 1,
  },
  { name: 'a binary tag', files: yaml(podWith('!!binary "aGVsbG8="')), exit: 1, says: /text\.yaml/ },
  {
    name: 'a tag as key, a complex key, an empty key',
    files: yaml('? [a, b]\n: c\n: d\n'),
    says: /text\.yaml:\d+:\d+ /,
  },
  {
    name: 'a broken document in the middle of a stream',
    files: yaml(`${pod('before')}---\na: [\n---\n${pod('after')}`),
    says: /text\.yaml:1[345]:\d+ /,
  },
  {
    name: 'a quote that nobody closes',
    files: yaml(`${pod('before')}---\na: "x\n`),
    says: /text\.yaml:13:4 .*a quote is opened here/,
  },
  {
    name: 'a directive for a YAML of the future',
    files: yaml(`%YAML 9.9\n---\n${pod('future')}`),
    exit: 1,
    says: /text\.yaml/,
  },
  { name: 'an escape that is none', files: yaml(podWith('"\\q"')), says: /text\.yaml:6:\d+ / },
  {
    name: 'ten thousand lines that each begin a mapping wrongly',
    files: yaml('a: b: c\n'.repeat(10_000)),
    says: /text\.yaml:1:\d+ /,
  },
  { name: 'a million colons', files: yaml(`a${': '.repeat(1e6)}\n`), says: /text\.yaml/ },
  {
    name: 'a million exclamation marks, ampersands and stars',
    files: yaml(`a: ${'!&*'.repeat(333_333)}\n`),
    says: /text\.yaml/,
  },
  { name: 'a text of spaces, 10 MB', files: yaml(`a: b\n${' '.repeat(1e7)}x`), says: /text\.yaml|rest/ },
  {
    name: 'comments of 10 MB',
    files: yaml(`${'# comment\n'.repeat(1e6)}${pod('after')}`),
    exit: 1,
    says: /Pod shop\/after/,
  },
  ...['\r', '\u0085', '\u2028', '\u2029'].map((end): Row => ({
    name: `a privilege behind a comment and U+${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
    files: yaml(pod('hidden').replace('\n        privileged', ` # none${end}        privileged`)),
    exit: 1,
    says: /Pod shop\/hidden[^]*KP001/,
  })),
  {
    name: 'numbers in every base and with every sign',
    files: yaml(
      podWith('"n"', 'numbers').replace(
        'spec:',
        'spec:\n  hostNetwork: yes\n  priority: 0x7FFF_FFFF\n  activeDeadlineSeconds: 0b1_1\n  terminationGracePeriodSeconds: -0\n  restartPolicy: 0o7',
      ),
    ),
    exit: 1,
    says: /Pod numbers[^]*text\.yaml:8:3[^]*text\.yaml:12:3 [^]*`restartPolicy` must be text|`restartPolicy` must be text[^]*text\.yaml:12:3/,
  },
  {
    name: 'a full stop, which is no number',
    files: yaml(
      podWith('"n"', 'stop').replace('image: registry.example.com/shop/checkout:4.18.2', 'image: .'),
    ),
    args: ['check', '.', '--profile', 'all'],
    exit: 1,
    says: /image-tag-mutable[^]*image: \./,
  },
  {
    name: 'base64 that is none behind a binary tag',
    files: yaml(podWith('!!binary "***"')),
    says: /text\.yaml:6:33 .*base64/,
  },
  {
    name: 'a tag that says another type',
    files: yaml(podWith('!!int "one"')),
    says: /text\.yaml:6:\d+ .*tag !!int/,
  },
  {
    name: 'a Pod of nothing but complex keys',
    files: yaml(
      '? apiVersion\n: v1\n? kind\n: Pod\n? metadata\n: ? name\n  : complex\n? spec\n: hostNetwork: true\n  containers: []\n',
    ),
    exit: 1,
    says: /Pod complex[^]*text\.yaml:9:3/,
  },
  {
    name: 'markers of documents within texts',
    files: yaml(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cm }\ndata:\n  a: |\n    ---\n    kind: Pod\n    ...\n---\n${pod('after')}...\n...\n---\n...\n`,
    ),
    exit: 1,
    says: /Pod shop\/after[^]*3 resources/,
  },
  {
    name: 'directives between documents, and one that lost its document',
    files: yaml(
      `%TAG ! tag:x,2020:\n---\n${pod('one')}...\n%YAML 1.1\n---\n${pod('two')}...\n%YAML 1.2\na: b\n`,
    ),
    says: /text\.yaml:\d+:1 .*directive[^]*Pod shop\/one[^]*Pod shop\/two|Pod shop\/one[^]*Pod shop\/two[^]*text\.yaml:\d+:1 .*directive/,
  },
  {
    name: 'the marks of an unfinished merge',
    files: yaml(pod('merged').replace('spec:', '<<<<<<< HEAD\nspec:\n=======\nspec:\n>>>>>>> other')),
    says: /text\.yaml:6:1 .*merge of Git/,
  },
  { name: 'UTF-32', files: bytes([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), says: /bytes\.yaml .*UTF-32/ },
  { name: 'a compressed file', files: bytes([0x1f, 0x8b, 8, 0, 0]), says: /bytes\.yaml .*compressed/ },
  {
    name: 'terminal escapes and newlines in a kind',
    files: yaml('apiVersion: "x\\e[31m/v1"\nkind: "Foo\\n::error::\\u202Eowned"\nmetadata: { name: a }\n'),
    exit: 1,
    says: /note: x\\u\{1b\}\[31m\/v1 Foo\\u\{a\}::error::\\u\{202e\}owned/,
  },
  {
    name: 'terminal escapes and another rule in the reason of a suppression',
    files: yaml(
      pod('excused').replace(
        'namespace: shop',
        'namespace: shop\n  annotations: { writ.dev/ignore: "KP001 until=2999-12-31 reason=\\e[2Jx\\u202E; * until=2999-12-31 reason=all" }',
      ),
    ),
    exit: 1,
    says: /does not begin with a rule[^]*excepted \\u\{1b\}\[2Jx|excepted \\u\{1b\}\[2Jx[^]*does not begin with a rule/,
  },
  {
    name: 'a suppression of a quarter of a megabyte',
    files: yaml(
      pod('excused').replace(
        'namespace: shop',
        `namespace: shop\n  annotations: { writ.dev/ignore: "${'x'.repeat(250_000)}" }`,
      ),
    ),
    exit: 1,
    says: /`x{80}…` in writ\.dev\/ignore does not count/,
  },
  {
    name: 'ten thousand suppressions',
    files: yaml(
      pod('excused').replace(
        'namespace: shop',
        `namespace: shop\n  annotations: { writ.dev/ignore: "${'KP001 until=2000-01-01 reason=x; '.repeat(10_000)}" }`,
      ),
    ),
    args: ['check', '.', '--format', 'jsonl'],
    exit: 1,
    says: /ended on 2000-01-01/,
  },
  {
    name: 'a broken alert among good ones, its actions in quotes',
    files: yaml(`${pod('before')}---\na: '{{ $labels.pod }}'\nb: x: y\n---\n${pod('after')}`),
    says: /text\.yaml:14:4 [^]*Pod shop\/after/,
  },
  {
    name: 'a Helm template',
    files: yaml(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n{{- if .Values.x }}\nspec: {}\n{{- end }}\n',
    ),
    exit: 1,
    says: /Helm/,
  },
];
