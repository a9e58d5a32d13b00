locals {
  network_modules = "git::https://github.com/cloudposse/terraform-aws-dynamic-subnets.git"
  network_release = "2.4.2"
  api_version     = "3.8.1"
}
