"""How links, mail addresses and accounts are disguised: each style a function from a place to a text."""

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from carriers import INVENTED, LISTED, SEED, Case, Expected, words

TRADE = words("support help desk login wallet recovery refund care verify")
ENDINGS = words("com net org info xyz online site top live support help io")
LINK_SENTENCES = (
    "Open a ticket with {brand} support to unlock your wallet: {it}",
    "{brand} account locked? Contact support: {it}",
    "{brand} 客服：{it}，请立即联系。",
    "Soporte de {brand}, visite {it} para recuperar su cuenta",
)


class Place(NamedTuple):
    """Somewhere to write to: a host, and a name there."""

    host: str
    name: str


WritePlace = Callable[[Place, Random], tuple[str, Expected]]


def url(host: str) -> Expected:
    """The home page of a host."""
    return Expected("url", f"https://{host}/")


def link(change: Callable[[str, Random], str], before: str = "") -> WritePlace:
    """A host, changed, behind a beginning."""
    return lambda place, dice: (before + change(place.host, dice), url(place.host))


def mail(change: Callable[[str, Random], str]) -> WritePlace:
    """A mail address, changed."""
    return lambda place, dice: (
        change(f"{place.name}@{place.host}", dice),
        Expected("email", f"{place.name}@{place.host}"),
    )


def account(*forms: str) -> WritePlace:
    """A name on Telegram, in one of the forms."""
    return lambda place, dice: (
        dice.choice(forms).format(place.name),
        Expected("handle", f"telegram:{place.name}"),
    )


def same(text: str, _: Random) -> str:
    """As it is."""
    return text


def dots(*forms: str) -> Callable[[str, Random], str]:
    """Something else for every dot."""
    return lambda text, dice: text.replace(".", dice.choice(forms))


def ats(*forms: str) -> Callable[[str, Random], str]:
    """Something else for the at sign, and the same for the dots."""

    def change(text: str, dice: Random) -> str:
        form = dice.choice(forms)
        return text.replace("@", form).replace(".", form.replace("at", "dot").replace("@", "."))

    return change


def letters_from(first: str) -> Callable[[str, Random], str]:
    """Letters of another alphabet, which browsers read as plain ones."""
    return lambda text, _: "".join(
        chr(ord(first) + ord(c) - ord("a")) if "a" <= c <= "z" else c for c in text
    )


def hide(text: str, dice: Random) -> str:
    """Characters that nobody sees, behind some of the letters."""
    sign = dice.choice("\u200b\u2060\u00ad")
    return "".join(c + sign * (c.isalpha() and dice.random() < 0.3) for c in text)


def spread(text: str, _: Random) -> str:
    """A blank between all characters."""
    return " ".join(text)


def at_sign(text: str, dice: Random) -> str:
    """Another sign for at."""
    return text.replace("@", dice.choice("＠﹫"))


def foreign_letters(place: Place, __: Random) -> tuple[str, Expected]:
    """Cyrillic letters that look like plain ones: browsers go to another host."""
    label, _, ending = place.host.partition(".")
    host = f"{label.replace('a', 'а', 1).replace('o', 'о', 1)}.{ending}"
    return f"https://{host}", url(host.encode("idna").decode())


PLACES: dict[str, WritePlace] = {
    "link": link(same, "https://"),
    "link without https": link(same),
    "link hxxps": link(same, "hxxps://"),
    "link dots in brackets": link(dots("[.]", "(.)", "{.}", "[dot]"), "hxxps://"),
    "link dots in words": link(dots(" dot ", " (dot) ", " [dot] ")),
    "link dots in Chinese": link(dots("点", " 点 ", "(点)")),
    "link dots pictured": link(dots("🔵", "⚫", "🔴")),
    "link dots apart": link(dots(" . ", " .", ". "), "https://"),
    "link other dots": link(dots("。", "．"), "https://"),
    "link mathematical letters": link(letters_from("𝗮"), "https://"),
    "link circled letters": link(letters_from("ⓐ"), "https://"),
    "link full-width letters": link(letters_from("ａ"), "https://"),
    "link hidden characters": link(hide, "https://"),
    "link backslashes": link(same, "https:\\\\"),
    "link letters apart": link(spread, "h t t p s : / / "),
    "link foreign letters": foreign_letters,
    "mail": mail(same),
    "mail at in words": mail(ats(" at ", " (at) ", "[at]", "(at)")),
    "mail at in brackets": mail(ats("[@]", "(@)", " [@] ")),
    "mail other at": mail(at_sign),
    "mail at in Chinese": mail(
        lambda text, dice: text.replace("@", dice.choice(("艾特", " 艾特 ", "(圈a)")))
    ),
    "mail apart": mail(ats(" @ ")),
    "mail hidden characters": mail(hide),
    "handle link": account("t.me/{}", "https://t.me/{}", "telegram.me/{}"),
    "handle": account("Telegram @{}", "Telegram: @{}", "telegram: {}", "TG: @{}", "电报 @{}"),
    "handle, network disguised": account(
        "Te|egram @{}", "T.e.l.e.g.r.a.m @{}", "telegrarn: {}", "T.G. handle {}"
    ),
    "handle in words": account("t dot me slash {}", "t . me / {}", "Telegram (@){}"),
    "handle disguised": account("t[.]me/{}", "t . me/{}", "t dot me/{}", "hxxps://t.me/{}"),
}


def place(dice: Random) -> tuple[Place, str]:
    """A place that nobody owns as far as we know, and whose it claims to be."""
    brand = dice.choice((*LISTED, *INVENTED))
    label = brand.lower().removesuffix(".com").replace(" ", "")
    word, number = dice.choice(TRADE), dice.randint(10, 999)
    host = f"{label}-{word}{number}.{dice.choice(ENDINGS)}"
    return Place(host, f"{word}_{label}{number}"), brand


def place_cases(count: int, seed: int = SEED) -> Iterator[Case]:
    """`count` texts of each way to write a link, an address or an account."""
    for name, write in PLACES.items():
        dice = Random(f"{seed} {name}")
        for _ in range(count):
            where, brand = place(dice)
            written, expected = write(where, dice)
            text = dice.choice(LINK_SENTENCES).format(brand=brand, it=written)
            yield Case(name, text, (expected,))
