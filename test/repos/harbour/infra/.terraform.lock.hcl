# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.70.0"
  constraints = ">= 5.40.0, ~> 5.70"
  hashes = [
    "h1:LKnWZnujHcQPm3MPKRFfjwAyd1cELkZVJsUZf3SmEFM=",
    "zh:09cbec93c324e6f03a866244ecb2bae71fdf1f5d3d981e858b745c90606b6b6d",
    "zh:19685d9f4c9ddcfa476a9a428c6c612be4a1b4e8e1198fbcbb76436b735284ee",
  ]
}

provider "registry.terraform.io/hashicorp/helm" {
  version     = "2.15.0"
  constraints = ">= 2.12.0, < 3.0.0"
  hashes = [
    "h1:VymdI4KpAGLrBRJc7yDW7B8JzxMDjmkyLVnvxlvVwOQ=",
    "zh:18b94c7c83c30ad166722a61a412e3de6a67935772960e79aaa24c15f8ea0d0f",
  ]
}

provider "registry.terraform.io/hashicorp/random" {
  version     = "3.6.3"
  constraints = ">= 3.5.0"
  hashes = [
    "h1:zG9uFP8l9u+yGZZvi5Te7PV62j50azpgwPunq2vTm1E=",
    "zh:04ceb65210251339f07cd4611885d242cd4d0c7306e86dda9785396807c00451",
  ]
}
