import { describe, expect, test } from 'vitest';
import { evaluator } from '../../../test/cel/evaluator.ts';
import { kyverno } from './kyverno.ts';

const { value, error, refusal } = evaluator(kyverno(19), {
  object: { spec: { volumes: ['v'] } },
  exceptions: { allowedImages: ['nginx'], allowedValues: [] },
});

const digest = `sha256:${'a'.repeat(64)}`;

describe('kyverno', () => {
  test.each([
    ['nginx', 'index.docker.io', 'library/nginx', 'latest', '', 'latest', ':latest'],
    ['nginx:1.25', 'index.docker.io', 'library/nginx', '1.25', '', '1.25', ':1.25'],
    ['docker.io/acme/app', 'index.docker.io', 'acme/app', 'latest', '', 'latest', ':latest'],
    ['ghcr.io/acme/app:v1', 'ghcr.io', 'acme/app', 'v1', '', 'v1', ':v1'],
    ['localhost/app', 'localhost', 'app', 'latest', '', 'latest', ':latest'],
    ['host:5000/app', 'host:5000', 'app', 'latest', '', 'latest', ':latest'],
    [`app@${digest}`, 'index.docker.io', 'library/app', '', digest, digest, `@${digest}`],
    [`host:5000/app@${digest}`, 'host:5000', 'app', '', digest, digest, `@${digest}`],
    [`app:v1@${digest}`, 'index.docker.io', 'library/app', 'v1', digest, `v1@${digest}`, `@${digest}`],
  ])('reads the image %s', (text, ...parts) => {
    const names = ['registry', 'repository', 'tag', 'digest', 'identifier', 'identifierWithSeparator'];
    expect(names.map((name) => value(`image("${text}").${name}()`))).toEqual(parts);
    expect(value(`parseImageReference("${text}").containsDigest()`)).toBe(text.includes('@'));
  });

  test('refuses what is no image', () => {
    const wrong = [
      '',
      'a',
      'Nginx',
      'a b',
      'nginx:',
      'nginx:a/b:',
      `nginx@${digest}0`,
      'nginx@md5:0',
      'nginx:a b',
    ];
    expect(wrong.filter((text) => value(`isImage("${text}")`) !== false)).toEqual([]);
    expect(error('image("Nginx").tag()')).toBe('could not parse reference: Nginx');
  });

  test.each([
    ["sha256('a').startsWith('ca978112') && hash.sha256('a') == sha256('a')", true],
    ["md5('a') == '0cc175b9c0f1b6a831c399e269772661'", true],
    ["sha1('é') == 'bf15be717ac1b080b4f1c456692825891ff5073d'", true],
    ["parseServiceAccount('system:serviceaccount:shop:web').Name", 'web'],
    ["user.parseServiceAccount('system:serviceaccount:shop:web').Namespace", 'shop'],
    ["parseServiceAccount('admin').Name", ''],
    ["listObjToMap([{'k': 'a'}], [{'v': 1}], 'k', 'v') == {'a': 1}", true],
    ['math.round(2.345, 2)', 2.35],
    ['math.round(-2.5)', -3],
    ['json.unmarshal(\'{"a": [1, null]}\').a[0]', 1],
    [
      'json.marshal({"b": dyn([1.5, 2.0]), "a": dyn("<é>"), "c": dyn(null)})',
      '{"a":"\\u003cé\\u003e","b":[1.5,2],"c":null}',
    ],
    [
      "json.marshal([dyn(timestamp('2020-01-01T00:00:00Z')), dyn(duration('1s')), dyn(optional.of(1)), dyn(int)])",
      '["2020-01-01T00:00:00Z",1000000000,1,"int"]',
    ],
    ['{"a": 1}.`a`', 1],
    ["time.toCron(timestamp('2024-02-29T13:05:00Z'))", '5 13 29 2 4'],
    ["string(time.truncate(timestamp('2024-02-29T13:05:07Z'), duration('1h')))", '2024-02-29T13:00:00Z'],
    ["base64.decode('aGk=') == b'hi'", true],
    ['cel.bind(x, 1, x + 1)', 2],
    ["regex.replace('abc', 'b', 'x')", 'axc'],
    ['[2, 1].sort() == [1, 2]', true],
    ["quantity('1Gi').isGreaterThan(quantity('1G'))", true],
    ["'nginx' in exceptions.allowedImages", true],
    ['object.spec.volumes.orValue([]).size()', 1],
    ["object.?spec.?none.orValue('x')", 'x'],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test.each([
    ["resource.Get('v1', 'pods', 'shop', 'web').spec.x == 1", 'only a cluster knows its resources'],
    ["resource.list('v1', 'pods', 'shop').items.size() == 1", 'only a cluster knows its resources'],
    ["http.Get('https://example.com') == 1", 'only a server knows its answer'],
    ["globalContext.Get('a') == 1", 'only Kyverno knows its global context'],
    ["image.GetMetadata('nginx').tag == 'a'", 'only a registry knows its images'],
    ["time.now() > timestamp('2020-01-01T00:00:00Z')", 'there is no clock to ask'],
    ["random() == 'a'", 'chance decides'],
  ])('%s is not evaluable', (text, why) => {
    expect(error(text)).toBe(`not evaluable: ${why}`);
  });

  test('has no authorizer, no parameters, and lists of one type only', () => {
    expect(refusal("authorizer.path('/').check('get').allowed()")).toContain('undeclared reference');
    expect(refusal('params.a')).toContain('undeclared reference');
    expect(refusal("[1, 'a']")).not.toBe('');
    expect(refusal('parseServiceAccount("a").name')).toContain("undefined field 'name'");
  });
});
