/** What is written at the start of a name, and what is meant by it, made of its groups. */
export type Rewrite = readonly [written: RegExp, meant: string];

/** `owner/name` of a repository on GitHub, and of none elsewhere, whatever of it the address names. */
export const onGithub: Rewrite = [/^(?:www\.)?github\.com\/([a-z0-9-]+)\/([a-z0-9._-]+)(?:\/.*)?$/, '$1/$2'];

/** Repositories that moved; GitHub still answers under the old name. */
export const renamed: ReadonlyMap<string, string> = new Map([
  ['argoproj/argo', 'argoproj/argo-workflows'],
  ['google/ko', 'ko-build/ko'],
  ['stedolan/jq', 'jqlang/jq'],
  ['mozilla/sops', 'getsops/sops'],
  ['weaveworks/eksctl', 'eksctl-io/eksctl'],
  ['weaveworks/kured', 'kubereboot/kured'],
  ['instrumenta/conftest', 'open-policy-agent/conftest'],
  ['aelsabbahy/goss', 'goss-org/goss'],
  ['rancher/k3s', 'k3s-io/k3s'],
  ['rancher/k3d', 'k3d-io/k3d'],
  ['jetstack/cert-manager', 'cert-manager/cert-manager'],
]);

/** A repository on another public host: all of the path, up to what it names of the repository. */
export const elsewhere: readonly Rewrite[] = [
  [/^(gitlab\.com\/[^{}$]+?)\/-\/.*$/, '$1'],
  [
    /^((?:codeberg|bitbucket)\.org\/[a-z0-9._-]+\/[a-z0-9._-]+)\/(?:archive|downloads|get|raw|releases|src)\/.*$/,
    '$1',
  ],
  [/^((?:gitlab\.com|codeberg\.org|bitbucket\.org)\/[^{}$]+)$/, '$1'],
];

/**
 * The repository behind an address of a file: a file of a repository stands under the license of the repository at
 * that version, and so does what its project builds from it. Answers of APIs, keys and lists of packages are none.
 */
export const ofAddress: readonly Rewrite[] = [
  onGithub,
  [/^raw\.githubusercontent\.com\/([a-z0-9-]+)\/([a-z0-9._-]+)\/.*$/, '$1/$2'],
  [/^(?:codeload\.github\.com|cdn\.jsdelivr\.net\/gh)\/([a-z0-9-]+)\/([a-z0-9._-]+)(?:[/@].*)?$/, '$1/$2'],
  [/^api\.github\.com\/repos\/([a-z0-9-]+)\/([a-z0-9._-]+)\/(?:tar|zip)ball(?:\/.*)?$/, '$1/$2'],
  // https://docs.opendev.org/opendev/infra-manual: what lies there is mirrored to GitHub under the same name.
  [/^opendev\.org\/(openstack|opendev|zuul|x)\/([a-z0-9._-]+)(?:\/.*)?$/, '$1/$2'],
  ...elsewhere,

  // Products of one vendor under one path; `+ent` is another edition.
  [/^releases\.hashicorp\.com\/([a-z0-9-]+)\/[^/+]+\/[^+]*$/, 'hashicorp/$1'],
  [
    /^(?:archive\.apache\.org\/dist|(?:dlcdn|downloads|www-eu|www-us)\.apache\.org(?:\/dist)?)\/([a-z0-9-]+)\/.*$/,
    'apache/$1',
  ],
  [
    /^aws-quickstart[^/]*\.s3[^/]*\.amazonaws\.com\/(?:[^/]+\/)*submodules\/(quickstart-[a-z0-9-]+)\/.*$/,
    'aws-quickstart/$1',
  ],
  [/^aws-quickstart[^/]*\.s3[^/]*\.amazonaws\.com\/(quickstart-[a-z0-9-]+)\/.*$/, 'aws-quickstart/$1'],
  [/^cdn\.f5\.com\/product\/cloudsolutions\/(f5-[a-z0-9-]+)\/.*$/, 'f5networks/$1'],
  [/^storage\.googleapis\.com\/tekton-releases\/([a-z-]+)\/.*$/, 'tektoncd/$1'],
  [/^dl\.min\.io\/(?:server|aistor)\/(minio)\/.*$/, 'minio/$1'],
  [/^dl\.min\.io\/client\/(mc)\/.*$/, 'minio/$1'],
  [/^dl\.influxdata\.com\/(telegraf|influxdb|chronograf|kapacitor)\/.*$/, 'influxdata/$1'],

  // Programs at their project's own address.
  [/^get\.helm\.sh\/helm-.*$/, 'helm/helm'],
  [
    /^(?:(?:cdn\.)?dl\.k8s\.io|storage\.googleapis\.com\/kubernetes-release)\/(?:.*\/bin\/.*|.*\.tar\.gz)$/,
    'kubernetes/kubernetes',
  ],
  [/^amazon-eks\.s3[^/]*\.amazonaws\.com\/.*\/kubectl(?:\.exe)?$/, 'kubernetes/kubernetes'],
  [/^kind\.sigs\.k8s\.io\/dl\/.*$/, 'kubernetes-sigs/kind'],
  [/^go\.kubebuilder\.io\/dl\/.*$/, 'kubernetes-sigs/kubebuilder'],
  [/^storage\.googleapis\.com\/minikube\/releases\/.*$/, 'kubernetes/minikube'],
  [/^storage\.googleapis\.com\/skaffold\/releases\/.*$/, 'googlecontainertools/skaffold'],
  [/^(?:unofficial-builds\.)?nodejs\.org\/(?:dist|download)\/.*$/, 'nodejs/node'],
  [/^(?:(?:rpm|deb)\.nodesource\.com)\/(?:nsolid_)?setup_.*$/, 'nodesource/distributions'],
  [
    /^(?:dl\.google\.com\/go|(?:go\.dev|golang\.org)\/dl|storage\.googleapis\.com\/golang)\/go\d.*$/,
    'golang/go',
  ],
  [/^(?:get|test)\.docker\.com\/?$/, 'docker/docker-install'],
  [/^download\.docker\.com\/(?:linux|mac|win)\/static\/.*\/docker-[^/]*$/, 'moby/moby'],
  [/^(?:awscli|aws-cli)(?:\.s3)?\.amazonaws\.com\/awscli-?(?:exe|v2|bundle)?.*$/, 'aws/aws-cli'],
  [
    /^s3(?:\.[a-z0-9-]+)?\.amazonaws\.com\/session-manager-downloads\/plugin\/.*$/,
    'aws/session-manager-plugin',
  ],
  [/^s3[^/]*\.amazonaws\.com\/amazoncloudwatch-agent[^/]*\/.*$/, 'aws/amazon-cloudwatch-agent'],
  [/^amazoncloudwatch-agent[^/]*\.s3[^/]*\.amazonaws\.com\/.*$/, 'aws/amazon-cloudwatch-agent'],
  [
    /^s3[^/]*\.amazonaws\.com\/(?:ec2-downloads-windows\/ssmagent|amazon-ssm-[^/]*)\/.*$/,
    'aws/amazon-ssm-agent',
  ],
  [/^amazon-ssm-[^/]*\.s3[^/]*\.amazonaws\.com\/.*$/, 'aws/amazon-ssm-agent'],
  [
    /^amazon-ecr-credential-helper-releases\.s3[^/]*\.amazonaws\.com\/.*$/,
    'awslabs/amazon-ecr-credential-helper',
  ],
  [/^gitlab-runner-downloads\.s3[^/]*\.amazonaws\.com\/.*$/, 'gitlab.com/gitlab-org/gitlab-runner'],
  [
    /^datadog-cloudformation-template\.s3[^/]*\.amazonaws\.com\/aws\/forwarder\/.*$/,
    'datadog/datadog-serverless-functions',
  ],
  [/^datadog-cloudformation-template\.s3[^/]*\.amazonaws\.com\/.*$/, 'datadog/cloudformation-template'],
  [/^ecs-refarch-cloudformation\.s3[^/]*\.amazonaws\.com\/.*$/, 'aws-samples/ecs-refarch-cloudformation'],
  [/^aka\.ms\/installazurecli.*$/, 'azure/azure-cli'],
  [/^aka\.ms\/downloadazcopy.*$/, 'azure/azure-storage-azcopy'],
  [
    /^(?:dot\.net|dotnet\.microsoft\.com\/download\/dotnet|builds\.dotnet\.microsoft\.com\/dotnet\/scripts)\/(?:.*\/)?dotnet-install\.(?:sh|ps1)$/,
    'dotnet/install-scripts',
  ],
  [/^bootstrap\.pypa\.io\/(?:.*\/)?get-pip\.py$/, 'pypa/get-pip'],
  [/^www\.python\.org\/ftp\/python\/.*$/, 'python/cpython'],
  [/^install\.python-poetry\.org\/?$/, 'python-poetry/install.python-poetry.org'],
  [/^astral\.sh\/(uv|ruff)\/.*$/, 'astral-sh/$1'],
  [/^getcomposer\.org\/(?:installer|composer|download\/).*$/, 'composer/composer'],
  [/^(?:[a-z]{2}\.)?wordpress\.org\/(?:latest|wordpress-).*$/, 'wordpress/wordpress'],
  [/^code-server\.dev\/install\.sh$/, 'coder/code-server'],
  [/^codecov\.io\/bash$/, 'codecov/codecov-bash'],
  [/^(?:community\.)?chocolatey\.org\/install\.ps1$/, 'chocolatey/choco'],
  // Its repository is not public.
  [
    /^(?:downloads\.1password\.com\/.*\/1password-cli|cache\.agilebits\.com\/dist\/1p\/op2\/).*$/,
    '1password-cli',
  ],
  [/^get\.pulumi\.com\/.*$/, 'pulumi/pulumi'],
  [/^get\.k3s\.io\/?$/, 'k3s-io/k3s'],
  [/^get\.rke2\.io\/?$/, 'rancher/rke2'],
  [/^get\.opentofu\.org\/.*$/, 'opentofu/opentofu'],
  [/^mise\.run\/?$/, 'jdx/mise'],
  [/^goss\.rocks\/install$/, 'goss-org/goss'],
  [/^get\.rvm\.io\/?$/, 'rvm/rvm'],
  [/^fluxcd\.io\/install\.sh$/, 'fluxcd/flux2'],
  [/^istio\.io\/downloadistio$/, 'istio/istio'],
  [/^taskfile\.dev\/install\.sh$/, 'go-task/task'],
  [/^(?:sh\.rustup\.rs\/?|static\.rust-lang\.org\/rustup\/.*)$/, 'rust-lang/rustup'],
  [/^starship\.rs\/install\.sh$/, 'starship/starship'],
  [/^deno\.land\/(?:x\/)?install.*$/, 'denoland/deno'],
  [/^bun\.sh\/install$/, 'oven-sh/bun'],
  [/^(?:classic\.)?yarnpkg\.com\/(?:install\.sh|downloads\/.*|latest.*)$/, 'yarnpkg/yarn'],
  [/^(?:downloads|services)\.gradle\.org\/distributions\/.*$/, 'gradle/gradle'],
  [
    /^(?:get\.jenkins\.io|mirrors\.jenkins\.io|ftp-chi\.osuosl\.org\/pub\/jenkins)\/(?:war|redhat|debian|windows).*$/,
    'jenkinsci/jenkins',
  ],
  [/^(?:cache\.ruby-lang\.org|ftp\.ruby-lang\.org)\/pub\/ruby\/.*$/, 'ruby/ruby'],
  [/^nginx\.org\/download\/nginx-.*$/, 'nginx/nginx'],
  [/^www\.openssl\.org\/source\/.*$/, 'openssl/openssl'],
  [/^download\.redis\.io\/releases\/.*$/, 'redis/redis'],
  [/^fastdl\.mongodb\.org\/(?:linux|osx|windows)\/mongodb-[^/]*$/, 'mongodb/mongo'],
  [/^dl\.grafana\.com\/oss\/release\/grafana[-_].*$/, 'grafana/grafana'],
];

/**
 * The distribution in an image for a machine, as the package of its container image: both hold packages of that
 * distribution under the licenses of each.
 */
export const ofDistribution: readonly Rewrite[] = [
  [
    /^(?:(?:old-)?releases|cloud-images|cdimage)\.ubuntu\.com\/.*$/,
    'container-image:docker.io/library/ubuntu',
  ],
  [/^(?:cdimage|cloud)\.debian\.org\/.*$/, 'container-image:docker.io/library/debian'],
  [
    /^(?:download|dl)\.fedoraproject\.org\/pub\/(?:fedora|alt)\/.*$/,
    'container-image:docker.io/library/fedora',
  ],
  [/^(?:dl|download)\.rockylinux\.org\/.*$/, 'container-image:docker.io/library/rockylinux'],
  [/^repo\.almalinux\.org\/.*$/, 'container-image:docker.io/library/almalinux'],
  [/^builds\.coreos\.fedoraproject\.org\/.*$/, 'container-image:docker.io/library/fedora'],
  [/^(?:stable|beta|alpha|lts)\.release\.flatcar-linux\.net\/.*$/, 'vm-image:flatcar'],
  [/^(?:dl-cdn|dev)\.alpinelinux\.org\/.*$/, 'container-image:docker.io/library/alpine'],
];

/** Whether an address is that of a whole system: an image for a machine, or a medium to install it from. */
export const systemImage = /\.(?:iso|img|qcow2|vmdk|vhdx?|ova|raw)(?:\.(?:xz|gz|bz2|zip))?$/;
