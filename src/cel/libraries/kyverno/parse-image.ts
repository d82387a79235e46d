import { CelError } from '../../value/cel-error.ts';
import { parseUrl } from '../kubernetes/parse-url.ts';
import { UrlFault, toBytes } from '../kubernetes/url-escape.ts';

/** A reference to an image, taken apart. */
export interface ImageReference {
  /** As it is written. */
  readonly text: string;
  readonly registry: string;
  /** With `library/` before the name of an official image. */
  readonly repository: string;
  /** `latest` where none is written; empty beside a digest without a tag. */
  readonly tag: string;
  /** Empty where there is none. */
  readonly digest: string;
}

const dockerHub = 'index.docker.io';

/** Reads a reference to an image as go-containerregistry's `name.ParseReference` does, leniently. */
export function parseImage(text: string): ImageReference | CelError {
  return readTagged(text) ?? readDigested(text) ?? new CelError(`could not parse reference: ${text}`);
}

type Repository = Pick<ImageReference, 'registry' | 'repository'>;

function readTagged(text: string): ImageReference | undefined {
  const { base, tag } = cutTag(text);
  if (tag !== undefined && !/^[-\w.]{1,128}$/.test(tag)) return undefined;
  const repository = readRepository(base);
  return repository && { text, ...repository, tag: tag ?? 'latest', digest: '' };
}

function readDigested(text: string): ImageReference | undefined {
  const [base = '', digest, ...others] = text.split('@');
  if (digest === undefined || others.length > 0 || !/^sha256:[\da-f]{64}$/.test(digest)) return undefined;
  const tagged = readTagged(base);
  const repository = tagged ?? readRepository(base);
  return (
    repository && {
      text,
      registry: repository.registry,
      repository: repository.repository,
      tag: writtenTag(base),
      digest,
    }
  );
}

/** The tag behind the last colon, unless that belongs to a registry's port. */
function cutTag(text: string): { readonly base: string; readonly tag: string | undefined } {
  const colon = text.lastIndexOf(':');
  const tag = text.slice(colon + 1);
  return colon < 0 || tag.includes('/')
    ? { base: text, tag: undefined }
    : { base: text.slice(0, colon), tag };
}

function writtenTag(base: string): string {
  const colon = base.lastIndexOf(':');
  return colon < 0 || colon < base.lastIndexOf('/') ? '' : base.slice(colon + 1);
}

function readRepository(text: string): Repository | undefined {
  const { host, path } = cutRegistry(text);
  if (!/^[-a-z\d_./]{2,255}$/.test(path) || !isRegistry(host)) return undefined;
  const registry = host === '' || host === 'docker.io' ? dockerHub : host;
  const isOfficial = registry === dockerHub && !path.includes('/');
  return { registry, repository: isOfficial ? `library/${path}` : path };
}

/** What stands before the first slash is a registry where it looks like a host. */
function cutRegistry(text: string): { readonly host: string; readonly path: string } {
  const slash = text.indexOf('/');
  const host = text.slice(0, Math.max(slash, 0));
  return host === 'localhost' || /[.:]/.test(host)
    ? { host, path: text.slice(slash + 1) }
    : { host: '', path: text };
}

function isRegistry(name: string): boolean {
  const url = parseUrl(`//${name}`);
  return !(url instanceof UrlFault) && url.host === toBytes(name);
}
