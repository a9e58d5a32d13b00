module "network" {
  source = "./network"
}

module "cluster" {
  source = "./cluster"
}
