/** What must be seen nowhere. Every piece of it that is looked for is distinctive. */
export const canary = 'c4n4ry-9f3Kq7Zt2Lx8Vw';

/** The canary as `data` of a Secret holds it. */
export const encoded = Buffer.from(canary).toString('base64');

const applied = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'checkout' },
  stringData: { code: canary },
});

/** Objects with the canary wherever a value may stand, and with mistakes beside each, so that excerpts show the lines. */
export const manifests: Readonly<Record<string, string>> = {
  'secret.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: checkout
  annotations: { note: ${canary}, note2: [${canary}], kubectl.kubernetes.io/last-applied-configuration: '${applied}' }
data: { plain: ${encoded}, wrong: [${encoded}], other: 5 }
stringData: { plain: ${canary}, wrong: { a: ${canary} }, quoted: "say \\"${canary}\\"", single: 'it''s ${canary}' }
immutable: ${canary}
typ: ${canary}
`,
  'config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: checkout, annotations: { note: ${canary} }, label: ${canary} }
data: { plain: ${canary}, url: "https://shop:${canary}@db.example/x", wrong: [${canary}] }
dat: { plain: ${canary} }
`,
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: checkout, annotations: { "shop.example/token": "${canary}", "shop.example/text": "first ${canary}
    and more", container.apparmor.security.beta.kubernetes.io/app: "localhost-${canary}" } }
spec:
  hostNetwork: true
  containers:
    - { name: app, image: "https://shop:${canary}@registry.example/app:latest", command: [serve, "${canary}"], args: [--quiet, "--password=${canary}", --plain, "${canary}"], env: [{ name: PLAIN, value: "${canary}" }, { name: PLAIN, value: "${canary}" }, { name: DATABASE_URL, value: "postgres://shop:${canary}@db/shop" }, { name: HOOK, value: "https://${canary}@hooks.example/x" }], securityContext: { privileged: true } }
    - name: flow
      image: registry.example/app:latest
      securityContext: { privileged: true }
      env: [{ name: MODE, value: ${canary} }, { name: MODE, value: ${canary} }, { nam: MODE, value: ${canary} }, { name: N, value: [${canary}] }]
      arg: [${canary}]
      readinessProbe: { httpGet: { host: ${canary}.example, port: 80, httpHeaders: [{ name: Authorization, value: "Bearer ${canary}" }] } }
      resources: { limits: { cpu: ${canary} } }
      terminationMessagePolicy: ${canary}
`,
  'last-applied.yaml': `apiVersion: v1
kind: Service
metadata:
  name: checkout
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      ${applied}
    wrong: [${canary}]
spec: { externalNam: ${canary}, type: NodePort }
`,
  'list.json': JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'checkout' },
        stringData: { code: canary },
        typo: canary,
      },
    ],
  }),
};

/** Text that no reader understands, each broken where the canary stands. */
export const brokenTexts: readonly (readonly [name: string, text: string])[] = [
  ['an open quote', `password: "${canary}\n`],
  ['an open list', `password: [${canary}\n`],
  ['two values on a line', `password: "a" ${canary}\n`],
  ['a mapping within a value', `password: a: ${canary}: b\n`],
  ['a wrong indentation', `a:\n    b: 1\n  ${canary}: 2\n`],
  ['an unknown anchor', `password: *${canary}\n`],
  ['an unknown tag', `password: !<${canary} x\n`],
  ['a wrong header', `password: | ${canary}\n  x\n`],
  ['a wrong escape', `password: "\\q${canary}"\n`],
  ['the same key twice', `${canary}: 1\n${canary}: 2\n`],
  ['a directive', `%${canary}\nx: [\n`],
  ['a value after the end', `{ a: 1 } ${canary}\n`],
  ['a token at the wrong place', `a: 1\n} ${canary}\n`],
  ['broken JSON', `{ "password": "${canary}", }}\n`],
  ['a control character', `password: ${canary}\u0001\n`],
  ['a NUL byte', `password: ${canary}\0\n`],
  ['a tab', `a:\n\tpassword: ${canary}\n`],
  ['a merge of text', `<<: ${canary}\n`],
];
