import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { moved } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { ingress } from './_subjects.ts';

const backend = { service: { name: 'checkout', port: { number: 80 } } };

/** One host and one path of an Ingress. */
function serving(fields: { readonly host?: string; readonly path?: string }): JsonObject {
  const { host, path } = fields;
  return {
    ...(host !== undefined && { host }),
    http: { paths: [{ ...(path !== undefined && { path }), pathType: 'Prefix', backend }] },
  };
}

function pathsOf({ http }: JsonObject): readonly JsonObject[] {
  return (http as { readonly paths: readonly JsonObject[] }).paths;
}

/** An Ingress of this name. */
function named(name: string, rules: readonly JsonObject[], spec: JsonObject = {}): Resource {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: { rules, ...spec },
  };
}

const canary = 'nginx.ingress.kubernetes.io/canary';
const cart = serving({ host: 'shop.example', path: '/cart' });
const search = serving({ host: 'shop.example', path: '/search' });
const old = named('old', [cart]);

/** A canary of the cart. */
function trying(name: string): Resource {
  return { ...named(name, [cart]), metadata: { name, annotations: { [canary]: 'true' } } };
}

export const ingressDuplicateHostPath = defineRule({
  id: 'ingress-duplicate-host-path',
  code: 'KP107',
  title: 'Two Ingresses claim the same host and path',
  why: 'Which of them customers get depends on the controller and on which is older; a team can take over the address of another.',
  severity: 'high',
  category: 'operations',
  sources: [kubernetesDocs('Ingress', 'concepts/services-networking/ingress/#ingress-rules')],
  subject: ingress,
  related: {
    rivals: {
      kinds: ['networking.k8s.io/Ingress'],
      within: 'cluster',
      by: 'host-path',
      // Ingresses of different classes are served at different addresses; a canary shares one on purpose.
      key: `object.spec.?rules.orValue([]).map(r, r.?http.?paths.orValue([]).map(p, (object.metadata.?annotations[?'${canary}'] == optional.of('true') ? 'canary ' : '') + object.spec.?ingressClassName.orValue('') + ' ' + r.?host.orValue('') + p.?path.orValue('/')))`,
      // Itself and another one: thousands may claim one path.
      most: 2,
    },
  },
  variables: [
    {
      name: 'others',
      expression:
        "variables.rivals.filter(o, o.metadata.?name != object.metadata.?name || o.metadata.?namespace.orValue('default') != object.metadata.?namespace.orValue('default'))",
    },
  ],
  check: [
    {
      id: 'alone',
      expression:
        "object.spec.?rules.orValue([]).all(r, r.?http.?paths.orValue([]).all(p, !variables.others.map(o, o.spec.rules.filter(x, x.?host == r.?host)).exists(l, l.exists(x, x.?http.?paths.orValue([]).exists(q, q.?path.orValue('/') == p.?path.orValue('/'))))))",
      message: 'Another Ingress of the same class serves this host and path, too.',
    },
  ],
  remedy: {
    advice: 'Give each of them a host or a path of its own, or merge them.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Canaries are known by the annotation of ingress-nginx; those of other controllers are found.',
    'Wildcards in hosts and prefixes of paths are not compared.',
  ],
  prove: {
    pass: [
      { because: 'it is alone', resource: named('shop', [cart, search]) },
      { because: 'another path', resource: named('shop', [search]), beside: [old] },
      {
        because: 'another host',
        resource: named('shop', [serving({ host: 'example.com', path: '/cart' })]),
        beside: [old],
      },
      {
        because: 'another class',
        resource: named('shop', [cart], { ingressClassName: 'internal' }),
        beside: [old],
      },
      {
        because: 'a canary shares the address on purpose',
        resource: named('shop', [cart]),
        beside: [trying('next')],
      },
      { because: 'the canary itself', resource: trying('next'), beside: [old] },
      {
        because: 'it serves nothing by a rule',
        resource: { ...named('shop', []), spec: { defaultBackend: backend } },
        beside: [old],
      },
      { because: 'a host without paths', resource: named('shop', [{ host: 'shop.example' }]), beside: [old] },
      {
        because: 'the host of one and the path of the other',
        resource: named('shop', [
          serving({ host: 'a.example', path: '/cart' }),
          serving({ host: 'b.example', path: '/search' }),
        ]),
        beside: [
          named('old', [
            serving({ host: 'a.example', path: '/search' }),
            serving({ host: 'b.example', path: '/cart' }),
          ]),
        ],
      },
    ],
    fail: [
      { because: 'both serve it', resource: named('shop', [cart]), beside: [old] },
      { because: 'two canaries share it', resource: trying('next'), beside: [trying('other')] },
      {
        because: 'among other paths of the host',
        resource: named('shop', [cart]),
        beside: [named('old', [search, cart])],
      },
      {
        because: 'among other paths of the rule',
        resource: named('shop', [cart]),
        beside: [
          named('old', [{ host: 'shop.example', http: { paths: [...pathsOf(search), ...pathsOf(cart)] } }]),
        ],
      },
      {
        because: 'one of two others is enough',
        resource: named('shop', [cart, search]),
        beside: [old, named('older', [search])],
      },
      {
        because: 'among others',
        resource: named('shop', [search, cart]),
        beside: [named('old', [serving({ host: 'a.example' }), { host: 'b.example' }, cart])],
      },
      {
        because: 'one of the same name elsewhere',
        resource: named('shop', [cart]),
        beside: [moved(named('shop', [cart]))],
      },
      {
        because: 'one of another name elsewhere',
        resource: moved(named('shop', [cart])),
        beside: [moved(old)],
      },
      {
        because: 'for every host',
        resource: named('shop', [serving({ path: '/cart' })]),
        beside: [named('old', [serving({ path: '/cart' })])],
      },
      {
        because: 'all paths of a host',
        resource: named('shop', [serving({ host: 'shop.example' })]),
        beside: [named('old', [serving({ host: 'shop.example', path: '/' })])],
      },
      {
        because: 'all paths, the other way round',
        resource: named('shop', [serving({ host: 'shop.example', path: '/' })]),
        beside: [named('old', [serving({ host: 'shop.example' })])],
      },
      {
        because: 'both of one class',
        resource: named('shop', [cart], { ingressClassName: 'public' }),
        beside: [named('old', [cart], { ingressClassName: 'public' })],
      },
    ],
  },
});
