# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make_certificates FOLDER: a certificate authority of our own (ca.pem), a server certificate signed by it for
# 127.0.0.1 and localhost, a client certificate for the user "concord", and a second authority that signed nothing
# (other-ca.pem), which a verifying client must refuse.
make_certificates() {
  local folder=$1
  mkdir "$folder"
  (
    cd "$folder" || exit
    make_authority ca "Concord test authority"
    make_authority other-ca "Concord other authority"
    sign server localhost "subjectAltName=IP:127.0.0.1,DNS:localhost"
    sign client concord "extendedKeyUsage=clientAuth"
    chmod 644 ./*.pem
    chmod 600 client.key
  )
}

make_authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$2" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout "$1.key" -out "$1.pem" 2>/dev/null
}

# sign NAME COMMONNAME EXTENSION
sign() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$2" \
    -keyout "$1.key" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile <(echo "$3") \
    -out "$1.pem" 2>/dev/null
}
