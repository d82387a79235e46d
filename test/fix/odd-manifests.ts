/** By file name, which says what is odd about it, a manifest of which something can be repaired. */
export const oddManifests: Readonly<Record<string, string>> = {
  'a-space-before-a-colon.yaml': `apiVersion : v1
kind : Pod
metadata : {name : a}
spec :
  hostPID : true
  containers :
  - name : a
    image : a:1
`,
  'aliases-of-labels.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: a, labels: &labels {app: a}}   # used below
spec:
  selector: {matchLabels: *labels}
  template:
    metadata: {labels: *labels}
    spec:
      hostIPC: true
      containers: [{name: a, image: "a:1"}]
`,
  'an-alias-of-a-container.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  hostPID: true
  containers:
  - &main
    name: a
    image: a:1
  - <<: *main
    name: b
`,
  'an-alias-of-a-security-context.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostNetwork: true
  containers:
  - name: a
    image: a:1
    securityContext: &strict # for both
      readOnlyRootFilesystem: true
  - name: b
    image: b:1
    securityContext: *strict
`,
  'an-anchor-nobody-uses.yaml': `apiVersion: v1
kind: Pod
metadata: &m
  name: a
spec: &s
  containers: &c
  - &one
    name: a
    image: &i a:latest
    securityContext: &sc
      privileged: &yes true # &no
`,
  'a-byte-order-mark.yaml': `\uFEFF# kept
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
`,
  'a-byte-order-mark-and-carriage-returns.yaml': crlf(`\uFEFFapiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
    - name: a
      image: a:1
`),
  'a-byte-order-mark.json': `\uFEFF{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"hostPID":true,"containers":[{"name":"a","image":"a:1"}]}}`,
  'a-comment-after-everything.yaml': `apiVersion: v1 # version
kind: Pod # kind
metadata: # about
  name: a # name
spec: # what
  hostPID: true # why
  containers: # which
  - name: a # one
    image: a:1 # pinned
    ports: # open
    - containerPort: 80 # http
      hostPort: 80 # on the node
`,
  'a-comment-at-the-end-that-belongs-to-nobody.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
  - name: a
    image: a:1
    # resources:
    #   limits: {}
  # - name: b
#hostPID: true
# the end, without a line end`,
  'a-comment-before-the-first-dash.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
  # the first
  # of two

  - image: a:1
    # in between
    name: a

  # the second
  - name: b
    image: b:1
`,
  'a-comment-beside-a-marker.yaml': `---  # the first
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{name: a, image: a:1}]}
---  # the second
apiVersion: v1
kind: Service
metadata: {name: a}
spec:
  externalIPs: [192.0.2.1] # ours
  ports:
  - port: 80
`,
  'a-comment-in-a-flow-list.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers: [ # here
    # the only one
    {name: a, image: a:1}, # there
    # nothing follows
  ]
`,
  'a-config-map-with-a-manifest.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: inner}
data:
  pod.yaml: |
    apiVersion: v1
    kind: Pod
    ---
    spec: {hostPID: true}
---
apiVersion: v1
kind: Pod
metadata: {name: outer}
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
`,
  'a-cron-job-deep-down.yaml': `apiVersion: batch/v1
kind: CronJob
metadata:
  name: a
spec:
  schedule: "*/5 * * * *" # often
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: a
            image: a:1
            args: [ "--x" , '--y' ]
`,
  'a-dash-on-a-line-of-its-own.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
  -
    name: a
    image: a:1
  -

    name: b
    image: b:1
    securityContext:
      privileged: true
`,
  'a-directive.yaml': `%YAML 1.2
---
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
...
`,
  'a-key-in-quotes.yaml': `"apiVersion": "v1"
'kind': 'Pod'
"metadata": {"name": "a"}
"spec":
  "hostPID": true
  'containers':
  - "name": "a"
    "image": 'a:latest'
    "securityContext": {"privileged": true}
`,
  'a-key-with-a-question-mark.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  ? hostPID
  : true
  containers:
  - name: a
    image: a:1
`,
  'a-line-of-dashes-in-a-comment.yaml': `# -----------------------------------------
# a pod
# -----------------------------------------
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers: [{name: a, image: a:1}]
`,
  'a-line-that-is-long.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: a
    image: a:1
    args: ["${'word '.repeat(60)}", --flag=${'x'.repeat(200)}]
    command: [sh, -c, ${'echo a very long line that no writer may fold; '.repeat(5)}]
`,
  'a-list.yaml': `apiVersion: v1
kind: List
items:
# the first
- apiVersion: v1
  kind: Pod
  metadata: {name: a}
  spec:
    hostPID: true # a
    containers: [{name: a, image: a:1}]
# the second
- apiVersion: v1
  kind: Service
  metadata: {name: b}
  spec: {ports: [{port: 80}]}
- apiVersion: v1
  kind: Pod
  metadata: {name: c}
  spec:
    containers: [{name: a, image: a:1}]
    hostPID: true # c
`,
  'a-list.json': `{
  "apiVersion": "v1",
  "kind": "List",
  "items": [
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"},
     "spec": {"hostIPC": true, "containers": [{"name": "a", "image": "a:1"}]}},
    {
      "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b"},
      "spec": {
        "containers": [
          {"name": "b", "image": "b:1"}
        ]
      }
    }
  ]
}
`,
  'a-list-of-a-list.yaml': `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: List
    items:
      - apiVersion: v1
        kind: Pod
        metadata:
          name: a
        spec:
          hostNetwork: true
          containers:
            - name: a
              image: a:1
`,
  'a-merge-key.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations: &annotations {team: x}
spec:
  hostPID: true
  containers:
  - name: a
    image: a:1
    securityContext: &strict {runAsNonRoot: true}
  - name: b
    image: b:1
    securityContext:
      <<: *strict
      privileged: true
`,
  'a-name-that-looks-like-another-type.yaml': `apiVersion: v1
kind: Pod
metadata: {name: "1e3", labels: {on: "yes", "null": "~", version: '1.10', octal: "010"}}
spec:
  hostPID: true
  containers: [{name: "0x1", image: a:1, env: [{name: N, value: "off"}]}]
`,
  'a-namespace-in-flow-style.yaml': `{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {team: b}}}
`,
  'a-namespace-without-labels.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: a
`,
  'a-namespace-with-a-lone-colon.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: a
  labels:
  annotations: # none
`,
  'a-null-in-many-spellings.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a, annotations: null, labels: ~}
spec:
  securityContext:
  initContainers: ~
  volumes: null # none
  containers:
  - name: a
    image: a:1
    securityContext: # todo
    resources:
    env:
`,
  'a-page-of-blank-lines.yaml': `


apiVersion: v1

kind: Pod


metadata:

  name: a

spec:

  hostPID: true


  containers:

  - name: a

    image: a:1


`,
  'a-quote-in-each-style.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: 'a'
    image: "a:latest"
    imagePullPolicy: 'IfNotPresent'
    securityContext:
      seccompProfile: {type: "Unconfined"}
      procMount: "Default"
    env:
    - {name: A, value: 'it''s'}
    - {name: B, value: "tab\\there \\u00e9"}
    - {name: C, value: plain text with spaces}
`,
  'a-scalar-in-each-block-style.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: a
    image: a:1
    args:
    - |
      kept with one line end
    - |-
      kept without
    - |+
      kept with all

    - >
      folded
      into one

      of two
    - >-2
        indented
      less
  - name: b
    image: b:1
    command: [sh, -c]
    args:
    - |
      if true; then
      \techo tab
      fi
`,
  'a-stream-with-empty-documents.yaml': `---
---
# nothing but a comment
---
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {hostPID: true, containers: [{name: a, image: a:1}]}
---

---
apiVersion: v1
kind: Pod
metadata: {name: b}
spec: {hostPID: true, containers: [{name: a, image: a:1}]}
---
`,
  'a-stream-with-a-fine-document.yaml': `apiVersion: v1
kind:   ConfigMap   # left as it is
metadata: {  name: fine  }
data:
    a:   'b'
---
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
---
apiVersion: v1
kind:   ConfigMap   # so is this
metadata: {  name: fine-too  }
`,
  'a-stream-without-the-last-line-end.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: a
    image: a:1
---
apiVersion: v1
kind: Pod
metadata: {name: b}
spec:
  containers:
  - name: a
    image: a:1`,
  'a-tab-after-a-value.yaml': `apiVersion: v1
kind: Pod\t# tab
metadata: {name: a}
spec:
  hostPID: true\t\t# two tabs
  containers:
  - name: a\t
    image: a:1
`,
  'a-tab-in-a-text.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations: {note: "a\tb", other: 'c\td'}
spec:
  containers:
  - name: a
    image: a:1
    args: ["x\ty"]
`,
  'a-tab-as-space-in-json.json': `{
\t"apiVersion": "v1",
\t"kind": "Pod",
\t"metadata": {"name": "a"},
\t"spec": {
\t\t"hostPID": true,
\t\t"containers": [
\t\t\t{
\t\t\t\t"name": "a",
\t\t\t\t"image": "a:1"
\t\t\t}
\t\t]
\t}
}
`,
  'a-tag.yaml': `apiVersion: !!str v1
kind: Pod
metadata: !!map {name: !!str a}
spec:
  hostPID: !!bool true
  containers: !!seq
  - name: a
    image: a:1
`,
  'a-text-over-lines.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations:
    plain: this goes on
      and on

      for a while
    double: "so does
      this"
    single: 'and
      this'
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
`,
  'a-trailing-comma.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a,}
spec: {hostPID: true, containers: [{name: a, image: a:1,},],}
`,
  'a-workload-with-all-kinds-of-containers.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: a, labels: {app: a}}
spec:
  selector:
    matchLabels: {app: a}
  strategy:
    type: Recreate   # we have one disk
  template:
    metadata: {labels: {app: a}}
    spec:
      initContainers:
      - {name: i, image: i:1, securityContext: {privileged: true}}   # as it was
      containers:
      - name: a
        image: a:1
        securityContext: {readOnlyRootFilesystem: false} # writes
      -   name: b
          image: b:1
          securityContext:
              privileged: true
`,
  'capabilities-in-flow-and-block.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: a
    image: a:1
    securityContext:
      capabilities: {drop: [NET_RAW], add: ["SYS_TIME"]} # both
  - name: b
    image: b:1
    securityContext:
      capabilities:
        drop:
        - NET_RAW # not used
        - MKNOD
        add: # needed
        - SYS_TIME
  - name: c
    image: c:1
    securityContext: {capabilities: {add: [CHOWN]}}
`,
  'carriage-returns.yaml': crlf(`# top
apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  hostPID: true # why
  containers:
  - name: a
    image: a:1
    args:
    - |
      a
      b
`),
  'carriage-returns-here-and-there.yaml': `apiVersion: v1\r
kind: Pod
metadata: {name: a}\r
spec:
  hostPID: true\r
  containers:\r
  - name: a
    image: a:1\r
`,
  'carriage-returns.json': crlf(`{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {"name": "a"},
  "spec": {
    "hostPID": true,
    "containers": [{"name": "a", "image": "a:1"}]
  }
}
`),
  'columns-by-eight.yaml': `apiVersion: v1
kind: Pod
metadata:
        name: a
spec:
        containers:
        -       name: a
                image: a:1
                ports:
                -       containerPort: 80
                        hostPort: 80
`,
  'columns-by-four.yaml': `apiVersion: apps/v1
kind: DaemonSet
metadata:
    name: a
spec:
    selector:
        matchLabels:
            app: a
    template:
        metadata:
            labels:
                app: a
        spec:
            hostNetwork: true
            containers:
                -   name: a
                    image: a:1
                    securityContext:
                        privileged: true
`,
  'columns-by-one.yaml': `apiVersion: v1
kind: Pod
metadata:
 name: a
spec:
 containers:
 - name: a
   image: a:1
   securityContext:
    privileged: true
`,
  'columns-that-differ.yaml': `apiVersion: v1
kind: Pod
metadata:
    name: a
spec:
  initContainers:
     - name: i
       image: i:1
  containers:
  - name: a
    image: a:1
    resources:
            limits:
              memory: 1Gi
`,
  'control-signs-escaped.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a, annotations: {esc: "\\e[31m", bell: "\\a", wide: "日本語 – ü 😀"}}
spec:
  hostPID: true # ü 😀
  containers: [{name: a, image: a:1, args: ["😀"]}]
`,
  'empty-collections.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {}, annotations: { }}
spec:
  securityContext: {}
  volumes: []
  containers:
  - name: a
    image: a:1
    securityContext: {} # nothing
    resources: {}
    env: []
`,
  'ends-and-begins-again.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
...
---
apiVersion: v1
kind: Pod
metadata: {name: b}
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
...
# after the end
`,
  'everything-in-flow-style.yaml': `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {app: a}},
  template: {metadata: {labels: {app: a}}, spec: {hostPID: true,
    containers: [{name: a, image: "a:1", ports: [{containerPort: 80, hostPort: 80}]},
                 {name: b, image: 'b:1', securityContext: {privileged: true}}]}}}}
`,
  'flow-items-on-lines.yaml': `apiVersion: v1
kind: Pod
metadata: {
  name: a,
}
spec: {
  hostPID: true,
  containers: [
    {
      name: a,
      image: a:1,
    },
  ],
}
`,
  'helm-comments.yaml': `# Source: chart/templates/pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: a
  labels:
    helm.sh/chart: "chart-1.0.0"
    app.kubernetes.io/managed-by: Helm
spec:
  containers:
    - name: a
      securityContext:
        {}
      image: "a:1"
      resources:
        {}
`,
  'in-one-line.json': `{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"a"},"spec":{"serviceName":"a","selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"a"}},"spec":{"hostIPC":true,"containers":[{"name":"a","image":"a:1","securityContext":{"privileged":true,"capabilities":{"drop":["NET_RAW"]}}}]}}}}`,
  'indented-as-a-whole.yaml': `  apiVersion: v1
  kind: Pod
  metadata:
    name: a
  spec:
    hostPID: true
    containers:
    - name: a
      image: a:1
`,
  'json-in-yaml.yaml': `---
{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": { "name": "a" },
  "spec": { "hostPID": true, "containers": [ { "name": "a", "image": "a:1" } ] }
}
---
apiVersion: v1
kind: Pod
metadata: {name: b}
spec: {hostPID: true, containers: [{name: a, image: a:1}]}
`,
  'keys-that-are-dangerous.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations: {__proto__: x, constructor: y, toString: z}
  labels:
    __proto__: "1"
    hasOwnProperty: "2"
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
`,
  'lists-with-wide-dashes.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
    containers:
    -   name: a
        image: a:1
        volumeMounts:
        -   name: v
            mountPath: /v
            readOnly: false   # writes
    volumes:
    -   name: v
        hostPath: {path: /v}
`,
  'markers-around-nothing.yaml': `---

# a comment

apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
  - name: a
    image: a:1

---
`,
  'ports-of-the-node-first.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostIPC: true
  containers:
  - ports:
    - hostPort: 80 # the first entry of its element
      containerPort: 80
    - {hostPort: 81, containerPort: 81}
    - {containerPort: 82, hostPort: 82}
    name: a
    image: a:1
`,
  'requests-and-limits.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: a
    image: a:1
    resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}} # twice
  - name: b
    image: b:1
    resources:
      requests:
        memory: 1Gi # half
      limits:
        memory: 2Gi
  - name: c
    image: c:1
    resources:
      requests: {cpu: 1, memory: 1Gi}
      limits:
        memory: 2Gi
`,
  'spec-before-kind.yaml': `spec:
  containers:
  - image: a:1
    name: a
  hostPID: true
metadata:
  name: a
kind: Pod
apiVersion: v1
`,
  'the-old-name-of-a-field.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  serviceAccount: "robot"  # its account
  containers: [{name: a, image: a:1}]
`,
  'the-old-name-and-the-new.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  serviceAccount: robot
  serviceAccountName: robot
  containers: [{name: a, image: a:1}]
`,
  'the-only-entry-goes.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  securityContext:
    seLinuxOptions:
      type: spc_t
  containers:
  - name: a
    image: a:1
    securityContext: {seLinuxOptions: {type: spc_t}}
    livenessProbe:
      tcpSocket: {host: 10.0.0.1, port: 80}
`,
  'trailing-spaces.yaml': `apiVersion: v1   
kind: Pod 
metadata:  
  name: a  
spec:   
  hostPID: true   
  containers: 
  - name: a  
    image: a:1   
    securityContext:  
      privileged: true  
   
`,
  'true-in-many-spellings.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostPID: True
  hostIPC: TRUE
  automountServiceAccountToken: yes
  containers:
  - {name: a, image: a:1, securityContext: {privileged: on, readOnlyRootFilesystem: no}}
`,
  'values-on-the-next-line.yaml': `apiVersion:
  v1
kind:
  Pod
metadata:
  {name: a}
spec:
  hostPID:
    true
  containers:
    [{name: a, image: a:1}]
`,
  'volumes-of-the-node.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  volumes: [{name: v, hostPath: {path: /v}}]
  containers:
  - name: a
    image: a:1
    volumeMounts: # where
    # the log
    - {name: v, mountPath: /v} # written
    - name: v
      mountPath: /w

`,
  'a-form-feed-free-stream-of-services.yaml': `apiVersion: v1
kind: Service
metadata: {name: a}
spec:
  externalIPs:
  - 192.0.2.1
  # - 192.0.2.2
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: b}
spec: {externalIPs: [192.0.2.1], ports: [{port: 80}]}
`,
  'a-disruption-budget.yaml': `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: a}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: a}}}
`,
};

/** By file name, what is broken or half there. */
export const brokenManifests: Readonly<Record<string, string>> = {
  'a-key-twice.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostPID: false
  hostPID: true
  containers: [{name: a, image: a:1}]
`,
  'a-tab-as-indentation.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
\thostPID: true
\tcontainers: [{name: a, image: a:1}]
`,
  'an-alias-of-nothing.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {hostPID: true, containers: [*nothing]}
`,
  'an-open-brace.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {hostPID: true, containers: [{name: a, image: a:1}]
`,
  'an-open-quote.yaml': `apiVersion: v1
kind: Pod
metadata: {name: "a}
spec: {hostPID: true, containers: [{name: a, image: a:1}]}
`,
  'cut-off.json': `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"hostPID":true,"containers":[{"name":"a"`,
  'cut-off.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostPID: true
  containers:
  - name: a
    image: "a:`,
  'a-template.yaml': `apiVersion: v1
kind: Pod
metadata: {name: {{ .Values.name }}}
spec:
  hostPID: true
  containers: [{name: a, image: a:1}]
`,
  'conflict-marks.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
<<<<<<< ours
  hostPID: true
=======
  hostIPC: true
>>>>>>> theirs
  containers: [{name: a, image: a:1}]
`,
  'a-second-document-that-is-broken.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: fine}
---
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: [hostPID: true
`,
};

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
