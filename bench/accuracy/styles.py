"""How numbers are disguised: each style a function from a number to a text."""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from carriers import (
    KEYPAD,
    SEED,
    VANITY_WORDS,
    Case,
    Expected,
    Number,
    american,
    any_sentence,
    anywhere,
    foreign,
    free_line,
    sentence_at_home,
    vanity,
    words,
)

Write = Callable[[Number, Random], str]


class Style(NamedTuple):
    """How a number is written, which numbers are written so, and in which sentences."""

    write: Write
    numbers: Callable[[Random], Number]
    carriers: Callable[[Number, Random], str]


# -- digits of other alphabets

ZEROS = {
    "mathematical-bold": "𝟎",
    "mathematical-double-struck": "𝟘",
    "mathematical-sans": "𝟢",
    "mathematical-monospace": "𝟶",
    "full-width": "０",
    "segmented": "🯰",
    "arabic": "٠",
    "persian": "۰",
    "devanagari": "०",
    "thai": "๐",
    "bengali": "০",
}
ALPHABETS = {
    **{name: "".join(chr(ord(zero) + i) for i in range(10)) for name, zero in ZEROS.items()},
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "black-circled": "⓿❶❷❸❹❺❻❼❽❾",
    "in-parentheses": "0⑴⑵⑶⑷⑸⑹⑺⑻⑼",
    "full-stop": "0⒈⒉⒊⒋⒌⒍⒎⒏⒐",
    "superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "subscript": "₀₁₂₃₄₅₆₇₈₉",
    "cyrillic-letters": "О12З4567В9",
}
LETTERS = str.maketrans({"0": "O", "1": "l", "5": "S", "8": "B"})
ZEROS_LIKE = words("O o О Ο Օ ⭕ 🅾 ○ 〇 ⓪ Ø")


def usual(number: Number, dice: Random) -> str:
    """A number as honest people write it."""
    sign = dice.choice((" ", "-", " ", ".")) if number.plus else dice.choice((" ", "-", ".", "", "("))
    plus = number.plus or dice.choice(("+", "+", ""))
    if sign == "(":
        _, area, *rest = number.groups
        return f"{plus}1 ({area}) {'-'.join(rest)}"
    return plus + sign.join(number.groups)


def in_digits(digits: str) -> Write:
    """The usual writing in other digits."""
    table = str.maketrans("0123456789", digits)
    return lambda number, dice: usual(number, dice).translate(table)


def keycaps(number: Number, dice: Random) -> str:
    """Each digit as the picture of a key."""
    sign = dice.choice(("", " ", "-"))
    return number.lead + sign.join("".join(f"{d}\ufe0f\u20e3" for d in group) for group in number.groups)


def mixed_digits(number: Number, dice: Random) -> str:
    """Each digit of another alphabet."""
    every = [a for name, a in ALPHABETS.items() if name not in ("in-parentheses", "full-stop")]
    return "".join(dice.choice(every)[int(c)] if c.isdigit() else c for c in usual(number, dice))


def letters_for_zeros(number: Number, dice: Random) -> str:
    """O for 0."""
    return usual(number, dice).replace("0", "O")


def zeros_alike(number: Number, dice: Random) -> str:
    """A round sign or a foreign letter for 0."""
    return usual(number, dice).replace("0", dice.choice(ZEROS_LIKE))


def letters_for_digits(number: Number, dice: Random) -> str:
    """Letters for up to four digits behind the area code."""
    written = list(usual(number, dice))
    places = [i for i, c in enumerate(written) if i > 1 and c in "0158"]
    for at in dice.sample(places, min(len(places), 4)):
        written[at] = written[at].translate(LETTERS)
    return "".join(written)


# -- signs between digits

SYMBOLS = "✦⚝★✪❖◆♦●✔☆※✿❀♛⚡❂✧☀☘♻⊕⌘"
EMOJI = ("📞", "☎️", "🔥", "✅", "💥", "👉", "🎧", "⭐️", "🔴", "👩‍💻")
ARROWS = ("→", "➜", "⇒", "➤", "»", "=>", "->", "⟶")
HIDDEN = {
    "zero-width-space": "\u200b",
    "word-joiner": "\u2060",
    "soft-hyphen": "\u00ad",
    "direction-marks": "\u200e\u200f\u202a\u202c\u2066\u2069",
    "combining-marks": "\u0336\u0332\u0301\u20e0",
    "variation-selectors": "\ufe0e\ufe0f\ufe01",
    "hangul-fillers": "\u3164\u115f\uffa0",
}
BLANKS = "\u00a0\u2003\u2009\u202f\u3000\u205f\u2800"
DASHES = "‐‑‒–—―−﹣－⁃~〜"


def between_groups(signs: Sequence[str], most: int = 1) -> Write:
    """One of the signs between the groups, up to `most` times."""

    def write(number: Number, dice: Random) -> str:
        return number.plus + (dice.choice(signs) * dice.randint(1, most)).join(number.groups)

    return write


def between_digits(signs: Sequence[str]) -> Write:
    """One of the signs between all digits."""
    return lambda number, dice: number.plus + dice.choice(signs).join(number.digits)


def hidden(signs: str) -> Write:
    """What nobody sees behind some of the characters."""
    return lambda number, dice: "".join(
        c + (dice.choice(signs) if dice.random() < 0.6 else "") for c in usual(number, dice)
    )


def bracketed(opening: str, closing: str) -> Write:
    """Each group in brackets."""
    return lambda number, _: number.plus + "".join(opening + group + closing for group in number.groups)


def in_brackets(number: Number, dice: Random) -> str:
    """All of it in brackets over brackets."""
    opening, closing = dice.choice(
        (("{{", "}}"), ("[[", "]]"), ("((", "))"), ("【", "】"), ("⟦", "⟧"), ("<<", ">>"))
    )
    return f"{opening}{usual(number, dice)}{closing}"


def different_signs(number: Number, dice: Random) -> str:
    """Another sign at each place."""
    first, *rest = number.groups
    return number.plus + first + "".join(dice.choice("-.~*_|/•=:") + group for group in rest)


def quoted_groups(number: Number, dice: Random) -> str:
    """Each group in quotation marks."""
    mark = dice.choice("\"'`")
    return number.plus + " ".join(f"{mark}{group}{mark}" for group in number.groups)


def groups_in_lines(number: Number, _: Random) -> str:
    """A group a line."""
    return "\n" + number.plus + "\n".join(number.groups) + "\n"


def digits_in_lines(number: Number, _: Random) -> str:
    """A digit a line."""
    return "\n" + number.plus + "\n".join(number.digits) + "\n"


def wrong_groups(number: Number, dice: Random) -> str:
    """Groups where nobody makes them."""
    digits, signs, parts = number.digits, dice.choice("- ."), list[str]()
    while digits:
        size = dice.randint(2, 5)
        parts.append(digits[:size])
        digits = digits[size:]
    return "+" + signs.join(parts)


# -- digits in words

IN_ENGLISH = words("zero one two three four five six seven eight nine")
IN_SPANISH = words("cero uno dos tres cuatro cinco seis siete ocho nueve")
IN_CHINESE = "零一二三四五六七八九"
IN_FORMAL_CHINESE = "零壹贰叁肆伍陆柒捌玖"
BY_RADIO = "洞幺两三四五六拐八勾"
TENS = ["", *words("ten twenty thirty forty fifty sixty seventy eighty ninety")]
TEENS = words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")


def spelled(words: Sequence[str], plus: str, signs: Sequence[str]) -> Write:
    """Each digit as a word."""

    def write(number: Number, dice: Random) -> str:
        begun = plus if number.lead else ""
        return begun + dice.choice(signs).join(words[int(d)] for d in number.digits)

    return write


AS_HEARD = (
    words("zero zeero oh zer0"),
    words("won wun one"),
    words("tu two too"),
    words("tree thr33 three"),
    words("fore phour four"),
    words("fife f1ve fyve"),
    words("siks sicks six"),
    words("sevin s3ven seven"),
    words("eyt e1ght ate"),
    words("nyne niner n1ne"),
)
IN_CHINESE_AS_HEARD = (
    "零灵洞",
    "衣医幺",
    "爱耳两",
    "伞散三",
    "思丝司",
    "舞吾五",
    "溜流六",
    "妻漆拐",
    "爸吧巴",
    "酒久勾",
)


def heard(number: Number, dice: Random) -> str:
    """Words that sound like digits, or look like them."""
    return ("plus " if number.lead else "") + dice.choice((" ", ", ", " - ")).join(
        " ".join(dice.choice(AS_HEARD[int(d)]) for d in group) for group in number.groups
    )


def heard_in_chinese(number: Number, dice: Random) -> str:
    """Characters that sound like digits."""
    return ("加" if number.lead else "") + dice.choice(("", " ", "-")).join(
        "".join(dice.choice(IN_CHINESE_AS_HEARD[int(d)]) for d in group) for group in number.groups
    )


PICTURED = {"0": "⭕", "1": "🥇", "2": "🥈", "3": "🥉", "8": "🎱"}


def pictured(number: Number, dice: Random) -> str:
    """Pictures for some digits."""
    written = (PICTURED.get(c, c) if dice.random() < 0.5 else c for c in usual(number, dice))
    return "".join(written)


def in_fields(number: Number, dice: Random) -> str:
    """The parts of a number as a form has them."""
    code, *rest = number.groups
    return dice.choice(
        (
            "country code: {} / number: {}",
            "country code {}, number {}",
            "国家代码 {} / 号码 {}",
            "código de país: {}; número: {}",
        )
    ).format(code, dice.choice(" -").join(rest))


def joined(number: Number, dice: Random) -> str:
    """Several words between the groups."""
    first, *rest = number.groups
    joints = dice.choice(
        (
            (" then ", " and ", " and finally "),
            (" luego ", " y ", " y termina con "),
            ("[toll]", "[free]", "[now]"),
        )
    )
    return (
        "+" + first + "".join(joint + group for joint, group in zip((*joints, *joints), rest, strict=False))
    )


def right_to_left(number: Number, dice: Random) -> str:
    """The number from its end, which direction marks turn round on the screen; or a word says so."""
    written = usual(number, dice)
    if not written.startswith("+"):
        return f"\u202e{written[::-1]}\u202c"
    return dice.choice(("\u202e{}\u202c", "{} (right to left)", "{}（倒着读）")).format(written[::-1])


def spelled_glued(number: Number, _: Random) -> str:
    """English words without blanks."""
    return number.lead + "".join(IN_ENGLISH[int(d)].title() for d in number.digits)


def spelled_doubles(number: Number, dice: Random) -> str:
    """Double and triple, and oh for zero, as people say numbers."""
    digits, said = number.digits, ["plus"] if number.lead else []
    while digits:
        count = len(digits) - len(digits.lstrip(digits[0]))
        count = min(count, 3)
        word = "oh" if digits[0] == "0" and dice.random() < 0.5 else IN_ENGLISH[int(digits[0])]
        said += [{1: "", 2: "double ", 3: "triple "}[count] + word]
        digits = digits[count:]
    return " ".join(said)


def spelled_partly(number: Number, dice: Random) -> str:
    """Some digits as words."""
    return number.plus + " ".join(IN_ENGLISH[int(d)] if dice.random() < 0.5 else d for d in number.digits)


def spelled_tens(number: Number, _: Random) -> str:
    """One eight hundred, twenty-three four fifty-six seventy-one."""
    code, area, *rest = number.groups
    begun = [IN_ENGLISH[int(d)] for d in code + area]
    if area.endswith("00"):
        begun = [*(IN_ENGLISH[int(d)] for d in code), IN_ENGLISH[int(area[0])], "hundred"]
    digits, said = "".join(rest), list[str]()
    while digits:
        size = 2 if len(digits) > 1 and "0" not in digits[:2] else 1
        said.append(_in_tens(digits[:size]))
        digits = digits[size:]
    return f"{' '.join(begun)}, {' '.join(said)}"


def _in_tens(digits: str) -> str:
    if len(digits) == 1:
        return IN_ENGLISH[int(digits)]
    if digits[0] == "1":
        return TEENS[int(digits[1])]
    return f"{TENS[int(digits[0])]}-{IN_ENGLISH[int(digits[1])]}"


def signs_in_words(number: Number, dice: Random) -> str:
    """Dash and dot as words."""
    word = dice.choice((" dash ", " dot ", " hyphen ", " minus ", " space ", "-dash-"))
    return ("plus " if number.plus else "") + word.join(number.groups)


def words_between(number: Number, dice: Random) -> str:
    """Words that say nothing between the groups."""
    word = dice.choice((" then ", " and ", " call ", " now ", " or ", " y ", " 然后 "))
    return number.plus + word.join(number.groups)


def vanity_letters(number: Number, dice: Random) -> str:
    """1-800-COINBASE."""
    word = dice.choice([w for w in VANITY_WORDS if number.e164.endswith(w.translate(KEYPAD)[:7])])
    area = number.groups[1]
    return dice.choice(
        (f"1-{area}-{word}", f"+1-{area}-{word}", f"1 ({area}) {word}", f"{area}-{word}", f"1.{area}.{word}")
    )


# -- what is put before, left out or glued on


def junk_before(number: Number, dice: Random) -> str:
    """Signs and digits before the number that nobody dials."""
    junk = dice.choice(("++", "+ +", "+-", "+(", "#+", "+~", "+.", "+*", "=+", "☎+", "*+*", "(+)"))
    return junk + "-".join(number.groups)


def doubled_code(number: Number, dice: Random) -> str:
    """The country code twice."""
    code = number.groups[0]
    return (
        dice.choice((f"+{code}-", f"+{code} ", f"+{code}+", f"{code}-", f"(+{code}) "))
        + "+" * (code != "1")
        + "-".join(number.groups)
    )


def abroad(number: Number, dice: Random) -> str:
    """With the prefix that is dialled to get out of the country."""
    return dice.choice(("00", "011", "00 ", "011-", "(00)")) + dice.choice(" -").join(number.groups)


def plus_without_code(number: Number, dice: Random) -> str:
    """A plus, and then the number as it is dialled at home."""
    return "+" + dice.choice(("-", " ", "", ".")).join(number.groups[1:])


def without_code(number: Number, dice: Random) -> str:
    """As it is dialled at home."""
    _, *rest = number.groups
    return dice.choice((number.home, "-".join(rest), ".".join(rest), " ".join(rest), "".join(rest)))


def at_home(number: Number, _: Random) -> str:
    """As the plan of the country writes it."""
    return number.home


def glued(number: Number, dice: Random) -> str:
    """A word before, behind, or both, without a blank."""
    before = dice.choice(("Number", "call", "support", "tel", "Coinbase", "", ""))
    behind = (
        dice.choice(("Will", "now", "help", "USA", "")) if before else dice.choice(("Will", "now", "for"))
    )
    return before + usual(number, dice) + behind


def tagged(number: Number, dice: Random) -> str:
    """In a tag of a social network."""
    return dice.choice(("#{}", "#support_{}", "@{}", "#call{}", "#{}support")).format(number.digits)


def in_underscores(number: Number, _: Random) -> str:
    """As in the name of a file or an address."""
    return "support_" + "_".join(number.groups) + "_helpline"


def repeated(number: Number, dice: Random) -> str:
    """The number several times in a row."""
    return dice.choice((" ", "  ", " / ", " | ", ", ", "🔥", "")).join(
        [usual(number, dice)] * dice.randint(2, 4)
    )


# -- markup and escapes


def tags_inside(number: Number, dice: Random) -> str:
    """Every group in tags."""
    tag = dice.choice(("b", "i", "span", "strong"))
    return number.lead + dice.choice(("", " ", "-")).join(
        f"<{tag}>{group}</{tag}>" for group in number.groups
    )


def comments_inside(number: Number, dice: Random) -> str:
    """Comments between the digits."""
    return number.lead + dice.choice(("<!-- x -->", "<!---->", "<wbr>", "<br>", "&shy;", "&nbsp;")).join(
        number.groups
    )


def entities(number: Number, dice: Random) -> str:
    """Digits as numeric entities."""
    form = dice.choice(("&#{};", "&#x{:x};", "&#0{};"))
    return number.lead + "".join(form.format(ord(d)) for d in number.digits)


def emphasised(number: Number, dice: Random) -> str:
    """Markdown's stars and marks between the digits."""
    mark = dice.choice(("**", "*", "__", "~~", "`"))
    return number.plus + " ".join(f"{mark}{group}{mark}" for group in number.groups)


def percent_escapes(number: Number, dice: Random) -> str:
    """Digits, or only the signs, as in an address."""
    if dice.random() < 0.5:
        return "%2B" + "".join(f"%3{d}" for d in number.digits)
    return "%2B" + dice.choice(("%20", "-", "%2D")).join(number.groups)


def as_link(number: Number, dice: Random) -> str:
    """An address that dials or opens a chat."""
    return dice.choice(
        (
            "tel:+{}",
            "https://wa.me/{}",
            "wa.me/{}",
            "sms:+{}",
            "https://api.whatsapp.com/send?phone={}",
            "whatsapp://send?phone={}",
        )
    ).format(number.digits)


def two_tricks(number: Number, dice: Random) -> str:
    """Other digits and odd signs between them."""
    alphabet = ALPHABETS[
        dice.choice(("mathematical-bold", "full-width", "circled", "black-circled", "arabic"))
    ]
    written = between_groups([*SYMBOLS, *EMOJI, *ARROWS])(number, dice)
    return written.translate(str.maketrans("0123456789", alphabet))


ANYWHERE: dict[str, Write] = {
    "usual": usual,
    **{f"digits {name}": in_digits(digits) for name, digits in ALPHABETS.items()},
    "digits keycap": keycaps,
    "digits mixed": mixed_digits,
    "letters O for 0": letters_for_zeros,
    "letters like 0": zeros_alike,
    "letters for digits": letters_for_digits,
    "signs symbols": between_groups(list(SYMBOLS), 3),
    "signs emoji": between_groups(EMOJI, 2),
    "signs arrows": between_groups(ARROWS, 2),
    "signs dashes": between_groups(list(DASHES), 2),
    "signs blanks": between_groups(list(BLANKS), 2),
    "signs plain": between_groups(list("*_|/:=,;&^$#"), 2),
    "signs different": different_signs,
    "signs quotation marks": quoted_groups,
    "signs around each group": bracketed("[", "]"),
    "signs braces around each group": bracketed("{", "}"),
    "signs parentheses around each group": bracketed("(", ")"),
    "signs around all": in_brackets,
    **{f"hidden {name}": hidden(signs) for name, signs in HIDDEN.items()},
    "apart by blanks": between_digits([" ", "  "]),
    "apart by dashes": between_digits(["-", ".", " - ", "_"]),
    "apart by symbols": between_digits([*SYMBOLS, "➜", "~"]),
    "apart in lines": digits_in_lines,
    "groups in lines": groups_in_lines,
    "groups wrong": wrong_groups,
    "spelled English": spelled(IN_ENGLISH, "plus ", (" ", "-", ", ")),
    "spelled English glued": spelled_glued,
    "spelled English doubles": spelled_doubles,
    "spelled partly": spelled_partly,
    "spelled Spanish": spelled(IN_SPANISH, "más ", (" ", "-", ", ")),
    "spelled Chinese": spelled(IN_CHINESE, "加", ("", " ", "、")),
    "spelled Chinese formal": spelled(IN_FORMAL_CHINESE, "加", ("", "-")),
    "spelled Chinese radio": spelled(BY_RADIO, "加", ("", " ")),
    "as heard, English": heard,
    "as heard, Chinese": heard_in_chinese,
    "pictures of digits": pictured,
    "fields of a form": in_fields,
    "right to left": right_to_left,
    "words for signs": signs_in_words,
    "words between, several": joined,
    "words between": words_between,
    "junk before": junk_before,
    "junk country code twice": doubled_code,
    "junk dialled abroad": abroad,
    "glued words": glued,
    "repeated": repeated,
    "markup tags": tags_inside,
    "markup comments": comments_inside,
    "markup entities": entities,
    "markup emphasis": emphasised,
    "percent escapes": percent_escapes,
    "link that dials": as_link,
    "two tricks": two_tricks,
}
IN_AMERICA: dict[str, Write] = {
    "spelled English tens": spelled_tens,
    "glued underscores": in_underscores,
    "code left out": without_code,
    "code left out behind a plus": plus_without_code,
}
STYLES = {
    **{name: Style(write, anywhere, any_sentence) for name, write in ANYWHERE.items()},
    **{name: Style(write, american, any_sentence) for name, write in IN_AMERICA.items()},
    "code left out, country named": Style(at_home, foreign, sentence_at_home),
    "glued tags": Style(tagged, free_line, any_sentence),
    "vanity": Style(vanity_letters, vanity, any_sentence),
}


def number_cases(count: int, seed: int = SEED) -> Iterator[Case]:
    """`count` texts of each style; the same whatever other styles there are."""
    for name, style in STYLES.items():
        dice = Random(f"{seed} {name}")
        for _ in range(count):
            number = style.numbers(dice)
            text = style.carriers(number, dice).replace("{it}", style.write(number, dice))
            yield Case(name, text, (Expected("phone", number.e164),))
