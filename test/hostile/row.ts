/** One hostile input, and how the command line has to end on it. */
export interface Row {
  /** What is hostile about it. */
  readonly name: string;
  /** Files by name, made when the row runs: some are large. */
  readonly files?: () => Readonly<Record<string, string | Buffer>>;
  /** What is no plain file: links, pipes, sockets, rights. Gives what has to be closed again. */
  readonly arrange?: (folder: string) => Promise<() => void> | (() => void) | undefined;
  /** Default: `check .` in a folder that also holds a Pod named `rest`. */
  readonly args?: readonly string[];
  readonly stdin?: () => string | Buffer;
  /** Default 3: something could not be judged. */
  readonly exit?: 0 | 1 | 2 | 3;
  /** The sentence, with its position, on either stream. */
  readonly says: RegExp;
  /** Whether the Pod named `rest` must have been judged; default true. */
  readonly rest?: boolean;
  /** Whether root would see nothing hostile in it: it is run as nobody then, where the tests are run as root. */
  readonly unprivileged?: true;
  /** Whether the system has no such thing. */
  readonly skip?: () => boolean;
}

/** A Pod that breaks a rule of the default profile, so that its being judged shows. */
export function pod(name: string, extra = ''): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
spec:
  containers:
    - name: app
      image: registry.example.com/shop/checkout:4.18.2
      securityContext:
        privileged: true
${extra}`;
}

/** A Pod whose annotation, in flow style, is the text given: any YAML can be put there. */
export function podWith(value: string, name = 'hostile'): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  annotations:
    shop.example/note: ${value}
spec:
  containers:
    - name: app
      image: registry.example.com/shop/checkout:4.18.2
`;
}
