FROM alpine:3.18
RUN apk add --no-cache curl git terraform
ADD https://releases.hashicorp.com/vault/1.18.0/vault_1.18.0_linux_amd64.zip /tmp/vault.zip
RUN curl -sSfL https://raw.githubusercontent.com/golangci/golangci-lint/HEAD/install.sh | sh -s -- v1.61.0
