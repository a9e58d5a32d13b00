FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl jq=1.6-2.1 \
 && curl -fsSL https://get.helm.sh/install.sh | sh \
 && pip install --no-cache-dir checkov==3.2.255 yamllint
