import { beyond } from './control.ts';
import type { Framework } from './framework.ts';

/** The General Data Protection Regulation: accepted where it is named, and never scored. */
export const gdpr: Framework = {
  id: 'gdpr',
  title: 'General Data Protection Regulation',
  version: '(EU) 2016/679',
  url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
  aliases: ['dsgvo'],
  caution:
    'Nothing in the Regulation is assessable from manifests: it speaks of personal data, which they do not show.',
  controls: [
    beyond(
      'Art. 5',
      'Principles of processing',
      'Which personal data a program processes, and why, is not in its manifest.',
    ),
    beyond(
      'Art. 25',
      'Data protection by design and by default',
      'How a program was designed is not in its manifest.',
    ),
    beyond('Art. 28', 'Processors', 'Contracts are not in manifests.'),
    beyond('Art. 30', 'Records of processing', 'They are kept outside the cluster.'),
    beyond(
      'Art. 32',
      'Security of processing',
      'What is appropriate depends on the personal data, which manifests do not show; the technical side is judged under other frameworks.',
    ),
    beyond(
      'Art. 33',
      'Notification of breaches',
      'It is a matter of people and procedures, which no manifest shows.',
    ),
    beyond(
      'Art. 35',
      'Impact assessment',
      'It is a matter of people and procedures, which no manifest shows.',
    ),
  ],
};
