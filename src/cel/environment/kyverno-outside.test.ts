import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { check } from '../check/check.ts';
import type { Answer, External } from '../compile/call-context.ts';
import { compile } from '../compile/compile.ts';
import { Frame, type FrameOptions } from '../compile/frame.ts';
import { parse } from '../parse/parse.ts';
import { Double } from '../value/boxes.ts';
import { CelError, NotEvaluable } from '../value/cel-error.ts';
import type { Json } from '../value/to-json.ts';
import type { Value } from '../value/value.ts';
import type { Environment } from './environment.ts';
import { kyverno, kyvernoClassic, kyvernoMutating } from './kyverno.ts';

/** Self-signed, of a made-up shop. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIDKjCCApOgAwIBAgICEjQwDQYJKoZIhvcNAQELBQAwMDELMAkGA1UEBhMCTkwx
DTALBgNVBAoMBFNob3AxEjAQBgNVBAMMCXNob3AudGVzdDAeFw0yNjExMjExODQy
MTJaFw00NjExMTYxODQyMTJaMDAxCzAJBgNVBAYTAk5MMQ0wCwYDVQQKDARTaG9w
MRIwEAYDVQQDDAlzaG9wLnRlc3QwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGB
ANDaoQ4Brpk1qlhGrI2UbEypaP9FKHevslqDbAiW7GiGWlWDX+rRE6vAa2fOHaob
um4ff0AUHRkKgntVGdvGClrHqNPQe6UraUpldRzcdsLXoou1aRRjKbESzQCdykus
WOP7Km7DnPnUPjd4GYxa3oAJlk8MDO9xtW4+7vC4mFWrAgMBAAGjggFRMIIBTTAd
BgNVHQ4EFgQUxaCjxJKQEHyybjCRcIEmwp1KeJowHwYDVR0jBBgwFoAUxaCjxJKQ
EHyybjCRcIEmwp1KeJowRgYDVR0RBD8wPYIJc2hvcC50ZXN0ggsqLnNob3AudGVz
dIcECgAAAYcQIAENuAAAAAAAAAAAAAAAAYELYUBzaG9wLnRlc3QwEgYDVR0TAQH/
BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMCAoQwHQYDVR0lBBYwFAYIKwYBBQUHAwEG
CCsGAQUFBwMCMCIGA1UdHwQbMBkwF6AVoBOGEWh0dHA6Ly9jcmwudGVzdC9hMEoG
CCsGAQUFBwEBBD4wPDAcBggrBgEFBQcwAYYQaHR0cDovL29jc3AudGVzdDAcBggr
BgEFBQcwAoYQaHR0cDovL2NhLnRlc3QvYzAQBgNVHSAECTAHMAUGAyoDBDANBgkq
hkiG9w0BAQsFAAOBgQDAMLrAqCEyJZ5Gre/yp+QwUakLUc6DO1HoDDRPrPw5zLRW
lWBydRr0/ADANxVEAe/9W4wuzohVDxeLDYreyVQNXZyl657KhDtXAvp6lKihS+X5
eKSFVrNGR8TG2obUqiZpQVC9KeaiEyQaz0gC63JgtzD4pEp8cLz0gMiKsjQQqg==
-----END CERTIFICATE-----`;

function evaluate(text: string, environment: Environment, options: FrameOptions = {}): Value {
  const { tree } = parse(text);
  const found = check(tree, environment).problems.filter(({ severity }) => severity === 'error');
  expect(found.map(({ message }) => message)).toEqual([]);
  return compile(tree, environment, { form: 'cost' }).evaluate(new Frame(environment, {}, options));
}

const world: Readonly<Record<string, Json>> = {
  'resource.Get ["v1","configmaps","shop","cm"]': { kind: 'ConfigMap', data: { a: 'b' } },
  'resource.Get ["v1","configmaps","shop","none"]': null,
  'resource.List ["v1","pods","shop",null]': { items: [{ kind: 'Pod' }] },
  'resource.List ["v1","pods","shop",{"app":"web"}]': { items: [] },
  'resource.List ["apps/v1","deployments","",null]': { items: [1, 2] },
  'resource.List ["apps/v1","nothing","",null]': null,
  'resource.Post ["authorization.k8s.io/v1","subjectaccessreviews","",{"spec":{"user":"a"}}]': {
    status: { allowed: true },
  },
  'resource.Post ["v1","configmaps","shop",{"a":1}]': { a: 1 },
  'resource.ToGVR ["apps/v1","Deployment"]': { group: 'apps', version: 'v1', resource: 'deployments' },
  'resource.ToGVR ["v1","Pod"]': { group: '', version: 'v1', resource: 'pods' },
  'resource.ToGVR ["v1","Nothing"]': null,
  'http.Get ["https://a.test",{},null]': { body: [1, 2], statusCode: 200 },
  'http.Get ["https://a.test",{"h":"v"},null]': { body: 'h' },
  'http.Get ["https://a.test",{},"-----BEGIN CERTIFICATE-----"]': { body: 'ca' },
  'http.Post ["https://a.test",{"x":1},{},null]': { body: 'posted' },
  'globalContext.Get ["entry",""]': { x: 'y' },
  'globalContext.Get ["entry","x"]': 'y',
  'globalContext.Get ["none",""]': null,
  'image.GetMetadata ["nginx"]': { tag: 'latest', config: { size: 5 } },
  'image.GetMetadata ["none"]': null,
  'yaml.parse ["a: [1]"]': { a: [1] },
};

const external: External = (library, args): Answer => {
  const key = `${library} ${JSON.stringify(args)}`;
  return Object.hasOwn(world, key)
    ? { known: true, value: world[key] ?? null }
    : { known: false, why: 'the test does not say' };
};

describe('Kyverno asks', () => {
  test.each([
    ["resource.Get('v1', 'configmaps', 'shop', 'cm').data.a == 'b'"],
    ["dyn(resource.get('v1', 'configmaps', 'shop', 'none')) == null"],
    ["resource.List('v1', 'pods', 'shop').items[0].kind == 'Pod'"],
    ["resource.list('v1', 'pods', 'shop', {'app': 'web'}).items.size() == 0"],
    ["resource.List(resource.ToGVR('apps/v1', 'Deployment'), '').items == [1, 2]"],
    ["resource.List(resource.toGVR('v1', 'Pod'), 'shop', {'app': 'web'}).items == []"],
    ["resource.ToGVR('v1', 'Pod') == resource.toGVR('v1', 'Pod')"],
    [
      "resource.Post('authorization.k8s.io/v1', 'subjectaccessreviews', {'spec': {'user': 'a'}}).status.allowed",
    ],
    ["resource.post('v1', 'configmaps', 'shop', {'a': 1}).a == 1"],
    ["http.Get('https://a.test').body == [1, 2] && http.get('https://a.test').statusCode == 200"],
    ["http.Get('https://a.test', {'h': 'v'}).body == 'h'"],
    ["http.Client('-----BEGIN CERTIFICATE-----').Get('https://a.test').body == 'ca'"],
    ["http.Post('https://a.test', {'x': 1}).body == 'posted'"],
    ["globalContext.Get('entry').x == globalContext.get('entry', 'x')"],
    ["globalContext.Get('none') == null"],
    ["image.GetMetadata('nginx').tag == 'latest' && image.getMetadata('nginx').config.size == 5"],
    ["yaml.parse('a: [1]').a[0] == 1"],
  ])('%s', (text) => {
    expect(evaluate(text, kyverno(19), { external })).toBe(true);
  });

  test.each([
    ["resource.List('apps/v1', 'nothing', '')", 'failed to list resource: nothing.apps resource not found'],
    [
      "resource.ToGVR('v1', 'Nothing')",
      'failed to map kind to resource: no matches for kind "Nothing" in version "v1"',
    ],
    ["image.GetMetadata('none')", 'failed to get image data: image data for none not found in the context'],
    ["http.Client('PEM')", 'request failed: failed to parse PEM CA bundle for APICall'],
    ["resource.Get('a/b/c', 'x', '', 'y')", 'unexpected GroupVersion string: a/b/c'],
    ["http.Post('https://a.test', 1.0 / 0.0)", 'invalid +Inf value'],
  ])('%s fails', (text, message) => {
    const error = evaluate(text, kyverno(19), { external });
    expect(error).toBeInstanceOf(CelError);
    expect(error).not.toBeInstanceOf(NotEvaluable);
    expect((error as CelError).message).toContain(message);
  });

  test('and is told that nobody knows, which is no error of the policy', () => {
    expect(evaluate("http.Get('https://b.test')", kyverno(19), { external })).toMatchObject({
      why: 'the test does not say',
    });
    expect(evaluate("http.Get('https://b.test')", kyverno(19))).toBeInstanceOf(NotEvaluable);
    expect(evaluate("true || http.Get('https://b.test') == 1", kyverno(19))).toBe(true);
  });
});

describe('a policy of one namespace', () => {
  const options = { external, namespace: 'shop' };
  const own = kyverno(19, 'namespace');

  test.each([
    ["resource.Get('v1', 'configmaps', 'cm').data.a == 'b'"],
    ["resource.List('v1', 'pods').items.size() == 1"],
    ["resource.List('v1', 'pods', {'app': 'web'}).items.size() == 0"],
    ["resource.List(resource.ToGVR('v1', 'Pod')).items.size() == 1"],
    ["resource.Post('v1', 'configmaps', {'a': 1}).a == 1"],
    ["http.Get('https://a.test').statusCode == 200"],
  ])('%s', (text) => {
    expect(evaluate(text, own, options)).toBe(true);
  });

  test('cannot name another, ask others over HTTP, or read what is kept for all', () => {
    const { tree } = parse("resource.List('v1', 'pods', 'other')");
    expect(
      check(tree, own)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain('no matching overload');
    expect(evaluate("http.Get('https://b.test')", own, options)).toMatchObject({
      message: expect.stringContaining('http calls are not allowed in namespaced policies') as string,
    });
    expect(evaluate("http.Get('https://b.test')", kyverno(17, 'namespace'), options)).toMatchObject({
      why: 'the test does not say',
    });
    expect(evaluate("globalContext.Get('entry').x", kyverno(18, 'namespace'), options)).toBe('y');
    expect(evaluate("globalContext.Get('entry')", own, options)).toMatchObject({
      message: 'failed to get global reference: globalContext.* is not allowed in namespaced policies',
    });
  });
});

describe('chance', () => {
  function seeded(): () => number {
    let state = 7;
    return () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
  }

  test.each([
    ['random()', /^[0-9a-z]{8}$/],
    ["random('[A-Z]{3}-(x|y)+[^a-z]?')", /^[A-Z]{3}-[xy]+[^a-z]?$/],
    [String.raw`random.random('\\d{2,4}.')`, /^\d{2,4}.$/],
  ])('%s matches, and is the same for the same seed', (text, pattern) => {
    const made = evaluate(text, kyverno(19), { chance: seeded() });
    expect(made).toMatch(pattern);
    expect(evaluate(text, kyverno(19), { chance: seeded() })).toBe(made);
  });

  test('refuses patterns of which it does not know what they mean', () => {
    expect(evaluate(String.raw`random('\\pL')`, kyverno(19), { chance: seeded() })).toMatchObject({
      message: expect.stringContaining('no text can be made') as string,
    });
  });
});

describe('gzip', () => {
  test('gives back what it was given', () => {
    expect(evaluate("gzip.decompress(gzip.compress('hällo'))", kyverno(19))).toBe('hällo');
    expect(evaluate("gzip.decompress(b'nothing')", kyverno(19))).toMatchObject({
      message: 'gzip: invalid header',
    });
  });
});

describe('x509', () => {
  const decode = (field: string): Value => {
    const value = evaluate(`x509.decode('''${certificate}''').${field}`, kyverno(19));
    return value instanceof Double ? value.value : value;
  };

  test('gives the fields of a certificate as Go has them', () => {
    expect(decode('Issuer.CommonName')).toBe('shop.test');
    expect(decode('Issuer.Country')).toEqual(['NL']);
    expect(decode('Issuer.Names[0].Type.size()')).toBe(4);
    expect(decode('NotBefore')).toBe('2026-11-21T18:42:12Z');
    expect(decode('NotAfter')).toBe('2046-11-16T18:42:12Z');
    expect(decode('PublicKey.E')).toBe(65_537);
    expect(decode('DNSNames')).toEqual(['shop.test', '*.shop.test']);
    expect(decode('IPAddresses')).toEqual(['10.0.0.1', '2001:db8::1']);
    expect(decode('IsCA')).toBe(true);
    expect(decode('MaxPathLen')).toBe(0);
    expect(decode('MaxPathLenZero')).toBe(true);
    expect(decode('SerialNumber')).toBe(4660);
  });

  test('refuses what is none', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const message = (text: string): Value => evaluate(`x509.decode('''${text}''')`, kyverno(19));
    expect(message('x')).toMatchObject({ message: 'failed to decode PEM block' });
    expect(message(key)).toMatchObject({ message: expect.stringContaining('neither contains') as string });
    expect(message('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toMatchObject({
      message: 'x509: malformed certificate',
    });
  });
});

describe('the environment of each version', () => {
  const knows = (environment: Environment, text: string): boolean =>
    check(parse(text).tree, environment).problems.every(({ severity }) => severity !== 'error');

  test.each([
    [14, "user.parseServiceAccount('a').Name", false],
    [14, "parseServiceAccount('a').Name", true],
    [14, "http.get('a')", false],
    [14, "http.Get('a')", true],
    [14, "parseImageReference('a').tag()", false],
    [15, "parseImageReference('a').tag()", true],
    [17, "resource.ToGVR('v1', 'Pod')", false],
    [18, "resource.ToGVR('v1', 'Pod')", true],
    [18, "image('a').identifierWithSeparator()", false],
    [14, "resource.List('v1', 'pods', 'a')", true],
    [14, "quantity('1')", false],
    [16, "quantity('1')", true],
    [16, "sha256('a')", false],
    [17, "sha256('a')", true],
    [17, "hash.sha256('a')", false],
    [18, "hash.sha256('a')", true],
    [17, "gzip.compress('a')", false],
    [18, "gzip.compress('a')", true],
    [18, "regex.replace('a', 'b', 'c')", false],
    [19, "regex.replace('a', 'b', 'c')", true],
    [17, "'ab'.reverse()", true],
    [18, "'ab'.reverse()", true],
    [19, "'ab'.reverse()", false],
    [99, "gzip.compress('a')", true],
    [11, "http.Get('a')", true],
  ])('1.%i: %s is known: %s', (minor, text, expected) => {
    expect(knows(kyverno(minor), text)).toBe(expected);
  });

  test('mutating policies make objects and patches, and escape keys', () => {
    const text = "[JSONPatch{op: 'add', path: jsonpatch.escapeKey('a/b'), value: Object.spec{a: 1}}]";
    expect([15, 18, 19].map((minor) => knows(kyvernoMutating(minor), text))).toEqual([true, true, true]);
    expect(knows(kyvernoMutating(15), "sha256('a')")).toBe(false);
    expect(knows(kyverno(19), 'Object{}')).toBe(false);
  });

  test('classic policies know what the API server of that time knew, with an authorizer and parameters', () => {
    const asks = "authorizer.path('/').check('get').allowed() && params.a";
    expect(knows(kyvernoClassic(19), asks)).toBe(true);
    expect(knows(kyvernoClassic(19), "sha256('a')")).toBe(false);
    expect(knows(kyvernoClassic(11), 'ip("1.1.1.1").family() == 4')).toBe(false);
    expect(knows(kyvernoClassic(13), 'ip("1.1.1.1").family() == 4')).toBe(true);
  });

  test('since 1.19 orValue takes what is no optional, and gives what is not typed', () => {
    const text = '[1].orValue([])';
    expect(knows(kyverno(18), text)).toBe(false);
    expect(knows(kyverno(19), text)).toBe(true);
    expect(knows(kyvernoClassic(19), text)).toBe(true);
    expect(evaluate('dyn([1]).orValue([]) == [1]', kyverno(18))).toBe(true);
  });

  test('each is made once', () => {
    expect(kyverno(19)).toBe(kyverno(20));
    expect(kyverno(18)).not.toBe(kyverno(19));
    expect(kyverno(19, 'namespace')).not.toBe(kyverno(19));
    expect(kyvernoMutating(19)).toBe(kyvernoMutating());
    expect(kyvernoClassic(17)).toBe(kyvernoClassic(17));
  });
});
