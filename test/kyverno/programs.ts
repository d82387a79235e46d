import { buildGoProgram, type Built } from '../cluster/go-program.ts';

/** The Kyverno of `go.mod`; the linker says it to the programs, which would not know it otherwise. */
export const kyverno = 'v1.19.1';

const root = 'github.com/kyverno/kyverno';

/** Kyverno's command line, which tests and applies policies without a cluster. */
export function buildCommandLine(): Promise<Built> {
  return build('kyverno-cli', `${root}/cmd/cli/kubectl-kyverno`);
}

/** Kyverno's admission controller, whose webhook an API server asks. */
export function buildController(): Promise<Built> {
  return build('kyverno-controller', `${root}/cmd/kyverno`);
}

function build(name: string, tool: string): Promise<Built> {
  const values = { [`${root}/pkg/version.BuildVersion`]: kyverno };
  return buildGoProgram({ name, folder: import.meta.dirname, tool, values });
}
