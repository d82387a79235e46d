/** What can be done, in base forms; other forms of these words are derived. */
const deeds = {
  show: 'show list display get see view print fetch tell give find describe read tail',
  check: 'check verify inspect review examine analyze analyse',
  evaluate: 'evaluate assess audit judge scan',
  create: 'generate create produce build draft make write prepare',
  fix: 'fix repair remediate correct resolve autofix auto-fix auto-remediate',
  set: 'set',
  scale: 'scale rescale resize|scale up|scale down',
  enable: 'enable activate|turn on|switch on',
  disable: 'disable deactivate|turn off|switch off',
  toggle: 'toggle flip',
  rollback: 'rollback roll-back revert|roll back',
  undo: 'undo',
  deploy: 'deploy release ship upgrade update|roll out',
  validate: 'validate lint',
  preview: 'preview simulate|try out|dry run',
  suggest: 'suggest recommend propose advise',
  apply: 'apply change modify',
  /** Deeds that no operation does: they are known, so that they are never taken for names. */
  other:
    'delete remove destroy kill drop restart stop start pause drain cordon exec execute run install uninstall patch edit replace move copy rename evict wipe erase purge disregard override bypass grant expose ignore forget',
} as const;

/** What it can be done to or asked about, each form spelled out. */
const things = {
  cluster: 'cluster',
  information: 'info information details overview',
  everywhere:
    'clusterwide cluster-wide|all namespaces|every namespace|whole cluster|entire cluster|all of the cluster|across the cluster',
  namespace: 'namespace ns -n --namespace',
  namespaces: 'namespaces',
  deployment: 'deployment workload --deployment',
  deployments:
    'deployments workloads|every deployment|each deployment|any deployment|every workload|each workload',
  status: 'status health healthy unhealthy ready state',
  events: 'events event',
  replicas: 'replicas replica pods instances copies --replicas',
  flag: 'flag|feature flag|feature toggle',
  configmap: 'configmap config-map',
  environmentVariable: 'env_var env-var|env var|environment variable',
  revision: 'revision',
  version: 'version image tag',
  previous: 'previous earlier',
  logs: 'log logs',
  lines: 'lines line --tail',
  container: 'container',
  follow: 'follow stream',
  policy: 'policy policies',
  compliance: 'compliance compliant conform comply complies',
  violation: 'violation violations violate violates violated issues problems findings',
  report: 'report reports score trend trends history summary',
  framework: 'framework frameworks soc2 hipaa pci pci-dss gdpr iso27001 nist cis',
  rule: 'rule rules',
  category: 'category categories',
  configuration: 'configuration config configurations settings',
  organization: 'organization organisation company',
  environment: 'environment',
  security: 'security',
  impact: 'impact effect consequences',
  customization: 'customizations customization customisations customisation overrides',
  occurrences: 'occurrences times',
  tool: 'tool tools help|what can you do',
  /** What is so already, unlike what is to be done. */
  enabled: 'enabled active',
  autoFixable: 'auto-fixable autofixable fixable',
} as const;

/** Words that change nothing: articles, politeness, prepositions, adjectives of no consequence. */
const fillers =
  "the a an my our your this these please kindly thanks thank hi hello hey dear ok okay well so also just only now immediately quickly asap i we you me us i'd i'm want need like would to let's lets go ahead and of for on in at with within inside from across about against is are be there any all each every everything anything available current currently existing specific given entire whole enabled their its have has had does do called named name here latest last kubectl that's that as|can you|could you|would you|will you|can we|could we|can i|could i|thank you|be so kind as to|so kind as to|i would like to|i want you to|i need you to|have a look at|take a look at|help me|help me to";

/** Words that make a sentence ask about a deed instead of asking for it. */
const asking =
  "how many much why what what's whats which who where when whether should shall did was were would can could will may might must|what if";

/** Words that say not to. */
const negations =
  "not no never without don't dont doesn't didn't isn't aren't wasn't can't cannot cant won't wont wouldn't shouldn't couldn't mustn't needn't nothing none nobody neither nor avoid refrain except excluding skip cancel abort prevent unless stop|instead of|rather than|other than|but not|hold off";

/** Words that stand for others, or for conditions and times: they are never names, and never without consequence. */
const doubts =
  'it them they he she him her itself ones those if else otherwise once until till after before while later tomorrow tonight today daily weekly every-day because by from-now then but or said says like-that up down double half twice';

/** What a word means. */
export type Concept = keyof typeof deeds | keyof typeof things;

/** What part a word plays. */
export type Part = 'deed' | 'thing' | 'filler' | 'asking' | 'negation' | 'doubt';

/** A word, or several, that are known. */
export interface Entry {
  readonly part: Part;
  readonly concept: Concept | null;
  /** Whether a deed is asked for in this form: `scale`, not `scaled`. */
  readonly base: boolean;
}

/** Every known word and phrase in lower case. */
export const lexicon: ReadonlyMap<string, Entry> = makeLexicon();

/** The words of the longest phrase. */
export const longestPhrase = Math.max(...Array.from(lexicon.keys(), (key) => key.split(' ').length));

function makeLexicon(): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const put = (text: string, entry: Entry) => {
    for (const key of spelled(text)) if (!entries.has(key)) entries.set(key, entry);
  };
  for (const [part, text] of [
    ['negation', negations],
    ['doubt', doubts],
  ] as const)
    put(text, { part, concept: null, base: true });
  for (const [concept, text] of Object.entries(things) as [Concept, string][])
    put(text, { part: 'thing', concept, base: true });
  for (const [concept, text] of Object.entries(deeds) as [Concept, string][])
    put(text, { part: 'deed', concept, base: true });
  put('dry-run dryrun --dry-run|what would|what would you', {
    part: 'thing',
    concept: 'preview',
    base: false,
  });
  for (const [concept, text] of Object.entries(deeds) as [Concept, string][])
    for (const key of spelled(text))
      put(`|${inflected(key).join('|')}`, { part: 'deed', concept, base: false });
  put(fillers, { part: 'filler', concept: null, base: true });
  put(asking, { part: 'asking', concept: null, base: true });
  return entries;
}

/** The words of a line of the lexicon: words, then phrases, each after a bar. */
function spelled(text: string): readonly string[] {
  const [words = '', ...phrases] = text.split('|');
  return [...words.split(' '), ...phrases].filter((key) => key !== '');
}

/** Other forms of a verb, and some that no one says: `fixes`, `fixing`, `fixed`. */
function inflected(phrase: string): readonly string[] {
  const [verb = '', ...rest] = phrase.split(' ');
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb;
  const doubled = stem + stem.slice(-1);
  const forms = [`${verb}s`, `${verb}es`, ...[stem, doubled].flatMap((form) => [`${form}ing`, `${form}ed`])];
  const y = verb.endsWith('y') ? [`${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`] : [];
  return [...forms, ...y].map((form) => [form, ...rest].join(' '));
}
