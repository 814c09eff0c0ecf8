"""Which hosts of the web may be asked for a page: those with public numbers.

A link comes from anyone, and whoever opens it opens it from inside: the machine's own services, the office's printers,
a cloud's keys are a request away (server-side request forgery, CWE-918). So a name becomes numbers once, here; the
numbers are held against the registries below; and the connection goes to a number that passed, never to the name again.
A name that resolves to something else a second later changes nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread

from summarize.errors import ReadingError
from summarize.reading.addresses import PORTS, WebAddress

_MAX_NUMBERS = 8  # addresses of one name that are tried in turn
# The IANA special-purpose address registries (RFC 6890 and its updates), and a cloud's own number outside of them.
_SPECIAL = tuple(
    (ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "no particular host"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's private network"),
        ("127.0.0.0/8", "the machine itself"),
        ("168.63.129.16/32", "a cloud's inside"),
        ("169.254.0.0/16", "a local link, where clouds keep their secrets"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "a name server's sink"),
        ("192.52.193.0/24", "a multicast tunnel"),
        ("192.88.99.0/24", "a tunnel's relay"),
        ("192.168.0.0/16", "a private network"),
        ("192.175.48.0/24", "a name server's sink"),
        ("198.18.0.0/15", "benchmarks"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "a reserved range"),
        ("::/128", "no particular host"),
        ("::1/128", "the machine itself"),
        ("::ffff:0:0/96", "an IPv4 address in another form"),
        ("::/96", "an IPv4 address in another form"),
        ("64:ff9b::/96", "an IPv4 address behind a translator"),
        ("64:ff9b:1::/48", "an IPv4 address behind a translator"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a local link"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "multicast"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "a 6to4 tunnel"),
        ("2620:4f:8000::/48", "a name server's sink"),
        ("3fff::/20", "documentation"),
    )
)
# All that has been given out of IPv6 so far lies in here.
_GLOBAL_UNICAST = IPv6Network("2000::/3")

# A host name and the seconds there are for it, to its addresses in the order to try them.
Resolver = Callable[[str, float], tuple[str, ...]]


def system_addresses(host: str, seconds: float) -> tuple[str, ...]:
    """Ask the system's resolver for the addresses of ``host``. Raises ``ReadingError`` when it has none in time."""
    answers: list[tuple[str, ...] | OSError | UnicodeError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answers.append(tuple(dict.fromkeys(str(row[4][0]) for row in rows)))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    # getaddrinfo knows no time limit; a thread that nobody waits for any longer ends by itself.
    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not answers:
        raise ReadingError(f"looking up {host} took too long: try again later")
    answer = answers[0]
    if not isinstance(answer, tuple) or not answer:
        raise ReadingError(f"there is no site called {host}, or this machine is not connected")
    return answer


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides which numbers and ports may be asked; ``resolve`` is the only place where names become numbers.

    ``also`` lists networks that pass besides the public ones: ``("127.0.0.1/32",)`` for a test's own server.
    """

    also: tuple[str, ...] = ()
    ports: frozenset[int] = frozenset(PORTS.values())
    resolve: Resolver = system_addresses

    def allows(self, ip: str) -> bool:
        """Tell whether a page may be asked of this address."""
        return not self.refusal(ip)

    def refusal(self, ip: str) -> str:
        """Say what kind of address ``ip`` is when it may not be asked, nothing when it may.

        >>> Guard().refusal("10.1.2.3"), Guard().refusal("8.8.8.8"), Guard(("10.0.0.0/8",)).refusal("10.1.2.3")
        ('a private network', '', '')
        """
        try:
            number = ip_address(ip)
        except ValueError:
            return "no address at all"
        if any(number in network for network in _networks(self.also)):
            return ""
        kind = next((kind for network, kind in _SPECIAL if number in network), "")
        if not kind and isinstance(number, IPv6Address) and number not in _GLOBAL_UNICAST:
            return "a range that has not been given out"
        return kind

    def numbers(self, address: WebAddress, seconds: float) -> tuple[str, ...]:
        """Give the numbers to connect to for ``address``, all of them checked, in the order to try them.

        Raises ``ReadingError`` when the port or any one of the numbers may not be asked: a name that stands for a
        public and a private number at once is a trap.
        """
        if address.port not in self.ports:
            usual = " and ".join(map(str, sorted(self.ports)))
            raise ReadingError(f"the link names port {address.port}: pages are read from ports {usual} only")
        numbers = (address.host,) if address.number else self.resolve(address.host, seconds)
        for number in numbers:
            kind = self.refusal(number)
            if kind:
                raise ReadingError(f"{address.host} leads to {kind} ({number}), not to a public site")
        if not numbers:
            raise ReadingError(f"there is no site called {address.host}")
        return numbers[:_MAX_NUMBERS]


@lru_cache(maxsize=16)
def _networks(written: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(network) for network in written)


PUBLIC = Guard()
