module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.13.0"

  name = "harbour"
  cidr = "10.20.0.0/16"
}

# The subnets come from a fork-friendly source: both halves are locals.
module "subnets" {
  source = "${local.network_modules}?ref=${local.network_release}"
}

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.24"
}

module "database" {
  source = "./modules/database"
}

module "audit" {
  source = "${var.modules_host}/audit?ref=v1.2.0"
}

resource "helm_release" "grafana" {
  name       = "grafana"
  repository = "https://grafana.github.io/helm-charts"
  chart      = "grafana"
  version    = "8.5.1"
}

resource "aws_ecs_task_definition" "mailer" {
  family = "mailer"
  container_definitions = jsonencode([
    {
      name  = "mailer"
      image = "ghcr.io/harbour-shop/mailer:${local.api_version}"
    },
    {
      name  = "metrics"
      image = "prom/statsd-exporter:v0.27.1"
    },
  ])
}
