variable "region" {
  default = "eu-central-1"
}

variable "modules_host" {
  type = string
}
