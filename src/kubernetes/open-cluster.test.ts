import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WritError } from '../core/errors.ts';
import type { Cluster, ClusterSettings, ServedKind } from '../operations/cluster-port.ts';
import { openCluster } from './open-cluster.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const current: ClusterSettings = { context: null, as: null, asGroups: [] };
const pods: ServedKind = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  namespaced: true,
  verbs: ['list'],
};

let server: Server;
let folder: string;
let handle: Handler;
let asked: string[];
let opened: Cluster[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'writ-kubernetes-'));
  asked = [];
  opened = [];
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handle(request, response, Buffer.concat(chunks).toString()));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const cluster of opened) cluster.close();
  rmSync(folder, { recursive: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function address(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function kubeconfig(user: object = { token: 'canary-token' }, at: string = address()): string {
  const file = join(folder, 'config');
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'here',
      contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: at } }],
      users: [{ name: 'u', user }],
    }),
  );
  return file;
}

async function open(file: string = kubeconfig(), settings = current, time = 5000): Promise<Cluster> {
  const environment = { KUBECONFIG: file, PATH: process.env['PATH'] };
  const cluster = await openCluster(settings, environment, time);
  opened.push(cluster);
  return cluster;
}

function json(response: ServerResponse, status: number, body: object, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function podsPage(names: readonly string[], next = ''): object {
  return {
    kind: 'PodList',
    metadata: { resourceVersion: '7', continue: next },
    items: names.map((name) => ({ metadata: { name, uid: `uid-${name}` } })),
  };
}

async function namesOf(cluster: Cluster): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { objects } of cluster.list(pods, { namespace: null }))
    names.push(...objects.map((object) => (object['metadata'] as { name: string }).name));
  return names;
}

async function refusalOf(work: () => Promise<unknown>): Promise<WritError> {
  try {
    await work();
  } catch (error) {
    return error as WritError;
  }
  throw new Error('it was not refused');
}

describe('a list', () => {
  test('comes page by page, each object with what it is', async () => {
    handle = (request, response) =>
      json(
        response,
        200,
        request.url?.includes('continue=more') === true ? podsPage(['b']) : podsPage(['a'], 'more'),
      );
    const cluster = await open();
    const pages = [];
    for await (const page of cluster.list(pods, { namespace: 'shop' })) pages.push(page);
    expect(pages.map(({ objects }) => objects.map(({ apiVersion, kind }) => [apiVersion, kind]))).toEqual([
      [['v1', 'Pod']],
      [['v1', 'Pod']],
    ]);
    expect(asked).toEqual([
      'GET /api/v1/namespaces/shop/pods?limit=500',
      'GET /api/v1/namespaces/shop/pods?limit=500&continue=more',
    ]);
  });

  test('that the server forgot goes on from where it was', async () => {
    handle = (request, response) => {
      if (request.url?.includes('continue=old') === true)
        json(response, 410, { code: 410, reason: 'Expired', metadata: { continue: 'newer' } });
      else if (request.url?.includes('continue=newer') === true) json(response, 200, podsPage(['b', 'c']));
      else json(response, 200, podsPage(['a'], 'old'));
    };
    expect(await namesOf(await open())).toEqual(['a', 'b', 'c']);
  });

  test('that the server forgot wholly begins anew, and no object comes twice', async () => {
    let lists = 0;
    handle = (request, response) => {
      if (request.url?.includes('continue=old') === true) json(response, 410, { code: 410 });
      else json(response, 200, lists++ === 0 ? podsPage(['a', 'b'], 'old') : podsPage(['a', 'b', 'c']));
    };
    expect(await namesOf(await open())).toEqual(['a', 'b', 'c']);
  });

  test('that the server forgets for ever ends with an error', async () => {
    handle = (_, response) => json(response, 410, { code: 410, message: 'too old' });
    const cluster = await open();
    expect((await refusalOf(() => namesOf(cluster))).code).toBe('CLUSTER_REFUSED');
  });

  test('of large objects is asked for in smaller pages', async () => {
    handle = (request, response) => {
      const first = request.url?.includes('continue') !== true;
      const page = podsPage([first ? 'a' : 'b'], first ? 'more' : '') as { items: object[] };
      if (first) page.items[0] = { ...page.items[0], spec: { note: 'x'.repeat(9_000_000) } };
      json(response, 200, page);
    };
    expect(await namesOf(await open())).toEqual(['a', 'b']);
    expect(asked[1]).toBe('GET /api/v1/pods?limit=250&continue=more');
  });

  test('is read compressed, and whole numbers stay exact', async () => {
    handle = (request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('{"metadata":{},"items":[{"spec":{"n":9223372036854775807}}]}'));
    };
    const cluster = await open();
    for await (const { objects } of cluster.list(pods, { namespace: null }))
      expect(objects[0]?.['spec']).toEqual({ n: 9_223_372_036_854_775_807n });
  });
});

describe('a request', () => {
  test('is sent again when the server is busy, as late as it asks', async () => {
    let requests = 0;
    handle = (_, response) =>
      requests++ < 2
        ? json(response, requests === 1 ? 429 : 503, {}, { 'retry-after': '0' })
        : json(response, 200, podsPage(['a']));
    expect(await namesOf(await open())).toEqual(['a']);
    expect(requests).toBe(3);
  });

  test('to a server that stays busy ends with an error', async () => {
    handle = (_, response) => json(response, 429, { message: 'too many' }, { 'retry-after': '0' });
    const cluster = await open();
    const error = await refusalOf(() => namesOf(cluster));
    expect(error.code).toBe('CLUSTER_UNREACHABLE');
    expect(error.message).toContain('cannot answer now (429): too many');
    expect(asked).toHaveLength(4);
  });

  test('that changes something is not sent again after a fault of the server', async () => {
    handle = (_, response) => json(response, 500, { message: 'broken' });
    const cluster = await open();
    const target = { name: 'a', namespace: 'shop', uid: '1', resourceVersion: '2' };
    const error = await refusalOf(() => cluster.patch(pods, target, [], false));
    expect(error.code).toBe('CLUSTER_UNREACHABLE');
    expect(asked).toHaveLength(1);
  });

  test('that is not answered in time says so', async () => {
    handle = () => undefined;
    const cluster = await open(kubeconfig(), current, 100);
    const error = await refusalOf(() => cluster.version());
    expect(error.code).toBe('CLUSTER_UNREACHABLE');
    expect(error.message).toContain('it does not answer within 0.1 s');
  });

  test('to a port where nothing listens says so', async () => {
    const cluster = await open(kubeconfig({}, 'https://127.0.0.1:1'));
    const error = await refusalOf(() => cluster.version());
    expect(error.message).toBe(
      'the API server https://127.0.0.1:1 of context `here` cannot be reached: nothing listens there (ECONNREFUSED)',
    );
  });

  test('in TLS to a server that speaks none says so', async () => {
    handle = (_, response) => json(response, 200, {});
    const cluster = await open(kubeconfig({}, address().replace('http:', 'https:')));
    const error = await refusalOf(() => cluster.version());
    expect(error.code).toBe('CLUSTER_UNREACHABLE');
    expect(error.message).toContain('TLS');
  });

  test('carries the token and whose rights count instead', async () => {
    handle = (request, response) => {
      expect(request.headers.authorization).toBe('Bearer canary-token');
      expect(request.headers['impersonate-user']).toBe('eve');
      expect(request.rawHeaders.filter((_, at, all) => all[at - 1] === 'Impersonate-Group')).toEqual([
        'dev',
        'ops',
      ]);
      json(response, 200, { gitVersion: 'v1.36.3' });
    };
    const cluster = await open(kubeconfig(), { context: null, as: 'eve', asGroups: ['dev', 'ops'] });
    expect(await cluster.version()).toBe('1.36.3');
  });
});

describe('what the server refuses', () => {
  const cases: readonly (readonly [number, object, string, string])[] = [
    [
      403,
      { message: 'pods is forbidden: User "eve" cannot list resource "pods" in API group ""' },
      'CLUSTER_FORBIDDEN',
      'user `eve` may not list pods',
    ],
    [
      403,
      { message: 'forbidden: User "eve" cannot get path "/version"' },
      'CLUSTER_FORBIDDEN',
      'user `eve` may not list pods',
    ],
    [401, { message: 'Unauthorized' }, 'CLUSTER_CREDENTIALS', 'they are wrong or have expired'],
    [404, { message: '404 page not found' }, 'CLUSTER_REFUSED', 'does not list pods (404)'],
  ];
  test.each(cases)('%d %j is said as it is', async (status, body, code, message) => {
    handle = (_, response) => json(response, status, body);
    const cluster = await open();
    const error = await refusalOf(() => namesOf(cluster));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(JSON.stringify([error, error.message, error.hint, error.stack])).not.toContain('canary-token');
  });

  test('says when a token has expired', async () => {
    handle = (_, response) => json(response, 401, {});
    const token = `e30.${Buffer.from('{"exp":1700000000}').toString('base64url')}.x`;
    const cluster = await open(kubeconfig({ token }));
    expect((await refusalOf(() => cluster.version())).message).toContain(
      'they expired at 2023-11-14T22:13:20.000Z',
    );
  });

  test('quotes no value of an object', async () => {
    handle = (_, response) =>
      json(response, 422, {
        message: 'patch: Invalid value: "{\\"a\\":\\"canary\\"}": strict decoding error',
      });
    const cluster = await open();
    const target = { name: 'a', namespace: 'shop', uid: '1', resourceVersion: '2' };
    const { message } = await refusalOf(() => cluster.patch(pods, target, [], false));
    expect(message).toContain('strict decoding error');
    expect(message).not.toContain('canary');
  });
});

describe('a program that gives credentials', () => {
  function program(text: string): object {
    const file = join(folder, 'login.sh');
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    // Relative to the kubeconfig.
    return { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './login.sh' } };
  }

  test('is run once, and again when the server no longer takes what it gave', async () => {
    const user = program(
      'echo run >> "$(dirname "$0")/runs"; n=$(wc -l < "$(dirname "$0")/runs" | tr -d " "); ' +
        'echo "{\\"status\\":{\\"token\\":\\"token-$n\\"}}"',
    );
    handle = (request, response) =>
      request.headers.authorization === 'Bearer token-1' && asked.length > 2
        ? json(response, 401, {})
        : json(response, 200, { gitVersion: request.headers.authorization?.slice(-1) ?? '' });
    const cluster = await open(kubeconfig(user));
    expect([await cluster.version(), await cluster.version(), await cluster.version()]).toEqual([
      '1',
      '1',
      '2',
    ]);
  });

  test('that is not there is named, with how to get it', async () => {
    const user = { exec: { command: 'no-such-login', installHint: 'Install it with the package login.' } };
    const cluster = await open(kubeconfig(user));
    const error = await refusalOf(() => cluster.version());
    expect(error.code).toBe('CLUSTER_CREDENTIALS');
    expect(error.message).toContain('the program `no-such-login`, which is not there');
    expect(error.hint).toBe('Install it with the package login.');
  });

  test('that fails is quoted without what looks like a credential', async () => {
    const cluster = await open(kubeconfig(program(`echo "expired: sign in; ${'k'.repeat(40)}" >&2; exit 1`)));
    const { message } = await refusalOf(() => cluster.version());
    expect(message).toContain('failed: expired: sign in; •••');
  });
});

describe('a watch', () => {
  test('goes on over broken connections, and ends with the signal', async () => {
    let connections = 0;
    const from: (string | null)[] = [];
    handle = (request, response) => {
      from.push(new URL(request.url ?? '', address()).searchParams.get('resourceVersion'));
      response.writeHead(200);
      const version = String(10 + ++connections);
      const object = { metadata: { name: `p${connections}`, resourceVersion: version } };
      response.write(`${JSON.stringify({ type: 'MODIFIED', object })}\n`);
      if (connections < 3) setTimeout(() => response.destroy(), 20);
    };
    const cluster = await open();
    const end = new AbortController();
    const seen: string[] = [];
    for await (const change of cluster.watch(pods, { namespace: null }, '9', end.signal)) {
      seen.push(change.type === 'modified' ? (change.object['metadata'] as { name: string }).name : '');
      if (seen.length === 3) end.abort();
    }
    expect(seen).toEqual(['p1', 'p2', 'p3']);
    expect(from).toEqual(['9', '11', '12']);
  });

  test('says when the server forgot where it was', async () => {
    handle = (_, response) => {
      response.writeHead(200);
      response.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } })}\n`);
    };
    const cluster = await open();
    const changes = [];
    for await (const change of cluster.watch(pods, { namespace: null }, '9', new AbortController().signal))
      changes.push(change.type);
    expect(changes).toEqual(['stale']);
  });
});

test('groups that do not answer are named', async () => {
  handle = (request, response) =>
    json(response, 200, {
      kind: 'APIGroupDiscoveryList',
      items:
        request.url === '/api'
          ? [
              {
                metadata: {},
                versions: [
                  {
                    version: 'v1',
                    resources: [
                      {
                        resource: 'pods',
                        responseKind: { kind: 'Pod' },
                        scope: 'Namespaced',
                        verbs: ['list'],
                      },
                    ],
                  },
                ],
              },
            ]
          : [
              {
                metadata: { name: 'metrics.k8s.io' },
                versions: [{ version: 'v1beta1', freshness: 'Stale' }],
              },
            ],
    });
  expect(await (await open()).kinds()).toEqual({ kinds: [pods], missing: ['metrics.k8s.io/v1beta1'] });
});

test('a server that knows no aggregated discovery is asked group by group', async () => {
  handle = (request, response) => {
    const resource = { name: 'pods', kind: 'Pod', namespaced: true, verbs: ['list'] };
    const answers: Readonly<Record<string, object>> = {
      '/api': { kind: 'APIVersions', versions: ['v1'] },
      '/apis': {
        kind: 'APIGroupList',
        groups: [
          {
            name: 'down.io',
            versions: [{ groupVersion: 'down.io/v1' }],
            preferredVersion: { groupVersion: 'down.io/v1' },
          },
        ],
      },
      '/api/v1': { resources: [resource, { ...resource, name: 'pods/status' }] },
    };
    const answer = answers[request.url ?? ''];
    if (answer === undefined) json(response, 404, { message: 'not there' });
    else json(response, 200, answer);
  };
  expect(await (await open()).kinds()).toEqual({ kinds: [pods], missing: ['down.io/v1'] });
});

test.each([
  ['a proxy of the kubeconfig', true],
  ['a proxy of the environment', false],
])('%s that gives no way is said to', async (_, isWritten) => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  try {
    const file = kubeconfig({ token: 't' }, 'https://api.example.invalid');
    if (isWritten)
      writeFileSync(file, readFileSync(file, 'utf8').replace('"server"', `"proxy-url":"${url}","server"`));
    const environment = { KUBECONFIG: file, ...(isWritten ? {} : { HTTPS_PROXY: url }) };
    const cluster = await openCluster(current, environment, 5000);
    opened.push(cluster);
    const error = await refusalOf(() => cluster.version());
    expect(error.message).toContain('the proxy gives no way to it (ERR_PROXY_TUNNEL)');
    expect(asked[0]).toBe('api.example.invalid:443');
  } finally {
    proxy.close();
  }
});
