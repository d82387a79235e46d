import type { Check, Example, Rule, Source } from '../core/rule.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod } from './_examples.ts';
import { workload } from './_subjects.ts';

const nist: Source = {
  title: 'NIST SP 800-190',
  section: '4.1.1 Image vulnerabilities',
  url: 'https://csrc.nist.gov/pubs/sp/800/190/final',
};

const exploited: Source = {
  title: 'CISA: Known Exploited Vulnerabilities Catalog',
  section: null,
  url: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
};

/** No expression can ask a scanner: should one be evaluated all the same, nothing passes by it. */
function asked(id: string, message: string): Check {
  return { id, expression: 'false', message };
}

const image = 'registry.example.com/shop/checkout:4.18.2';

function passing(because: string): Example {
  return { because, resource: deployment({ containers: [container({ image })] }) };
}

const byScan = { subject: workload, judgedBy: 'scan', category: 'security' } as const;

const notEnforced =
  'It is judged by `writ check` and `writ report` with --vulnerabilities; an admission policy cannot read the files of a scanner.';

/** Rules on what scanners found in images. They are at work where results of scans are named. */
export const scanRules: readonly Rule[] = [
  defineRule({
    ...byScan,
    id: 'vulnerable-image',
    code: 'KV001',
    title: 'Image with known vulnerabilities',
    why: 'Whoever looks for a way in tries the faults that everybody knows first, and for most of them the tools are public.',
    severity: 'critical',
    sources: [nist, exploited],
    ask: {
      least: {
        type: 'text',
        prompt: 'From which severity on does a vulnerability count: info, low, medium, high or critical?',
        default: 'high',
      },
      onlyFixable: { type: 'flag', prompt: 'Does only count what has a fix?', default: false },
      olderThanDays: {
        type: 'number',
        prompt: 'How many days after it became known does a vulnerability begin to count?',
        default: 0,
      },
      exploited: {
        type: 'flag',
        prompt: 'Does count in any case what is known to be exploited?',
        default: true,
      },
    },
    check: [asked('vulnerability', 'The image has a known vulnerability.')],
    remedy: {
      advice: 'Use an image in which it is fixed, or say in a VEX document why it does not concern you.',
      risk: 'person',
      caution: null,
      edits: [],
    },
    limits: [
      'Images are not scanned: what is judged is what a scanner wrote, when it was asked.',
      'Whether the program ever reaches the fault is not known; a VEX document says so.',
      notEnforced,
    ],
    prove: {
      get pass(): Rule['prove']['pass'] {
        return [passing('the scan of the image has nothing that counts')];
      },
      get fail(): Rule['prove']['fail'] {
        return [
          {
            because: 'the scan of the image has a vulnerability that counts',
            resource: deployment({ containers: [container({ image })] }),
          },
        ];
      },
    },
  }),
  defineRule({
    ...byScan,
    id: 'unscanned-image',
    code: 'KV002',
    title: 'Image without a scan',
    why: 'Of an image that nobody scanned nobody knows what is in it, and no list of vulnerabilities will ever name it.',
    severity: 'medium',
    sources: [nist],
    check: [asked('scan', 'None of the files has a scan of the image.')],
    remedy: {
      advice:
        'Scan the image and name the result with --vulnerabilities, by the reference or the digest that runs.',
      risk: 'person',
      caution: null,
      edits: [],
    },
    limits: [
      'It is judged only where it is asked for, by --rules or in the configuration; else images without a scan are told in a note.',
      notEnforced,
    ],
    prove: {
      get pass(): Rule['prove']['pass'] {
        return [passing('one of the files is a scan of the image')];
      },
      get fail(): Rule['prove']['fail'] {
        return [
          {
            because: 'no file is a scan of the image',
            resource: pod({ containers: [container({ image })] }),
          },
        ];
      },
    },
  }),
  defineRule({
    ...byScan,
    id: 'stale-image-scan',
    code: 'KV003',
    title: 'Scan of an image that is too old',
    why: 'New vulnerabilities are published every day: an old scan knows nothing of them, and its silence means nothing.',
    severity: 'low',
    sources: [nist],
    ask: {
      days: { type: 'number', prompt: 'After how many days is a scan too old?', default: 30 },
    },
    check: [asked('age', 'The last scan of the image is too old.')],
    remedy: {
      advice: 'Scan the image again, and as a rule every day.',
      risk: 'person',
      caution: null,
      edits: [],
    },
    limits: ['Some formats do not say when the scan was: of these nothing is said.', notEnforced],
    prove: {
      get pass(): Rule['prove']['pass'] {
        return [passing('the image was scanned this week')];
      },
      get fail(): Rule['prove']['fail'] {
        return [
          {
            because: 'the image was scanned last year',
            resource: cronJob({ containers: [container({ image })] }),
          },
        ];
      },
    },
  }),
];
