"""Which networks this laptop is in, which of them phones are likely to share, and what to do when none is.

Python's standard library names addresses but not interfaces on every system, so each system is
asked in its own way, and whatever it answers, the address that leads outward is known by a
datagram socket that never sends anything.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

log = logging.getLogger(__name__)

_PATIENCE_S = 4.0
_OUTSIDE = ("192.0.2.1", 9)  # TEST-NET-1 (RFC 5737): routed like any other, reached by nobody

_VPN = re.compile(
    r"^(tun|tap|utun|ppp|ipsec|wg|zt|tailscale|nordlynx|proton|gpd|cscotun|pangp)|vpn|wireguard|tailscale|zerotier|"
    r"anyconnect|fortinet|openvpn",
    re.IGNORECASE,
)
_VIRTUAL = re.compile(
    r"^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|flannel|podman|kube|bridge\d|anpi|awdl|llw|ap\d)|"
    r"virtual|vethernet|hyper-v|vmware|virtualbox|\bwsl\b|loopback|bluetooth",
    re.IGNORECASE,
)
_WIRELESS = re.compile(r"^(wl|ath|ra\d)|wi-?fi|wlan|wireless|airport", re.IGNORECASE)


class Doubt(StrEnum):
    """Why phones may not reach an address."""

    LOOPBACK = "loopback"
    LINK_LOCAL = "link-local"
    VPN = "vpn"
    VIRTUAL = "virtual"
    PUBLIC = "public"
    IPV6_ONLY = "ipv6 only"


_WARNINGS = {
    Doubt.LOOPBACK: "Only this laptop reaches it. Good for trying the form out, not for the room.",
    Doubt.LINK_LOCAL: "The network has given this laptop no address. Phones are unlikely to reach it.",
    Doubt.VPN: "This looks like a VPN. Phones cannot reach it: choose another, or switch the VPN off.",
    Doubt.VIRTUAL: "This looks like a network for virtual machines in this laptop. Phones cannot reach it.",
    Doubt.PUBLIC: "This is a public address: anybody may knock. The Wi-Fi of the room is better.",
    Doubt.IPV6_ONLY: "This network has IPv6 addresses only. Some phones cannot open one from a code.",
}


@dataclass(frozen=True, slots=True)
class Network:
    """One address of this laptop.

    Attributes:
        interface: Name the system gives it, such as "wlan0" or "Wi-Fi".
        address: Numeric address.
        doubts: Why phones may not reach it, worst first.
        outward: Whether this address leads to the rest of the world.
    """

    interface: str
    address: str
    doubts: tuple[Doubt, ...] = ()
    outward: bool = False

    @property
    def wireless(self) -> bool:
        """Whether its name is that of a Wi-Fi interface."""
        return bool(_WIRELESS.search(self.interface))

    @property
    def label(self) -> str:
        """The network as people may choose it."""
        return f"{self.interface}, {self.address}" if self.interface else self.address

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to say about it, a sentence each."""
        return tuple(_WARNINGS[doubt] for doubt in self.doubts)


FALLBACKS: tuple[tuple[str, str], ...] = (
    (
        "Check the Wi-Fi of the phones",
        "They have to be in the same network as this laptop, with mobile data and VPN off. Guest networks "
        "often keep devices apart; a firewall on this laptop may, too: allow Visionwork in private networks.",
    ),
    (
        "Open a hotspot",
        "On this laptop, or on one phone that the laptop and the others join. It needs no Internet. Then "
        "choose the network again.",
    ),
    (
        "Hand the laptop round",
        "One after the other answers on this laptop, with nothing else to be seen.",
    ),
    (
        "Use paper",
        "Print the form, or ask for a show of hands, and type the answers.",
    ),
)
"""What to do when phones do not get through: a heading and what it means, the easiest first."""


def networks() -> tuple[Network, ...]:
    """Return the addresses of this laptop, the best for phones first; the laptop itself is last."""
    found = _judged(_interfaces(), _outward_address())
    return tuple(sorted(found, key=_rank))


def best_network(found: Sequence[Network]) -> Network | None:
    """Return the address phones most likely reach, or None when there is none but the laptop itself."""
    return next((network for network in found if Doubt.LOOPBACK not in network.doubts), None)


def _judged(found: Iterable[tuple[str, str]], outward: str | None) -> list[Network]:
    pairs = list(dict.fromkeys(found))
    if outward is not None and all(address != outward for _, address in pairs):
        pairs.append(("", outward))
    if all(not ipaddress.ip_address(address).is_loopback for _, address in pairs):
        pairs.append(("", "127.0.0.1"))
    has_ipv4 = {name for name, address in pairs if ":" not in address}
    result = []
    for name, address in pairs:
        network = Network(name, address, outward=address == outward)
        if ":" in address and (name in has_ipv4 or network_is_local(address)):
            continue  # the IPv4 address of the same interface is easier to type and to scan
        result.append(replace(network, doubts=tuple(_doubts(network))))
    return result


def network_is_local(address: str) -> bool:
    """Return whether an address is good within one cable or one machine only."""
    parsed = ipaddress.ip_address(address)
    return parsed.is_link_local or parsed.is_loopback


def _doubts(network: Network) -> Iterable[Doubt]:
    address = ipaddress.ip_address(network.address)
    if address.is_loopback:
        yield Doubt.LOOPBACK
        return
    if _VPN.search(network.interface) or address in ipaddress.ip_network("100.64.0.0/10"):
        yield Doubt.VPN
    elif _VIRTUAL.search(network.interface):
        yield Doubt.VIRTUAL
    if address.is_link_local:
        yield Doubt.LINK_LOCAL
    elif address.version == 6:
        yield Doubt.IPV6_ONLY
    elif address.is_global:
        yield Doubt.PUBLIC


def _rank(network: Network) -> tuple[bool, int, bool, bool, str]:
    return (
        Doubt.LOOPBACK in network.doubts,
        len(network.doubts),
        not network.wireless,
        not network.outward,
        network.interface,
    )


def _outward_address() -> str | None:
    """Return the address that leads to the rest of the world; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_OUTSIDE)
            return probe.getsockname()[0]
        except OSError as error:
            log.info("no way leads outward: %s", error.strerror)
            return None


def _interfaces() -> list[tuple[str, str]]:
    """Return interface names and addresses as the system tells them; empty when it does not."""
    if sys.platform == "win32":
        return parse_ipconfig(_said("ipconfig"))
    if sys.platform == "darwin":
        return parse_ifconfig(_said("ifconfig"))
    return parse_ip(_said("ip", "-oneline", "address")) or _asked_kernel()


def _said(*command: str) -> str:
    """Return what a tool of the system prints, in its own words; empty when it is not there."""
    tool = shutil.which(command[0])
    if tool is None:
        return ""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            [tool, *command[1:]], capture_output=True, timeout=_PATIENCE_S, check=False, creationflags=hidden
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.info("%s does not answer: %s", command[0], error)
        return ""
    return done.stdout.decode("utf-8", "replace")


def _asked_kernel() -> list[tuple[str, str]]:
    """Return the IPv4 address of each interface, by Linux's SIOCGIFADDR (netdevice(7))."""
    import fcntl
    import struct

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            try:
                answer = fcntl.ioctl(probe.fileno(), 0x8915, request)
            except OSError as error:
                log.debug("%s has no address: %s", name, error.strerror)
                continue
            found.append((name, socket.inet_ntoa(answer[20:24])))
    return found


def parse_ip(text: str) -> list[tuple[str, str]]:
    """Return interfaces and addresses from what `ip -oneline address` prints."""
    found = re.findall(r"^\d+:\s+([^\s@:]+)\S*\s+inet6?\s+([0-9a-fA-F.:]+)", text, re.MULTILINE)
    return _valid(found)


def parse_ifconfig(text: str) -> list[tuple[str, str]]:
    """Return interfaces and addresses from what `ifconfig` prints on macOS."""
    found, name = [], ""
    for line in text.splitlines():
        if head := re.match(r"([A-Za-z][\w.-]*): flags=", line):
            name = head[1]
        elif address := re.match(r"\s+inet6?\s+([0-9a-fA-F.:]+)", line):
            found.append((name, address[1]))
    return _valid(found)


def parse_ipconfig(text: str) -> list[tuple[str, str]]:
    """Return interfaces and addresses from what `ipconfig` prints on Windows, in any language.

    A heading stands at the left and ends in a colon; every line of addresses says IPv4 or IPv6.
    """
    found, name = [], ""
    for line in text.splitlines():
        if line[:1].strip() and line.rstrip().endswith(":"):
            name = re.sub(
                r"^.*?(adapter|-Adapter|Adapter|carte)\s+", "", line.strip()[:-1], flags=re.IGNORECASE
            )
        elif address := re.search(r"IPv[46][^:]*:\s*([0-9a-fA-F.:]+)", line):
            found.append((name, address[1]))
    return _valid(found)


def _valid(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    result = []
    for name, address in found:
        try:
            ipaddress.ip_address(address)
        except ValueError:
            log.info("%s has an address that is none", name)
            continue
        result.append((name, address))
    return result
