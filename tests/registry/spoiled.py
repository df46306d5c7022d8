"""Ways to spoil a file of the registry: its bytes, its structure, its values. `random` decides, so that Hypothesis can replay."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import yaml

from contactfinder.registry import source

NASTY = [
    *(
        "",
        " ",
        "no",
        "~",
        "null",
        "12:30",
        "24/7",
        "1e3",
        "0x1f",
        "=",
        "<<",
        "-",
        "?",
        "- a",
        "a: b",
        "a #b",
        "#",
        "|",
        ">",
    ),
    *(
        "2026-02-31",
        "0000-00-00",
        "0000",
        "9999-12-31",
        "2026-13",
        "10000-01-01",
        "٢٠٢٦-٠١-٠١",
        "2026-11-22\n",
    ),
    *(
        "P",
        "PT",
        "P0D",
        "PT0M",
        "P9" + "9" * 30 + "D",
        "PT24H/PT1H",
        "P/P",
        "P1D/",
        "PTT",
        "P1H",
        "P" + "9" * 5000 + "D",
    ),
    *(
        "Mo-Fr 09:00-18:00",
        "Mo-Su 25:00-99:00",
        "PH off",
        "24/7; 24/7",
        "Mo 09:00-",
        "week 60",
        "(((((",
        "Feb 31",
        "Mo" * 500,
    ),
    *("Europe/Berlin", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "Europe", "UTC+25"),
    *(
        "xn--",
        "xn--a",
        "xn--80ak6aa92e.com",
        "com",
        "co.uk",
        "EXAMPLE.com",
        "a..b",
        ".com",
        "1.2.3.4",
        "[::1]",
        "a" * 64 + ".com",
    ),
    *(
        "https://",
        "https://[::1]:99999/",
        "https://[::1]/",
        "https://a.com:0/",
        "http://a.com",
        "https://a@b.com",
        "//a.com",
    ),
    *(
        "https://example.org/%ff%00",
        "https://1.2.3.4/",
        "https://0x7f.1/",
        "ftp://a.com",
        "javascript:alert(1)",
        "https://xn--a/",
    ),
    *(
        "github:",
        "github:a/b@1234567",
        "github:a/b",
        "pypi:@1",
        "npm:@a/b@1",
        "github-file:1",
        "gitlab:x",
        "github:../..@1234567",
    ),
    *(
        "+",
        "+1",
        "+44 20 7946 0000",
        "+999",
        "+1" * 40,
        "tel:+1",
        "911",
        "+١٢٣٤",
        "+1 888 908 7930 ext. 5",
        "+800 1234 5678",
    ),
    *(
        "@",
        "a@",
        "@b.c",
        "a@b@c",
        "x:",
        ":x",
        "x:y:z",
        "t.me/",
        "https://t.me/",
        "https://x.com/i",
        "https://wa.me/1",
        "a" * 20_000,
    ),
    *(
        "\ud800",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "\u2028",
        "\x85",
        "\ufeff",
        "\ufffe",
        "e\u0301",
        "[red]x[/]",
        "{0}%s{place}",
    ),
    *(
        "🙂",
        "👨‍👩‍👧‍👦",
        "币安",
        "בדיקה",
        "'",
        '"',
        '"""',
        "\\",
        "\\x",
        "it's",
        "a\tb",
        "a\nb",
        "a\r\nb",
        "`x`",
        "<b>",
        "]]>",
        "&amp;",
    ),
    *(
        "official",
        "phone",
        "social",
        "x",
        "whatsapp",
        "EU",
        "ZZ",
        "us",
        "en",
        "zh-Hans",
        "true",
        "True",
        "active",
        "closed",
    ),
]
_BYTES = [
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\t",
    b"\r",
    b"\n",
    b"\r\n",
    b" ",
    b"#",
    b" #",
    b"- ",
    b": ",
    b"? ",
] + [bytes([c]) for c in b"\"'[]{},&*!|>%@`~<"]


def bytes_spoiled(content: bytes, random: Random) -> bytes:
    """Some bytes flipped, deleted, inserted, repeated, or everything from somewhere cut off."""
    for _ in range(random.randint(1, 3)):
        content = _bytes_altered(content, random)
    return content


def _bytes_altered(content: bytes, random: Random) -> bytes:
    place = random.randint(0, len(content))
    end = min(len(content), place + random.randint(1, 30))
    ways: list[Callable[[], bytes]] = [
        lambda: content[:place] + bytes([random.randint(0, 255)]) + content[place + 1 :],
        lambda: content[:place] + content[end:],
        lambda: content[:place] + random.choice(_BYTES) + content[place:],
        lambda: content[:place],
        lambda: content[:end] + content[place:],
        lambda: content.replace(b"\n", b"\r\n"),
        lambda: _line_moved(content, random),
    ]
    return random.choice(ways)()


def _line_moved(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randint(0, len(lines)), b" " * random.randint(0, 8) + line.strip())
    return b"\n".join(lines)


def tree_spoiled(content: bytes, random: Random) -> bytes:
    """Some places of the tree dropped, doubled, swapped, nested, or given another value; written in one of many ways."""
    data = source.read(content.decode()).data
    for _ in range(random.randint(1, 4)):
        data = _altered(data, random)
    return _written(data, random).encode("utf-8", "surrogatepass")


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every container with each of its keys."""
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    return [place for key in keys for place in ((data, key), *_places(data[key]))]


def _altered(data: Any, random: Random) -> Any:
    places = _places(data)
    if not places or random.random() < 0.02:
        return random.choice([[], {}, "text", [data], {"name": data}])
    inside, key = random.choice(places)
    other, other_key = random.choice(places)
    change: list[Callable[[], Any]] = [
        lambda: inside.__setitem__(key, random.choice(NASTY)),
        lambda: inside.__setitem__(key, random.choice(NASTY)),
        lambda: inside.__setitem__(key, random.choice([[], {}, [[]], [{}], ["a"], {"a": "b"}, {"": ""}])),
        lambda: inside.__setitem__(key, [inside[key]]),
        lambda: inside.__setitem__(key, {random.choice(NASTY): inside[key]}),
        lambda: inside.__setitem__(key, _deep(inside[key], random.randint(2, 20))),
        lambda: inside.__setitem__(key, _copied(other[other_key])),
        lambda: inside.__delitem__(key),
        lambda: _renamed(inside, key, random),
        lambda: inside.append(_copied(inside[key])) if isinstance(inside, list) else None,
        lambda: random.shuffle(inside) if isinstance(inside, list) else None,
    ]
    random.choice(change)()
    return data


def _copied(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _deep(value: Any, depth: int) -> Any:
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def _renamed(inside: Any, key: Any, random: Random) -> None:
    if isinstance(inside, dict):
        known = (
            "value",
            "kind",
            "evidence",
            "source",
            "read",
            "trust",
            "network",
            "regions",
            "hours",
            "withdrawn",
        )
        inside[random.choice([*NASTY, *known])] = inside.pop(key)


def _written(data: Any, random: Random) -> str:
    if random.random() < 0.3:
        return json.dumps(data, ensure_ascii=random.random() < 0.5, indent=random.choice([None, 2]))
    style = random.choice([None, '"', "'", "|", ">"])
    return yaml.safe_dump(
        data,
        allow_unicode=random.random() < 0.7,
        sort_keys=False,
        default_style=style,  # type: ignore[arg-type]
        default_flow_style=random.choice([None, True, False]),
        width=random.choice([20, 80, 4000]),
        line_break=random.choice([None, "\r\n"]),  # type: ignore[arg-type]
        explicit_start=random.random() < 0.2,
    )


def remarks_spoiled(content: bytes, random: Random) -> bytes:
    """Comments put above, behind and between everything, at any depth."""
    lines = content.decode().split("\n")
    for number in range(random.randint(1, 6)):
        place, text = random.randrange(len(lines)), f"# remark {number} \u4e00: [x], 'y"
        if random.random() < 0.5:
            lines.insert(place, " " * random.randint(0, 10) + text)
        else:
            lines[place] += f" {text}"
    return "\n".join(lines).encode()


SPOILED = [bytes_spoiled, tree_spoiled, remarks_spoiled]
