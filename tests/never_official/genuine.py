"""Genuine writings of official contacts: how people and platforms write them, each with where it is asked."""

from __future__ import annotations

from collections.abc import Iterator

import phonenumbers
from mutations import Account, Link, Mail, Phone, Target, targets
from phonenumbers import PhoneNumberFormat

from contactfinder.registry.index import Index

Writing = tuple[str, str | None]  # the text, and the country in which it is asked
_FULL_WIDTH = str.maketrans("0123456789+", "０１２３４５６７８９＋")


def writings(index: Index) -> Iterator[Writing]:
    """Every official contact of the registry in its usual writings."""
    for target in targets(index):
        match target.shape:
            case Phone():
                yield from _of_phone(target)
            case Link():
                yield from ((text, None) for text in _of_link(target.shape))
            case Mail():
                yield from ((text, None) for text in _of_mail(str(target.shape)))
            case Account():
                yield from ((text, None) for text in _of_account(target.shape))


def _of_phone(target: Target) -> Iterator[Writing]:
    """International writings are genuine everywhere, national ones at home."""
    assert isinstance(target.shape, Phone)
    number = phonenumbers.parse(f"+{target.shape.code}{target.shape.national}")
    e164, international, national, rfc3966 = (
        phonenumbers.format_number(number, form)
        for form in (
            PhoneNumberFormat.E164,
            PhoneNumberFormat.INTERNATIONAL,
            PhoneNumberFormat.NATIONAL,
            PhoneNumberFormat.RFC3966,
        )
    )
    abroad = international.removeprefix("+")
    for text in (
        e164,
        international,
        rfc3966,
        f"tel:{e164}",
        international.replace(" ", "-"),
        international.replace(" ", ".").replace("-", "."),
        international.replace(" ", "\u00a0"),
        international.translate(_FULL_WIDTH),
        f"(+{number.country_code}) {international.partition(' ')[2]}",
        f"00 {abroad}",
        f"Tel: {international}",
        f"Phone number: {international}.",
        f"客服电话：{international}",
        f"☎ {international}",
        f"“{international}”",
        f"\u202a{international}\u202c",  # as address books copy it
        f"  {international}\n",
    ):
        yield text, None
        yield text, target.region
    for text in (
        national,
        national.replace(" ", "-"),
        f"Call {national}",
        f"tel:{national}",
        f"({national})",
    ):
        yield text, target.region
    if target.region == "US":  # tried wherever nothing else is said
        yield national, None
        yield f"1-{national}", "US"


def _of_link(link: Link) -> Iterator[str]:
    plain, host, rest = str(link), link.host, str(link._replace(scheme="", host=""))
    yield from (
        plain,
        plain.removeprefix("https://"),
        plain.rstrip("/"),
        f"HTTPS://{host.upper()}{rest}",
        f"https://{host.title()}{rest}",
        f"https://{host}:443{rest}",
        f"https://{host}.{rest}",
        f"//{host}{rest}",
        f"<{plain}>",
        f"({plain})",
        f"“{plain}”",
        f" {plain} ",
        f"{plain}.",
        f"Website: {plain}",
        f"官网：{plain}。",
        f"{plain}#top",
        f"{plain}{'&' if '?' in plain else '?'}utm_source=newsletter&utm_medium=email",
        f"hxxps://{host.replace('.', '[.]')}{rest}",
        f"https[:]//{host.replace('.', '(.)')}{rest}",
        host.replace(".", "。") + rest,
    )


def _of_mail(mail: str) -> Iterator[str]:
    local, _, host = mail.partition("@")
    yield from (
        mail,
        mail.upper(),
        f"{local}@{host.title()}",
        f"mailto:{mail}",
        f"mailto:{mail}?subject=My%20account",
        f"Support <{mail}>",
        f'"客服" <{mail}>',
        f"{host} <{mail}>",
        f"<{mail}>",
        f"Support e-mail: {mail}",
        f"客服邮箱：{mail}",
        f"{mail}.",
        f"{local}[at]{host.replace('.', '[.]')}",
        f"{local} at {host.replace('.', ' dot ')}",
        f"{local}＠{host}",
        f"\ufeff{mail}",
    )


# Other hosts on which a network shows the same account.
_HOSTS = {
    "x": ("x.com", "www.x.com", "twitter.com", "mobile.twitter.com", "m.twitter.com"),
    "telegram": ("t.me", "telegram.me", "t.me/s"),
    "facebook": ("facebook.com", "www.facebook.com", "m.facebook.com", "m.me", "en-gb.facebook.com"),
    "instagram": ("instagram.com", "www.instagram.com"),
    "youtube": ("youtube.com", "www.youtube.com", "m.youtube.com"),
    "linkedin": ("linkedin.com", "www.linkedin.com"),
    "reddit": ("reddit.com", "www.reddit.com", "old.reddit.com"),
    "discord": ("discord.gg", "discord.com/invite", "discordapp.com/invite"),
}
_PREFIXES = {"x": ("twitter", "X"), "telegram": ("tg",), "facebook": ("fb",), "youtube": ("yt",)}


def _of_account(account: Account) -> Iterator[str]:
    network, name = account
    for prefix in (network, *_PREFIXES.get(network, ())):
        yield from (f"{prefix}:{name}", f"{prefix}: {name}", f" {prefix}:{name} ")
        if "/" not in name:
            yield f"{prefix}:@{name}"
    for host in _HOSTS[network]:
        link = f"https://{host}/{name}"
        yield from (link, f"{link}/", f"{link}?lang=en", f"<{link}>", link.removeprefix("https://"))
        yield link.replace("https://", "HTTPS://").replace(host, host.upper() if "/" not in host else host)
    if network in ("x", "telegram", "facebook", "instagram"):
        yield from (f"{network}:{name.upper()}", f"https://{_HOSTS[network][0]}/{name.title()}")
