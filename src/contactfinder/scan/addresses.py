"""Links, e-mail addresses and accounts in plain characters, also unclickable ones and those with blanks or words for signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from contactfinder.contacts.patterns import pattern
from contactfinder.scan.folding import NOTHING, REST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_LABELS = 8  # behind a host that may be words of the next sentence
LONGEST = 600  # characters of a link that are read
_OPEN, _CLOSE = r"\[({<|", r"\])}>|"
_BLANK = r"[ \0]"
# Each alternative is a fixed number of runs over disjoint characters, and a run of blanks is short.
_DOT = pattern(
    rf"(?<=[\w\0]){_BLANK}{{0,2}}[{_OPEN}]{{1,2}}{_BLANK}?(?:\.|dot|d0t|punto|点){_BLANK}?[{_CLOSE}]{{1,2}}{_BLANK}{{0,2}}(?=\w)"
    rf"|(?<=[a-z0-9\0]){_BLANK}{{1,2}}(?:dot|d0t|d\.o\.t|punto){_BLANK}{{1,2}}(?=[a-z0-9])|(?<=[a-z0-9])([-_])dot\1(?=[a-z0-9])"
    rf"|(?<=[a-z0-9\0]){_BLANK}{{0,2}}点{_BLANK}{{0,2}}(?=[a-z])"
    r"|(?<=[a-z0-9])[~°](?=[a-z]{2,24}(?![a-z0-9-])|[a-z0-9-]{1,40}[~°][a-z]{2,24}(?![a-z0-9-]))"  # a picture
    rf"|(?<=[a-z0-9\0])(?:{_BLANK}{{1,2}}\.{_BLANK}{{0,2}}|\.{_BLANK}{{1,2}})(?=[a-z0-9-]{{2,40}}(?:[./]|{_BLANK}?\.|\b))"
)
_AT = pattern(
    rf"(?<=[\w\0]){_BLANK}{{0,2}}[{_OPEN}]{{1,2}}{_BLANK}?(?:@|at|arroba){_BLANK}?[{_CLOSE}]{{1,2}}{_BLANK}{{0,2}}(?=\w)"
    rf"|(?<=[\w\0])(?:[{_OPEN}]a[{_CLOSE}]|([-_])at\1|{_BLANK}{{1,2}}@t{_BLANK}{{1,2}})(?=[a-z0-9\0\1-]{{1,63}}\.[a-z0-9\0\1])"
    rf"|(?<![\w\0])[{_OPEN}](?:@|at)[{_CLOSE}](?=[a-z0-9_])"
    rf"|(?<=[\w\0]){_BLANK}{{1,2}}@{_BLANK}{{0,2}}(?=[a-z0-9\0\1-]{{1,63}}\.[a-z0-9\0\1])|(?<=[\w\0])@{_BLANK}{{1,2}}(?=[a-z0-9\0\1-]{{1,63}}\.[a-z0-9\0\1])"
    rf"|(?<=[a-z0-9\0]){_BLANK}{{1,2}}(?:at the rate(?: of)?|at|arroba){_BLANK}{{1,2}}(?=[a-z0-9])"
    rf"|(?<=[a-z0-9]){_BLANK}{{0,2}}[+加]{_BLANK}{{0,2}}@(?=[a-z0-9-]{{1,63}}\.)"
    rf"|(?<=[a-z0-9]){_BLANK}{{0,2}}[{_OPEN}]?(?:艾特|圈a|小老鼠)[{_CLOSE}]?{_BLANK}{{0,2}}(?=[a-z0-9])"
)
# What is inside each of these, found by its first character in a fraction of the time.
_DOT_INSIDE = pattern(
    rf"\.(?:(?=[ \0{_CLOSE}])|(?<=[ \0{_OPEN}]\.))|d(?:[o0]|\.o\.)t|punto|点|[~°](?=[a-z0-9])"
)
_AT_INSIDE = pattern(
    rf"@|艾特|圈a|小老鼠|a(?:t(?<=[ \0{_OPEN}_-]at)(?=[ \0{_CLOSE}_-])|rroba|(?=[{_CLOSE}]))"
)
_FARTHEST = 5  # characters before it: two blanks, two brackets, a blank
_APART = pattern(r"(?<![a-z0-9])(?:[!-~] ){7,}[!-~](?![a-z0-9])")
_HOST_ENDS = pattern(r"\.([a-z]{2,24})(?=[/:?#]|$)")
_SCHEME = pattern(
    r"h\1?[tx*~]\1?[tx*~]\1?p\1?[sx]?[ \0\1]?[\[(]?:[\])]?[ \0\1]?/[ \0\1]?/[ \0\1\])]?".replace(r"\1", REST)
)
# Words for signs that are not at the end of a host: coin dash help dot com.
_IN_NAMES = pattern(
    r"(?<=[a-z0-9]) (?:(?P<dash>dash|hyphen|guion|横杠|短横)|(?P<low>underscore|下划线|guion bajo)) (?=[a-z0-9])"
)
_WORDS_IN_NAMES = (" dash ", " hyphen ", " guion ", " underscore ", "横", "下划线")
_TELEGRAM_APART = pattern(
    r"(?<![a-z0-9])t[\1 ]?\.[\1 ]*me[\1 ]{0,3}(?:/|slash|barra|斜杠)[\1 ]{0,2}@?([a-z][a-z0-9_]{3,31})".replace(
        r"\1", REST
    )
)
_WHATSAPP_APART = pattern(
    r"(?<![a-z0-9])wa[\1 ]?\.[\1 ]*me[\1 ]{0,3}(?:/|slash|barra|斜杠)[\1 ]{0,2}\+?(\d[\d \1.()-]{6,20}\d)".replace(
        r"\1", REST
    )
)
_SPREAD_NAME = pattern(r"@((?: [a-z0-9_]){5,32})(?![a-z0-9])")
_FREE_MAIL = r"(?:gmail|googlemail|yahoo|hotmail|outlook|live|aol|icloud|mail|gmx|proton|protonmail|qq|163|126)\.(?:com|net|me)"
_SPLIT_MAIL = pattern(
    r"([a-z0-9][a-z0-9._-]{3,40})[\s,;(]{1,3}"
    rf"(?:后缀|后面加|provider|servidor|suffix|dominio|domain|it.s an?|proveedor)[\s:是]{{0,3}}@?({_FREE_MAIL})"
)
_TELEGRAM = pattern(r"tg:[ \0]?//resolve/?\?domain=([a-z]\w{3,31})")
_RUN = pattern(
    r"(?<![a-z0-9_.\0\1-])[a-z0-9_\0\1-]+\.[a-z0-9_.\0\1-]*[a-z0-9\0\1]"
)  # begins where a word begins
_USER = pattern(r"[a-z0-9._%+\0\1-]{1,64}$")
_PATH = pattern(r"[/?#:][^\s<>\"'`|\\^{}\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]*")
_WHOLE = pattern(r"[^\s<>\"'`|^{}\u3001\u3002\uff00-\uffef\u300c-\u3011\u4e00-\u9fff]*")
_STOP = pattern(
    r"[，；！？、（）【】「」『』《》〈〉“”‘’…\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]|。(?![a-zA-Z0-9])"
)
_TRAILING = ".,;:!?)]}>*_~'\"\0\1-"
_ENDING = pattern(r"[a-z]{2,24}|xn--[a-z0-9-]{2,59}")
_USER_NAME = pattern(r"[a-z0-9][._+-]?[0-9_][a-z0-9]*$|[a-z0-9]\.[a-z]+$")
_NO_USER = pattern(
    r"(?<![a-z0-9._+-])(?:[a-z]{1,2}|out|now|here|available|login|look|visit|find|write|mail|e-?mail|contact|person|open|today|help)$"
)
_MAIL_WORD = pattern(r"mail|邮|correo|inbox|write")
_NO_DIGIT = pattern(r"\D+")
_GROUPED = pattern(r"(?<=\d)[ .()-]{1,2}(?=\d)")
_BY_NUMBER = ("wa.me/", "api.whatsapp.com/", "t.me/")  # of accounts, whose names are plain
_LABEL = pattern(r"[a-z0-9\0-]+")
_PICTURED = pattern(r"(?:[a-z0-9-]{1,40}[~°])?([a-z]{2,24})")
_LABELS = pattern(r"[a-z0-9_.\0\1-]+")
_NO_LABEL = pattern(r"[\0\1]*[-_][-_\0\1]*")  # no host begins with a hyphen
_PROVIDED = pattern(r"后缀|后面加|provider|servidor|suffix|domain|dominio|proveedor|it.s a")
_UNSEEN = str.maketrans("", "", NOTHING + REST)

_LOOKS = {"a": "[a@4]", "e": "[e3]", "i": "[i1l|!]", "l": "[l1i|!]", "m": "(?:m|rn)", "o": "[o0]"}


def _apart(name: str) -> str:
    """A pattern for a name with signs between its letters, and others that look like them."""
    return "[ ._-]?".join(_LOOKS.get(letter, letter) for letter in name)


_NETWORKS = {
    "telegram": rf"{_apart('telegram')}|t\W?g|电报|電報|纸飞机|飞机号?|电报群|tele",
    "whatsapp": _apart("whatsapp"),
    "wechat": r"we\W?chat|weixin|微信号?|薇信|[vw]x|加\s?v",
    "x": r"twitter|推特|小蓝鸟|tweet|x",
    "discord": _apart("discord"),
    "instagram": rf"{_apart('instagram')}|insta|ig",
    "facebook": rf"{_apart('facebook')}|fb|脸书",
    "reddit": r"reddit",
    "line": r"line\s+(?:id|app|account)",
    "youtube": r"youtube",
    "weibo": r"weibo|微博",
}
_ANY_NETWORK = "|".join(f"(?P<{name}>{words})" for name, words in _NETWORKS.items())
_SOME_NETWORK = pattern(
    r"t\W?g\b|egra|sc[o0]rd|book|wechat|weixin|[vw]x\b|instagram|line (?:id|app|account)|[微电電飞薇加]"
)
# Most texts have none of these, and so no such network, which is known sooner than a pattern finds out.
_OF_NETWORKS = (
    "egra",
    "sc0rd",
    "1scord",
    "book",
    "wechat",
    "weixin",
    "vx",
    "wx",
    "discord",
    "instagram",
    "line ",
)
_SHORT = pattern(r"t\W?g\b")
_TITLE = r"(?:\W{0,3}(?:id|handle|username|user\ name|account|channel|group|support|admin|bot|dm|me|us|at|on|for|is|as|号|群|账号|帐号|客服|官方|用户名)){0,3}"
_NAMED = pattern(rf"(?<![a-z])(?:{_ANY_NETWORK}){_TITLE}\W{{0,4}}$")
_BEHIND = pattern(rf"\W{{1,3}}(?:on|in|via|at|en|no|through|上|的)?\s*(?:the\s+)?(?:{_ANY_NETWORK})(?![a-z])")
_HANDLE = pattern(
    r"(?<![a-z0-9_@.\0])@[\0\1]*(?=[0-9_.\0]{0,40}[a-z])([a-z0-9_][a-z0-9_.\0]{2,40})(?![a-z0-9_@])"
)
_PLAIN_NAME = pattern(
    rf"(?<![a-z])(?:{_ANY_NETWORK})\W{{0,3}}(?:id|handle|username|user\ name|account|name|号|账号|帐号|客服|用户名)?\s*"
    r"(?:[:=~-]|is\b|\s)[\s~>]{0,3}([a-z][a-z0-9_\0\1-]{4,64})(?![a-z0-9_@/:-]|\.[a-z0-9])"
)
_HYPHENATED = pattern(r"(?:\w-)+\w")
_DISTINCT = pattern(r"[a-z]\d|_")  # what tells the name of an account from a word


class Address(NamedTuple):
    """A contact as it is to be read, and in plain characters where that fails; where it stands, and how it is written."""

    start: int
    end: int
    text: str
    plain: str
    spelled: bool  # words or brackets for signs
    parted: bool  # blanks inside
    bare: bool = False  # a host without a scheme
    nameless: bool = False  # an account whose network is not said


class Addresses:
    """The links, addresses and accounts in one text."""

    def __init__(self, text: str, folded: str, undone: str, is_ending: Callable[[str], bool]) -> None:
        """`folded` is the text in plain characters, `undone` the same without markup; `is_ending` knows top-level domains."""
        self._text, self._folded, self._is_ending = text, folded.lower(), is_ending
        plain = undone.lower()
        self._cased = undone
        if " . " in plain:
            plain = _APART.sub(self._together, plain)
        if any(map(plain.__contains__, _WORDS_IN_NAMES)):
            plain = _IN_NAMES.sub(lambda word: _sign("-" if word["dash"] else "_", word[0]), plain)
        plain = _replaced(plain, _DOT_INSIDE, _DOT, self._dot)
        self._plain = _replaced(plain, _AT_INSIDE, _AT, self._at)

    def all(self) -> list[Address]:
        """Each once, in their order; a longer one swallows what stands in it."""
        every = [
            *self._links(),
            *self._hosts(),
            *self._handles(),
            *self._names(),
            *self._invitations(),
            *self._split(),
            *self._spread(),
        ]
        found: list[Address] = []
        for address in sorted(every, key=lambda a: (a.start, -a.end)):
            if not found or address.start >= found[-1].end:
                found.append(address)
        return found

    # -- letters apart, and signs in words

    def _together(self, match: re.Match[str]) -> str:
        """Letters that stand alone as one word, if they are a host: c o i n . c o m; words of one letter may follow it."""
        letters = match[0][::2]
        for end in _HOST_ENDS.finditer(letters):
            label = end[1]
            if self._is_ending(label):
                return REST.join(letters)
            if end.end() == len(letters):
                size = next((n for n in range(len(label) - 1, 1, -1) if self._is_ending(label[:n])), 0)
                kept = end.start(1) + size if size else 0
                return REST.join(letters[:kept]) + match[0][max(0, 2 * kept - 1) :]
        return match[0]

    def _dot(self, match: re.Match[str]) -> str:
        """A dot for what stands for one; not where a sentence ends and the next begins."""
        after = self._cased[match.end() : match.end() + 1]
        if match[0].strip(" \0") == "." and after.isupper() and not self._cased[match.start() - 1].isupper():
            return match[0]
        if match[0][0] == "." and not self._ends_a_host(match):
            return match[0]
        if match[0] in "~°" and not self._is_picture_of_a_dot(match):
            return match[0]
        return _sign(".", match[0])

    def _ends_a_host(self, dot: re.Match[str]) -> bool:
        """Whether an ending of hosts stands behind a dot and a blank; else a sentence begins."""
        label = _LABEL.match(dot.string, dot.end())
        return label is not None and self._is_ending(label[0].rstrip("-").translate(_UNSEEN))

    def _is_picture_of_a_dot(self, match: re.Match[str]) -> bool:
        """Whether a picture stands between the labels of a host."""
        rest = _PICTURED.match(match.string, match.end())
        return category(self._text[match.start()]) == "So" and rest is not None and self._is_ending(rest[1])

    def _at(self, match: re.Match[str]) -> str:
        """An at sign for what stands for one; 'at' alone only beside other tricks, or after a word for mail."""
        if match[0].strip(" \0") in ("at", "arroba"):
            ahead = match.string[match.end() : match.end() + 80].split(" ")[0]
            before = match.string[max(0, match.start() - 60) : match.start()]
            if (
                "." not in ahead
                or "/" in ahead  # a link, not an address
                or _NO_USER.search(before)
                or not (_has_tricks(ahead) or _MAIL_WORD.search(before) or _USER_NAME.search(before))
            ):
                return match[0]
        lead = len(match[0]) - len(match[0].lstrip(" \0"))
        host = _LABELS.match(match.string, match.end(), match.end() + 80)
        if lead and (host is None or "." not in host[0].rstrip(".")):  # Telegram (@)name
            return match[0][:lead] + _sign("@", match[0][lead:])
        return _sign("@", match[0])

    # -- what there is

    def _links(self) -> Iterator[Address]:
        for match in _SCHEME.finditer(self._plain):
            if self._plain[match.start() - 1 : match.start()].isalnum() and match.start():
                continue
            rest = _WHOLE.match(self._plain, match.end(), match.end() + LONGEST)
            end = self._cut(match.end(), rest.end() if rest else match.end())
            if end - match.end() > 3:
                scheme = "https" if "s" in match[0].partition(":")[0] else "http"
                yield self._address(match.start(), end, f"{scheme}://", match.end())

    def _hosts(self) -> Iterator[Address]:
        for match in _RUN.finditer(self._plain):
            found = self._host_in(match)
            if found:
                yield from self._with_host(*found)

    def _host_in(self, match: re.Match[str]) -> tuple[int, int] | None:
        """Where the host stands in a run of labels; None when none of the last ones ends a host."""
        start, end = match.span()
        for _ in range(MOST_LABELS):
            dot = self._plain.rfind(".", start, end)
            if dot <= start:
                return None
            ending = self._plain[dot + 1 : end].translate(_UNSEEN)
            if _ENDING.fullmatch(ending) and self._is_ending(ending):
                return start, end
            end = dot
        return None

    def _with_host(self, start: int, end: int) -> Iterator[Address]:
        plain = self._plain
        if plain[end : end + 1] == "@":
            return
        if plain[start - 1 : start] == "@":
            user = _USER.search(plain, max(0, start - 65), start - 1)
            if user and user[0].strip("._-%+\0\1"):
                yield self._address(user.start(), end)
            return
        if dash := _NO_LABEL.match(plain, start, end):
            start = dash.end()
        path = _PATH.match(plain, end, end + LONGEST)
        if path and (path[0][0] != ":" or path[0][1:2].isdigit()):
            end = self._cut(end, path.end())
        yield self._address(start, end)._replace(bare=True)

    def _cut(self, start: int, end: int) -> int:
        """Where a link ends: before the signs and letters of a Chinese sentence, the end of a sentence or a bracket."""
        stop = _STOP.search(self._text, start, end)
        return _trimmed(self._plain, start, stop.start() if stop else end)

    def _handles(self) -> Iterator[Address]:
        for match in _HANDLE.finditer(self._plain) if "@" in self._plain else ():
            end = _trimmed(self._plain, match.start(1), match.end())
            name = self._plain[match.start(1) : end].translate(_UNSEEN)
            yield self._account(match.start(), end, name)

    def _account(self, start: int, end: int, name: str) -> Address:
        """An account written with an at sign, on the network that is named beside it."""
        network = self._network(start, end)
        text = f"{network}:{name}" if network else f"@{name}"
        return self._address(start, end)._replace(text=text, plain=text, nameless=network is None)

    def _network(self, start: int, end: int) -> str | None:
        """The network that is named before an account, or behind it."""
        before = _NAMED.search(self._plain[max(0, start - 40) : start])
        if not before and "✈" in self._text[max(0, start - 4) : start]:
            return "telegram"
        match = before or _BEHIND.match(self._plain[end : end + 40])
        return next((name for name, said in match.groupdict().items() if said), None) if match else None

    def _names(self) -> Iterator[Address]:
        """Accounts without an at sign, behind the name of their network."""
        for match in _PLAIN_NAME.finditer(self._plain) if self._names_network() else ():
            *_, name = match.groups()
            name = name.translate(_UNSEEN)
            name = name.replace("-", "") if _HYPHENATED.fullmatch(name) else name
            network = next(n for n, said in match.groupdict().items() if said)
            if self._looks_like_an_account(name, match.start(match.lastindex or 0)) and network != "whatsapp":
                address = self._address(match.start(match.lastindex or 0), match.end())
                yield address._replace(text=f"{network}:{name}", plain=f"{network}:{name}")

    def _names_network(self) -> bool:
        plain = self._plain
        if plain.isascii() and not any(map(plain.__contains__, _OF_NETWORKS)):
            return bool(_SHORT.search(plain))
        return bool(_SOME_NETWORK.search(plain))

    def _invitations(self) -> Iterator[Address]:
        """Links that open an account in the app of Telegram."""
        for match in (*_TELEGRAM.finditer(self._plain), *_TELEGRAM_APART.finditer(self._plain)):
            text = f"telegram:{match[1]}"
            yield self._address(*match.span())._replace(text=text, plain=text)

    def _spread(self) -> Iterator[Address]:
        """Names of accounts with their letters apart, and accounts of WhatsApp by their number, with words for signs."""
        for match in _SPREAD_NAME.finditer(self._plain) if "@ " in self._plain else ():
            yield self._account(*match.span(), match[1].replace(" ", ""))
        for match in _WHATSAPP_APART.finditer(self._plain) if "wa" in self._plain else ():
            text = f"https://wa.me/{_NO_DIGIT.sub('', match[1])}"
            yield self._address(*match.span())._replace(text=text, plain=text)

    def _split(self) -> Iterator[Address]:
        """Users of free mailboxes whose host is told apart: user help77, provider yahoo.com."""
        for match in _SPLIT_MAIL.finditer(self._plain) if _PROVIDED.search(self._plain) else ():
            text = f"{match[1]}@{match[2]}"
            yield self._address(*match.span())._replace(text=text, plain=text, spelled=True)

    def _looks_like_an_account(self, name: str, at: int) -> bool:
        """Whether this is no word: digits, an underline or capitals are inside."""
        cased = self._cased[at : at + len(name)]
        return bool(_DISTINCT.search(name) or any(c.isupper() for c in cased[1:] if not cased.isupper()))

    def _address(self, start: int, end: int, scheme: str = "", behind: int | None = None) -> Address:
        first = start if behind is None else behind
        if self._plain[start:end] == self._folded[start:end]:
            text, plain_text = self._text[first:end], self._plain[first:end].replace(NOTHING, "")
            text = _by_number(plain_text) if plain_text.startswith(_BY_NUMBER) else text
            spelled = bool(scheme) and "t" not in self._plain[start:first]
            return Address(start, end, scheme + text, scheme + plain_text, spelled, " " in text)
        raw, plain = [], []
        for at in range(first, end):
            c = self._plain[at]
            if c != REST:
                raw.append(self._text[at] if c == self._folded[at] else c)
                plain.append(c)
        tricks = [at for at in range(start, end) if self._plain[at] != self._folded[at]]
        blanks = any(self._text[at].isspace() for at in range(start, end))
        spelled = any(self._folded[at] not in " .@/:" for at in tricks) or (
            bool(scheme) and "t" not in self._plain[start:first]
        )
        joined = "".join(plain).replace(NOTHING, "")
        written = _by_number(joined) if joined.startswith(_BY_NUMBER) else "".join(raw)
        return Address(start, end, scheme + written, scheme + joined, spelled, blanks)


def _has_tricks(host: str) -> bool:
    """Whether a host is written with other tricks than letters apart: support at c o i n . c o m is no address."""
    return REST in host and bool(host[1::2].strip(REST))


def _replaced(
    text: str, inside: re.Pattern[str], sign: re.Pattern[str], read: Callable[[re.Match[str]], str]
) -> str:
    """The same as `sign.sub(read, text)`."""
    parts: list[str] = []
    done = 0
    for centre in inside.finditer(text):
        starts = range(max(done, centre.start() - _FARTHEST), centre.start() + 1)
        if found := next(filter(None, (sign.match(text, start) for start in starts)), None):
            parts += (text[done : found.start()], read(found))
            done = found.end()
    return "".join(parts) + text[done:] if parts else text


def _by_number(link: str) -> str:
    """A link to an account, whose number may be written in groups."""
    host, slash, number = link.partition("/")
    return f"{host}{slash}{_GROUPED.sub('', number)}" if host == "wa.me" else link


def _sign(sign: str, written: str) -> str:
    return sign + REST * (len(written) - 1)


def _trimmed(plain: str, start: int, end: int) -> int:
    """Where a contact ends that may be the end of a sentence or stand in brackets."""
    while end > start and plain[end - 1] in _TRAILING:
        if plain[end - 1] == ")" and plain.count("(", start, end) >= plain.count(")", start, end):
            break
        end -= 1
    return end
