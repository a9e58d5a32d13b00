const haskell = { 'ghc-version': 'ghc', 'cabal-version': 'cabal', 'stack-version': 'stack' };

/** Inputs of actions that install a tool, by the action's name in lower case: input → tool. */
const toolInputs: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(
  Object.entries({
    'actions/setup-node': { 'node-version': 'node' },
    'actions/setup-python': { 'python-version': 'python' },
    'actions/setup-go': { 'go-version': 'go' },
    'actions/setup-java': { 'java-version': 'java' },
    'actions/setup-dotnet': { 'dotnet-version': 'dotnet' },
    'astral-sh/setup-uv': { version: 'uv' },
    'azure/setup-helm': { version: 'helm' },
    'azure/setup-kubectl': { version: 'kubectl' },
    'denoland/setup-deno': { 'deno-version': 'deno' },
    'docker/setup-buildx-action': { version: 'buildx' },
    'dtolnay/rust-toolchain': { toolchain: 'rust' },
    'erlef/setup-beam': { 'otp-version': 'erlang', 'elixir-version': 'elixir' },
    'golangci/golangci-lint-action': { version: 'golangci-lint' },
    'gotesttools/gotestfmt-action': { version: 'gotestfmt' },
    'goreleaser/goreleaser-action': { version: 'goreleaser' },
    'gradle/actions/setup-gradle': { 'gradle-version': 'gradle' },
    'hashicorp/setup-packer': { version: 'packer' },
    'hashicorp/setup-terraform': { terraform_version: 'terraform' },
    'helm/chart-testing-action': { version: 'chart-testing' },
    'helm/kind-action': { version: 'kind', kubectl_version: 'kubectl' },
    'opentofu/setup-opentofu': { tofu_version: 'tofu' },
    'oven-sh/setup-bun': { 'bun-version': 'bun' },
    'pnpm/action-setup': { version: 'pnpm' },
    'pulumi/actions': { 'pulumi-version': 'pulumi' },
    'ruby/setup-ruby': { 'ruby-version': 'ruby' },
    'shivammathur/setup-php': { 'php-version': 'php' },
    'sigstore/cosign-installer': { 'cosign-release': 'cosign' },
    'anchore/sbom-action': { 'syft-version': 'syft' },
    'aquasecurity/setup-trivy': { version: 'trivy' },
    'aquasecurity/trivy-action': { version: 'trivy' },
    'arduino/setup-task': { version: 'task' },
    'aws-actions/setup-sam': { version: 'aws-sam-cli' },
    'bufbuild/buf-setup-action': { version: 'buf' },
    'codecov/codecov-action': { version: 'codecov-cli' },
    'conda-incubator/setup-miniconda': { 'python-version': 'python', 'miniconda-version': 'miniconda' },
    'extractions/setup-just': { 'just-version': 'just' },
    'fluxcd/flux2/action': { version: 'flux' },
    'go-task/setup-task': { version: 'task' },
    'google-github-actions/setup-gcloud': { version: 'gcloud' },
    'graalvm/setup-graalvm': { 'java-version': 'java' },
    'helmfile/helmfile-action': { 'helmfile-version': 'helmfile', 'helm-version': 'helm' },
    'imranismail/setup-kustomize': { 'kustomize-version': 'kustomize' },
    'jdx/mise-action': { version: 'mise' },
    'jetify-com/devbox-install-action': { 'devbox-version': 'devbox' },
    'mamba-org/setup-micromamba': { 'micromamba-version': 'micromamba' },
    'pdm-project/setup-pdm': { version: 'pdm', 'python-version': 'python' },
    'prefix-dev/setup-pixi': { 'pixi-version': 'pixi' },
    'snok/install-poetry': { version: 'poetry' },
    'supabase/setup-cli': { version: 'supabase' },
    'superfly/flyctl-actions/setup-flyctl': { version: 'flyctl' },
    'zizmorcore/zizmor-action': { version: 'zizmor' },
    'terraform-linters/setup-tflint': { tflint_version: 'tflint' },
    'gruntwork-io/terragrunt-action': { tg_version: 'terragrunt', tf_version: 'terraform' },
    'actions-rs/toolchain': { toolchain: 'rust' },
    'actions-rust-lang/setup-rust-toolchain': { toolchain: 'rust' },
    'actions/setup-haskell': haskell,
    'actions/setup-ruby': { 'ruby-version': 'ruby' },
    'autero1/action-terragrunt': { 'terragrunt-version': 'terragrunt' },
    'azure/cli': { azcliversion: 'azure-cli' },
    'azure/use-kubelogin': { 'kubelogin-version': 'kubelogin' },
    'cloudposse/github-action-setup-atmos': { 'atmos-version': 'atmos' },
    'cue-lang/setup-cue': { version: 'cue' },
    'dagger/dagger-for-github': { version: 'dagger' },
    'dart-lang/setup-dart': { sdk: 'dart' },
    'digitalocean/action-doctl': { version: 'doctl' },
    'docker/setup-compose-action': { version: 'compose' },
    'docker/setup-docker-action': { version: 'docker' },
    'gradle/gradle-build-action': { 'gradle-version': 'gradle' },
    'haskell-actions/setup': haskell,
    'haskell/actions/setup': haskell,
    'helm/chart-releaser-action': { version: 'chart-releaser' },
    'jfrog/setup-jfrog-cli': { version: 'jfrog-cli' },
    'julia-actions/setup-julia': { version: 'julia' },
    'jwlawson/actions-setup-cmake': { 'cmake-version': 'cmake' },
    'kyverno/action-install-cli': { release: 'kyverno' },
    'lukka/get-cmake': { cmakeVersion: 'cmake', ninjaVersion: 'ninja' },
    'maxim-lobanov/setup-xcode': { 'xcode-version': 'xcode' },
    'medyagh/setup-minikube': { 'minikube-version': 'minikube', 'kubernetes-version': 'kubernetes' },
    'mlugg/setup-zig': { version: 'zig' },
    'nuget/setup-nuget': { 'nuget-version': 'nuget' },
    'open-policy-agent/setup-opa': { version: 'opa' },
    'oras-project/setup-oras': { version: 'oras' },
    'r-lib/actions/setup-r': { 'r-version': 'r' },
    'subosito/flutter-action': { 'flutter-version': 'flutter' },
    'swift-actions/setup-swift': { 'swift-version': 'swift' },
    'volta-cli/action': { 'node-version': 'node', 'npm-version': 'npm', 'yarn-version': 'yarn' },
  }),
);

// Programs that actions of all sorts are told by an input of their name: `go-version`, `tflint_version`.
const knownTools: ReadonlySet<string> = new Set([
  ...[...toolInputs.values()].flatMap((inputs) => Object.values(inputs)),
  ...['checkov', 'gitleaks', 'hadolint', 'hcledit', 'infracost', 'minikube', 'opa', 'sops', 'terraform-docs'],
]);
const versionInput = /^(?<tool>.{1,40})[-_]version$/i;

/** The tool whose version an input tells an action (`owner/repository[/path]`), if it does. */
export function toolOfInput(action: string, input: string): string | undefined {
  // What an action of the same repository installs is read in it.
  if (action === '' || action.startsWith('.') || action.startsWith('docker:')) return undefined;
  const inputs = toolInputs.get(action.toLowerCase());
  if (inputs && Object.hasOwn(inputs, input)) return inputs[input];
  const tool = versionInput.exec(input)?.groups?.tool?.toLowerCase().replaceAll('_', '-');
  return tool !== undefined && knownTools.has(tool) ? tool : undefined;
}

/** Inputs by which an action is told programs by name, and the one that holds the version where that stands apart. */
const nameInputs: ReadonlyMap<string, readonly [names: string, version?: string]> = new Map([
  ['jaxxstorm/action-install-gh-release', ['repo', 'tag']],
  ['taiki-e/install-action', ['tool']],
]);

/** The inputs by which an action (`owner/repository`) is told programs to install. */
export function nameInputsOf(action: string): readonly [names: string, version?: string] | undefined {
  return nameInputs.get(action.toLowerCase());
}

/** Inputs by which an action is told an image that it runs, and the one that holds its tag where that stands apart. */
const imageInputs: ReadonlyMap<string, readonly [image: string, tag?: string]> = new Map([
  ['addnab/docker-run-action', ['image']],
  ['container-tools/kind-action', ['node_image']],
  ['docker/setup-qemu-action', ['image']],
  ['engineerd/setup-kind', ['image']],
  ['helm/kind-action', ['node_image']],
  ['renovatebot/github-action', ['renovate-image', 'renovate-version']],
]);

/** The inputs by which an action (`owner/repository`) is told an image to run. */
export function imageInputsOf(action: string): readonly [image: string, tag?: string] | undefined {
  return imageInputs.get(action.toLowerCase());
}
