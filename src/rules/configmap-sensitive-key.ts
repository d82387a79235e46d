import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { configMap } from './_configuration-subjects.ts';
import { defineRule } from './_define-rule.ts';
import {
  aSwitch,
  harmlessNames,
  sayingSecret,
  secretNames,
  speakingOfSecrets,
  switches,
} from './_secret-names.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

/** A ConfigMap with these fields. */
function holding(fields: JsonObject): Resource {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'checkout' }, ...fields };
}

/** The same value under each of these keys. */
function under(keys: readonly string[], value = 'example'): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

export const configmapSensitiveKey = defineRule({
  id: 'configmap-sensitive-key',
  code: 'KP053',
  title: 'ConfigMap key looks like a credential',
  why: 'ConfigMaps are read by far more people and programs than Secrets, are never encrypted, and are printed by every tool: a credential in one is published.',
  severity: 'medium',
  category: 'security',
  sources: [nsa('Secrets'), kubernetesDocs('ConfigMaps', 'concepts/configuration/configmap/')],
  subject: configMap,
  ask: {
    harmless: {
      type: 'list',
      prompt: 'Which keys of ConfigMaps hold no secret, although their names sound like it?',
      default: [],
    },
  },
  check: [
    {
      id: 'no-secret-key',
      expression: `object.?data.orValue({}).all(k, object.data[k].matches('^${aSwitch}?$') || k in variables.harmless || k.lowerAscii().matches('${speakingOfSecrets}') ? true : !k.lowerAscii().matches('${sayingSecret}'))`,
      message: 'The name of the key says that it is a secret, and a ConfigMap keeps none.',
    },
    {
      id: 'no-secret-binary-key',
      expression: `object.?binaryData.orValue({}).all(k, k in variables.harmless || k.lowerAscii().matches('${speakingOfSecrets}') ? true : !k.lowerAscii().matches('${sayingSecret}'))`,
      message: 'The name of the binary key says that it is a secret, and a ConfigMap keeps none.',
    },
  ],
  remedy: {
    advice: 'Move the key into a Secret, read it from there, and change the credential: it has been read.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Keys within a file that a ConfigMap holds are not looked at; known formats of credentials are found by embedded-credential.',
  ],
  prove: {
    pass: [
      { because: 'it holds nothing', resource: holding({}) },
      { because: 'none of its keys is a secret', resource: holding({ data: under(harmlessNames) }) },
      {
        because: 'none of its binary keys is one',
        resource: holding({ binaryData: under(harmlessNames, 'YQ==') }),
      },
      {
        because: 'nothing and switches are no secrets',
        resource: holding({
          data: Object.fromEntries(['', ...switches].map((value, n) => [`password-${n}`, value])),
        }),
      },
      {
        because: 'the organization knows that it is no secret',
        answers: { harmless: ['password-rules'] },
        resource: holding({ data: { 'password-rules': 'long' } }),
      },
      {
        because: 'the organization knows that the binary key is no secret',
        answers: { harmless: ['secret-garden.jpg'] },
        resource: holding({ binaryData: { 'secret-garden.jpg': 'YQ==' } }),
      },
    ],
    fail: [
      { because: 'the key says that it is a secret', resource: holding({ data: { password: 'example' } }) },
      ...secretNames.map((name) => ({
        because: `one of two keys is enough: ${name}`,
        resource: holding({ data: { region: 'north', [name]: 'example' } }),
      })),
      { because: 'a binary key is a key', resource: holding({ binaryData: { 'private-key': 'YQ==' } }) },
      {
        because: 'one of two binary keys is enough',
        resource: holding({ binaryData: { logo: 'YQ==', 'client-secret': 'YQ==' } }),
      },
      { because: 'more than a switch is a secret', resource: holding({ data: { password: 'falsehood' } }) },
    ],
  },
});
