terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
    random = {
      source  = "hashicorp/random"
      version = ">= 3.5"
    }
  }
}

module "rds" {
  source  = "terraform-aws-modules/rds/aws"
  version = ">= 6.0"
}
