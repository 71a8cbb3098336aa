from __future__ import annotations

import socket

import pytest

from visionwork.feedback.phone import network
from visionwork.feedback.phone.network import (
    Doubt,
    Network,
    best_network,
    networks,
    parse_ifconfig,
    parse_ip,
    parse_ipconfig,
)

LINUX = """1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
2: enp3s0    inet 192.168.7.20/24 brd 192.168.7.255 scope global dynamic enp3s0\\ valid_lft 86170sec
3: wlp2s0    inet 192.168.1.23/24 brd 192.168.1.255 scope global wlp2s0\\ valid_lft forever
3: wlp2s0    inet6 fe80::1c2d/64 scope link \\       valid_lft forever preferred_lft forever
4: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0\\ valid_lft forever
5: tun0    inet 10.8.0.6/24 scope global tun0\\ valid_lft forever
6: veth1@if5    inet 169.254.3.4/16 scope link veth1\\ valid_lft forever
7: lan9    inet6 2001:db8::9/64 scope global \\ valid_lft forever
"""
MACOS = """lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384
\tinet 127.0.0.1 netmask 0xff000000
\tinet6 ::1 prefixlen 128
en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tether a4:83:e7:00:00:00
\tinet6 fe80::10%en0 prefixlen 64 secured scopeid 0x6
\tinet 192.168.1.5 netmask 0xffffff00 broadcast 192.168.1.255
utun3: flags=8051<UP,POINTOPOINT,RUNNING,MULTICAST> mtu 1380
\tinet 10.8.0.2 --> 10.8.0.2 netmask 0xffffffff
"""
WINDOWS = """
Windows-IP-Konfiguration


Ethernet-Adapter vEthernet (WSL):

   Verbindungsspezifisches DNS-Suffix:
   IPv4-Adresse  . . . . . . . . . . : 172.22.0.1
   Subnetzmaske  . . . . . . . . . . : 255.255.240.0

Drahtlos-LAN-Adapter WLAN:

   IPv6-Adresse. . . . . . . . . . . : 2001:db8::5
   IPv4-Adresse  . . . . . . . . . . : 192.168.178.30
   Standardgateway . . . . . . . . . : 192.168.178.1
"""


def test_each_system_is_understood() -> None:
    assert parse_ip(LINUX)[:3] == [
        ("lo", "127.0.0.1"),
        ("enp3s0", "192.168.7.20"),
        ("wlp2s0", "192.168.1.23"),
    ]
    assert ("veth1", "169.254.3.4") in parse_ip(LINUX)
    assert ("en0", "192.168.1.5") in parse_ifconfig(MACOS)
    assert ("utun3", "10.8.0.2") in parse_ifconfig(MACOS)
    assert parse_ipconfig(WINDOWS) == [
        ("vEthernet (WSL)", "172.22.0.1"),
        ("WLAN", "2001:db8::5"),
        ("WLAN", "192.168.178.30"),
    ]
    assert parse_ip("") == parse_ifconfig("what?") == parse_ipconfig("IPv4: 999.1.1.1") == []


def test_wireless_comes_first_and_doubtful_ones_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_interfaces", lambda: parse_ip(LINUX))
    monkeypatch.setattr(network, "_outward_address", lambda: "10.8.0.6")
    found = networks()
    assert [item.interface for item in found[:2]] == ["wlp2s0", "enp3s0"]
    assert found[-1].address == "127.0.0.1"
    doubts = {item.interface: item.doubts for item in found}
    assert doubts["tun0"] == (Doubt.VPN,)
    assert doubts["docker0"] == (Doubt.VIRTUAL,)
    assert doubts["lan9"] == (Doubt.IPV6_ONLY,)
    assert Doubt.LINK_LOCAL in doubts["veth1"]
    best = best_network(found)
    assert best is not None
    assert best.label == "wlp2s0, 192.168.1.23"
    assert not best.warnings
    assert all(item.warnings for item in found[2:])


def test_without_a_network_only_the_laptop_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_interfaces", list)
    monkeypatch.setattr(network, "_outward_address", lambda: None)
    assert [item.address for item in networks()] == ["127.0.0.1"]
    assert best_network(networks()) is None


@pytest.mark.parametrize(
    ("interface", "address", "doubt"),
    [
        ("Wi-Fi", "192.168.1.4", None),
        ("wlan0", "100.90.1.2", Doubt.VPN),
        ("FortiClient VPN", "10.1.1.1", Doubt.VPN),
        ("VirtualBox Host-Only Network", "192.168.56.1", Doubt.VIRTUAL),
        ("eth0", "198.41.0.4", Doubt.PUBLIC),
        ("en0", "169.254.1.1", Doubt.LINK_LOCAL),
    ],
)
def test_names_and_addresses_raise_doubts(interface: str, address: str, doubt: Doubt | None) -> None:
    assert tuple(network._doubts(Network(interface, address))) == ((doubt,) if doubt else ())


def test_this_very_machine_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_outward_address", lambda: None)  # tests stay on this machine
    found = networks()
    assert found
    for item in found:
        socket.inet_pton(socket.AF_INET6 if ":" in item.address else socket.AF_INET, item.address)
