/** Manifests such as people write them, made from numbers, for benchmarks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One manifest, 1.7 kB on average: of ten, eight are Deployments, one a CronJob, one a Service. */
export function manifest(n: number): string {
  if (n % 10 === 3) return cronJob(n);
  if (n % 10 === 8) return service(n);
  return deployment(n);
}

/** `count` manifests as one stream of YAML documents. */
export function stream(count: number): string {
  return Array.from({ length: count }, (_, n) => manifest(n)).join('---\n');
}

/** Writes `count` manifests, `perFile` in each file, into a folder. */
export function writeFolder(folder: string, count: number, perFile: number): void {
  mkdirSync(folder, { recursive: true });
  for (let first = 0; first < count; first += perFile) {
    const texts = Array.from({ length: Math.min(perFile, count - first) }, (_, k) => manifest(first + k));
    writeFileSync(join(folder, `app-${first / perFile}.yaml`), texts.join('---\n'));
  }
}

function deployment(n: number): string {
  const hardened = n % 2 === 0;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${n}
  namespace: team-${n % 17}
  labels:
    app.kubernetes.io/name: service-${n}
    app.kubernetes.io/part-of: shop
    app.kubernetes.io/version: "1.${n % 40}.0"
  annotations:
    example.com/owner: team-${n % 17}@example.com
spec:
  replicas: ${1 + (n % 4)}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: service-${n}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: service-${n}
        app.kubernetes.io/part-of: shop
    spec:
      serviceAccountName: service-${n}
${podSecurity(hardened)}      containers:
        - name: app
          image: registry.example.com/shop/service-${n}:1.${n % 40}.0
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef:
                  name: service-${n}
                  key: url
${containerSecurity(hardened)}          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet: {path: /healthz, port: http}
            periodSeconds: 5
          livenessProbe:
            httpGet:
              path: /healthz
              port: http
            initialDelaySeconds: 15
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            - name: settings
              mountPath: /etc/service
              readOnly: true
      volumes:
        - name: tmp
          emptyDir: {}
        - name: settings
          configMap:
            name: service-${n}
`;
}

function podSecurity(hardened: boolean): string {
  if (!hardened) return '';
  return `      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        seccompProfile:
          type: RuntimeDefault
`;
}

function containerSecurity(hardened: boolean): string {
  if (!hardened) return '';
  return `          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: ["ALL"]
`;
}

function cronJob(n: number): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report-${n} # nightly figures
  namespace: team-${n % 17}
spec:
  schedule: "*/10 * * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: report
              image: registry.example.com/shop/report:1.${n % 40}.0
              command:
                - /bin/sh
                - -c
                - |
                  set -e
                  for day in 1 2 3; do
                    report --day "$day"
                  done
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop: ["ALL"]
              resources:
                requests:
                  cpu: 50m
                  memory: 64Mi
`;
}

function service(n: number): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: service-${n}
  namespace: team-${n % 17}
  labels:
    app.kubernetes.io/name: service-${n}
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: service-${n}
  ports:
    - name: http
      port: 80
      targetPort: http
      protocol: TCP
`;
}
