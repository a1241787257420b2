import { expect, test } from "vitest";
import { isPrivateHost } from "../../../src/oidc/remote/private-address.js";

const isPrivate = (host: string) => isPrivateHost(new URL(`https://${host}/`).hostname);

const privateHosts = [
  "0.0.0.0 0.1.2.3 10.255.255.255 100.64.0.0 100.127.255.255 127.255.255.254 169.254.0.1 172.31.255.255 192.0.0.8 192.0.2.1",
  "192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.1 224.0.0.1 255.255.255.255",
  "0177.0.0.1 0x7f000001 127.0.1 3232235777",
  "[::] [::1] [::7f00:1] [::ffff:10.0.0.1] [::ffff:0:127.0.0.1] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [2002:7f00:1::] [2001::1] [2001:1ff::]",
  "[2001:db8::1] [3fff:fff::1] [fc00::1] [fdff::] [fe80::1] [fec0::1] [ff02::1] [100::1]",
  "localhost LocalHost. a.localhost nas.local db.internal wiki.intranet router.lan box.home.arpa keycloak keycloak.",
  "a.localhost. metadata.google.internal. db.INTERNAL nas.local. dc.corp box.home vault.private box.localdomain localhost.localdomain api.shop.svc",
  "db.service.consul login.test 1.0.0.127.in-addr.arpa 1.0.ip6.arpa. home.arpa localhost.. db%2Einternal localhost\u3002 127.0.0.1.",
];
test.each(privateHosts.join(" ").split(" "))("S-129 %s is in a private network", (host) => {
  expect(isPrivate(host)).toBe(true);
});

const publicHosts = [
  "1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.0.0.1 128.0.0.1 169.253.0.1 172.15.0.1 172.32.0.1 192.0.1.1 192.167.0.1",
  "192.169.0.1 198.17.0.1 198.20.0.1 223.255.255.255",
  "[2606:4700:4700::1111] [2a00:1450::] [2001:200::1] [2001:4860::8888] [::ffff:1.1.1.1] [64:ff9b::1.1.1.1] [2002:101:101::] [3fff:1000::1]",
  "example.com login.example.com. local.example localhost.example internal.example.com 10.example corp.com test.example private.example corpse.example",
];
test.each(publicHosts.join(" ").split(" "))("%s is not", (host) => {
  expect(isPrivate(host)).toBe(false);
});
