import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../src/core/json.ts';
import type { LiveWorld } from './live-world.ts';
import { builtProgram, mostMemory } from './try-crowd.ts';

const sources = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
/** Milliseconds within which a change is told. */
const atMost = 2000;

interface Line {
  readonly type: string;
  readonly policy?: string;
  readonly open?: number;
  readonly note?: string;
  readonly resource?: { readonly name: string };
}

/** A `writ check --cluster --watch` at work. */
interface Watcher {
  /** The first line since the last one that was given of which something holds, and how long that took, in milliseconds. */
  next(holds: (line: Line) => boolean): Promise<number>;
  /** All that came since the last one that was given. */
  rest(): readonly Line[];
  /** Interrupts it as Ctrl-C does; gives the exit code. */
  end(): Promise<number | null>;
  /** The most memory that it held, in MiB. */
  memory(): number;
}

function watcher(kubeconfig: string, args: readonly string[], program = sources): Watcher {
  const peak = `process.on('exit', () => process.stderr.write(\`peak \${process.resourceUsage().maxRSS}\\n\`))`;
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--import',
      `data:text/javascript,${encodeURIComponent(peak)}`,
      program,
      'check',
      '--cluster',
      '--watch',
      '--format',
      'jsonl',
      ...args,
    ],
    { env: { ...process.env, KUBECONFIG: kubeconfig }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const lines: Line[] = [];
  let [text, err, given] = ['', '', 0];
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (text + chunk.toString()).split('\n');
    text = parts.pop() ?? '';
    lines.push(...parts.map((part) => JSON.parse(part) as Line));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return {
    async next(holds) {
      const begun = performance.now();
      for (;;) {
        const found = lines.findIndex((line, index) => index >= given && holds(line));
        if (found >= 0) {
          given = found + 1;
          return performance.now() - begun;
        }
        assert.equal(child.exitCode, null, err);
        if (performance.now() - begun > 60_000)
          throw new Error(`nothing came: ${JSON.stringify(lines.slice(given))} ${err}`);
        await sleep(10);
      }
    },
    rest() {
      const rest = lines.slice(given);
      given = lines.length;
      return rest;
    },
    async end() {
      child.kill('SIGINT');
      await ended;
      return child.exitCode;
    },
    memory: () => Number(/^peak (\d+)$/m.exec(err)?.[1]) / 1024,
  };
}

/** A change is told within two seconds, what comes of other objects, too. */
export async function watchSettles({ kubeconfig, create, api }: LiveWorld): Promise<string> {
  const watch = watcher(kubeconfig, ['--namespace', 'shop']);
  try {
    await watch.next(({ type }) => type === 'watching');
    await sleep(500);
    const times: number[] = [];
    const pods = '/api/v1/namespaces/shop/pods';
    for (let round = 0; round < 5; round++) {
      const name = `watched-${round}`;
      const pod = podOf(name, { privileged: true });
      await create(pod);
      times.push(await watch.next((line) => isChange(line, 'opened', 'privileged-container', name)));
      await sleep(400);
      const labelled = {
        ...pod,
        metadata: { ...(pod['metadata'] as JsonObject), labels: { 'net.example.com': name } },
      };
      const { body } = await api.call('GET', `${pods}/${name}`);
      await api.call('PUT', `${pods}/${name}`, {
        ...body,
        metadata: {
          ...(body['metadata'] as JsonObject),
          labels: (labelled.metadata as JsonObject)['labels'] as JsonObject,
        },
      });
      // Another object may change what is found of this one.
      await create({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name, namespace: 'shop' },
        spec: {
          podSelector: { matchLabels: { 'net.example.com': name } },
          policyTypes: ['Ingress', 'Egress'],
        },
      });
      await api.call('DELETE', `${pods}/${name}?gracePeriodSeconds=0`);
      times.push(await watch.next((line) => isChange(line, 'fixed', 'privileged-container', name)));
      await api.call('DELETE', `/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies/${name}`);
    }
    const slowest = Math.max(...times);
    assert.ok(slowest < atMost, `${slowest.toFixed(0)} ms`);
    assert.equal(await watch.end(), 1);
    return `slowest of ${times.length} changes ${slowest.toFixed(0)} ms`;
  } finally {
    await watch.end();
  }
}

/** What another object decides is told when that comes and goes. */
export async function watchLooksUp({ kubeconfig, create, api }: LiveWorld): Promise<string> {
  const watch = watcher(kubeconfig, ['--namespace', 'shop', '--rules', 'pod-without-network-policy']);
  try {
    await create(podOf('lonely', {}));
    await watch.next(({ type }) => type === 'watching');
    const path = '/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies';
    await create({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'all', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    const fixed = await watch.next((line) => isChange(line, 'fixed', 'pod-without-network-policy', 'lonely'));
    await api.call('DELETE', `${path}/all`);
    const opened = await watch.next((line) =>
      isChange(line, 'opened', 'pod-without-network-policy', 'lonely'),
    );
    assert.ok(Math.max(fixed, opened) < atMost, `${fixed.toFixed(0)} and ${opened.toFixed(0)} ms`);
    await api.call('DELETE', '/api/v1/namespaces/shop/pods/lonely?gracePeriodSeconds=0');
    await watch.next((line) => isChange(line, 'fixed', 'pod-without-network-policy', 'lonely'));
    return `${fixed.toFixed(0)} and ${opened.toFixed(0)} ms`;
  } finally {
    await watch.end();
  }
}

/** Behind a proxy that breaks every connection, and is away for a while, nothing is missed and nothing told twice. */
export async function watchSurvives({ kubeconfigFor, create, api, server }: LiveWorld): Promise<string> {
  const sockets = new Set<Socket>();
  const { port, hostname } = new URL(server);
  const proxy = createServer((socket) => {
    const onward = connect(Number(port), hostname);
    for (const one of [socket, onward]) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => sockets.delete(one));
    }
    socket.pipe(onward).pipe(socket);
  });
  const listen = (at: number): Promise<void> =>
    new Promise((done) => void proxy.listen(at, '127.0.0.1', done));
  await listen(0);
  const at = (proxy.address() as AddressInfo).port;
  const mine = kubeconfigFor('proxied', { server: `https://127.0.0.1:${at}` });
  const watch = watcher(mine, ['--namespace', 'shop', '--rules', 'privileged-container']);
  try {
    await watch.next(({ type }) => type === 'watching');
    for (const socket of sockets) socket.destroy();
    await create(podOf('during', { privileged: true }));
    await watch.next((line) => isChange(line, 'opened', 'privileged-container', 'during'));
    await new Promise((done) => {
      proxy.close(done);
      for (const socket of sockets) socket.destroy();
    });
    await api.call('DELETE', '/api/v1/namespaces/shop/pods/during?gracePeriodSeconds=0');
    await create(podOf('away', { privileged: true }));
    await sleep(1500);
    await listen(at);
    const took = await watch.next((line) => isChange(line, 'opened', 'privileged-container', 'away'));
    await sleep(1000);
    const more = watch.rest().filter(({ type }) => type === 'opened');
    assert.deepEqual(more, []);
    await api.call('DELETE', '/api/v1/namespaces/shop/pods/away?gracePeriodSeconds=0');
    await watch.next((line) => isChange(line, 'fixed', 'privileged-container', 'away'));
    return `${took.toFixed(0)} ms after it was back`;
  } finally {
    await watch.end();
    proxy.close();
    for (const socket of sockets) socket.destroy();
  }
}

/** Who may list and not watch is told so, and watches the rest. */
export async function watchForbidden({
  account,
  grant,
  kubeconfigFor,
  create,
  api,
}: LiveWorld): Promise<void> {
  const token = await account('lister');
  const verbs = ['list'];
  const rules = [
    { apiGroups: [''], resources: ['pods'], verbs: [...verbs, 'watch'] },
    { apiGroups: ['', 'apps', 'batch'], resources: ['*'], verbs },
  ];
  await grant('lister', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', rules });
  const mine = kubeconfigFor('lister', { token });
  const watch = watcher(mine, ['--namespace', 'shop', '--rules', 'privileged-container']);
  try {
    await watch.next(
      ({ type, note }) => type === 'note' && note?.includes('may not watch deployments.apps') === true,
    );
    await create(podOf('seen', { privileged: true }));
    await watch.next((line) => isChange(line, 'opened', 'privileged-container', 'seen'));
    await api.call('DELETE', '/api/v1/namespaces/shop/pods/seen?gracePeriodSeconds=0');
    await watch.next((line) => isChange(line, 'fixed', 'privileged-container', 'seen'));
  } finally {
    await watch.end();
  }
}

/** Beside 20,000 others a change is told within two seconds, and memory stays bounded. */
export async function watchCrowd({ kubeconfig, create, api }: LiveWorld): Promise<string> {
  const watch = watcher(kubeconfig, [], builtProgram);
  try {
    const begun = await watch.next(({ type }) => type === 'watching');
    await sleep(2000);
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      await create(podOf(`late-${round}`, { privileged: true }));
      times.push(
        await watch.next((line) => isChange(line, 'opened', 'privileged-container', `late-${round}`)),
      );
      await sleep(500);
      await api.call('DELETE', `/api/v1/namespaces/shop/pods/late-${round}?gracePeriodSeconds=0`);
      times.push(
        await watch.next((line) => isChange(line, 'fixed', 'privileged-container', `late-${round}`)),
      );
    }
    const slowest = Math.max(...times);
    await watch.end();
    const figures = `judged after ${(begun / 1000).toFixed(1)} s, slowest of ${times.length} changes ${slowest.toFixed(0)} ms, ${watch.memory().toFixed(0)} MiB at most`;
    assert.ok(slowest < atMost && watch.memory() < mostMemory, figures);
    return figures;
  } finally {
    await watch.end();
  }
}

function isChange(line: Line, type: string, policy: string, name: string): boolean {
  return line.type === type && line.policy === policy && line.resource?.name === name;
}

function podOf(name: string, securityContext: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: { containers: [{ name: 'app', image: 'registry.example.com/app:1.0', securityContext }] },
  };
}
