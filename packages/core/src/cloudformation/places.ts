import type { Usage } from '../model/usage.ts';

/** What a property of a resource names. */
export type Held =
  | 'image'
  | 'build-image'
  | 'machine-image'
  | 'runtime'
  | 'layer'
  | 'template'
  | 'script'
  | 'package'
  | 'build-commands'
  | 'container-command'
  | 'python-modules';

/** Where a resource type names something: a path of its properties, `*` for each item of a list. */
export interface HoldingPlace {
  readonly path: readonly string[];
  readonly holds: Held;
  readonly usage: Usage;
}

const none: readonly HoldingPlace[] = [];

/** The places of a resource type that name something. */
export function placesOf(type: string): readonly HoldingPlace[] {
  return places.get(type) ?? none;
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
const table: readonly (readonly [type: string, holds: Held, paths: string, usage?: Usage])[] = [
  ['AWS::ECS::TaskDefinition', 'image', 'ContainerDefinitions/*/Image'],
  ['AWS::ECS::TaskDefinition', 'container-command', 'ContainerDefinitions/*'],
  ['AWS::Batch::JobDefinition', 'container-command', 'ContainerProperties'],
  ['AWS::ECS::ExpressGatewayService', 'image', 'PrimaryContainer/Image'],
  [
    'AWS::Batch::JobDefinition',
    'image',
    'ContainerProperties/Image NodeProperties/NodeRangeProperties/*/Container/Image ' +
      'EcsProperties/TaskProperties/*/Containers/*/Image ' +
      'NodeProperties/NodeRangeProperties/*/EcsProperties/TaskProperties/*/Containers/*/Image ' +
      'EksProperties/PodProperties/Containers/*/Image EksProperties/PodProperties/InitContainers/*/Image',
  ],
  ['AWS::Lambda::Function', 'image', 'Code/ImageUri'],
  ['AWS::Lambda::Function', 'runtime', 'Runtime'],
  ['AWS::Lambda::Function', 'layer', 'Layers/*'],
  ['AWS::Lambda::Function', 'package', 'Code'],
  ['AWS::Lambda::LayerVersion', 'package', 'Content'],
  ['AWS::Serverless::Function', 'image', 'ImageUri'],
  ['AWS::Serverless::Function', 'runtime', 'Runtime'],
  ['AWS::Serverless::Function', 'layer', 'Layers/*'],
  ['AWS::Serverless::Function', 'package', 'CodeUri'],
  ['AWS::Serverless::LayerVersion', 'package', 'ContentUri'],
  ['AWS::SageMaker::Model', 'image', 'PrimaryContainer/Image Containers/*/Image'],
  ['AWS::SageMaker::ModelPackage', 'image', 'InferenceSpecification/Containers/*/Image'],
  ['AWS::SageMaker::ImageVersion', 'image', 'BaseImage'],
  ['AWS::AppRunner::Service', 'image', 'SourceConfiguration/ImageRepository/ImageIdentifier'],
  [
    'AWS::AppRunner::Service',
    'runtime',
    'SourceConfiguration/CodeRepository/CodeConfiguration/CodeConfigurationValues/Runtime',
  ],
  ['AWS::CodeBuild::Project', 'build-image', 'Environment/Image', 'ci'],
  ['AWS::CodeBuild::Project', 'build-commands', 'Source/BuildSpec', 'ci'],
  ['AWS::ImageBuilder::Component', 'build-commands', 'Data', 'build'],
  ['AWS::Glue::Job', 'python-modules', 'DefaultArguments/--additional-python-modules'],
  ['AWS::Lightsail::Container', 'image', 'ContainerServiceDeployment/Containers/*/Image'],
  [
    'AWS::GameLift::ContainerGroupDefinition',
    'image',
    'GameServerContainerDefinition/ImageUri SupportContainerDefinitions/*/ImageUri',
  ],
  ['AWS::EMRServerless::Application', 'image', 'ImageConfiguration/ImageUri'],
  ['AWS::BedrockAgentCore::Runtime', 'image', 'AgentRuntimeArtifact/ContainerConfiguration/ContainerUri'],
  ['AWS::ImageBuilder::ContainerRecipe', 'image', 'ParentImage', 'build'],
  ['AWS::ImageBuilder::ImageRecipe', 'machine-image', 'ParentImage', 'build'],
  ['AWS::Synthetics::Canary', 'runtime', 'RuntimeVersion'],
  ['AWS::KinesisAnalyticsV2::Application', 'runtime', 'RuntimeEnvironment'],
  ['AWS::EMR::Cluster', 'runtime', 'ReleaseLabel'],
  ['AWS::EMR::Cluster', 'package', 'BootstrapActions/*/ScriptBootstrapAction/Path'],
  ['AWS::EMRServerless::Application', 'runtime', 'ReleaseLabel'],
  ['AWS::CloudFront::Function', 'runtime', 'FunctionConfig/Runtime'],
  ['AWS::EC2::Instance', 'machine-image', 'ImageId'],
  ['AWS::EC2::Instance', 'script', 'UserData'],
  ['AWS::EC2::LaunchTemplate', 'machine-image', 'LaunchTemplateData/ImageId'],
  ['AWS::EC2::LaunchTemplate', 'script', 'LaunchTemplateData/UserData'],
  ['AWS::EC2::SpotFleet', 'machine-image', 'SpotFleetRequestConfigData/LaunchSpecifications/*/ImageId'],
  ['AWS::EC2::SpotFleet', 'script', 'SpotFleetRequestConfigData/LaunchSpecifications/*/UserData'],
  ['AWS::AutoScaling::LaunchConfiguration', 'machine-image', 'ImageId'],
  ['AWS::AutoScaling::LaunchConfiguration', 'script', 'UserData'],
  ['AWS::Cloud9::EnvironmentEC2', 'machine-image', 'ImageId', 'development'],
  ['AWS::EMR::Cluster', 'machine-image', 'CustomAmiId'],
  [
    'AWS::Batch::ComputeEnvironment',
    'machine-image',
    'ComputeResources/ImageId ComputeResources/Ec2Configuration/*/ImageIdOverride',
  ],
  ['AWS::CloudFormation::Stack', 'template', 'TemplateURL'],
  ['AWS::CloudFormation::StackSet', 'template', 'TemplateURL'],
  [
    'AWS::ServiceCatalog::CloudFormationProduct',
    'template',
    'ProvisioningArtifactParameters/*/Info/LoadTemplateFromURL',
  ],
  ['AWS::ServiceCatalog::CloudFormationProvisionedProduct', 'template', 'TemplateURL'],
];

const places: ReadonlyMap<string, readonly HoldingPlace[]> = Map.groupBy(
  table.flatMap(([type, holds, paths, usage = 'deployed']) =>
    paths.split(' ').map((path) => ({ type, path: path.split('/'), holds, usage })),
  ),
  ({ type }) => type,
);
