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
    'terraform-linters/setup-tflint': { tflint_version: 'tflint' },
    'gruntwork-io/terragrunt-action': { tg_version: 'terragrunt', tf_version: 'terraform' },
  }),
);

/** The inputs by which an action (`owner/repository[/path]`) is told which version of a tool to install. */
export function toolInputsOf(action: string): Readonly<Record<string, string>> {
  return toolInputs.get(action.toLowerCase()) ?? {};
}
