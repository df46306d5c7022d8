"""What nobody may have is refused, however it is written; what people honestly say of their trouble is not."""

import json
import pickle
import string
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from contactfinder import Finder
from contactfinder.cli import main
from contactfinder.finder import error_to_json, in_words
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.secrets import _UNSEEN, SecretRefused, secret_in

ROOT = Path(__file__).parents[1]
LISTS = sorted(Mnemonic.list_languages())
LENGTHS = {12: 16, 15: 20, 18: 24, 21: 28, 24: 32}  # words of a phrase, bytes of its entropy
WALLETS = {language: Mnemonic(language) for language in LISTS}
HASH = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"


def phrase(language: str, words: int = 12) -> list[str]:
    """A phrase of fixed entropy: words from everywhere in the list."""
    entropy = bytes((i * 37 + 5) % 256 for i in range(LENGTHS[words]))
    return WALLETS[language].to_mnemonic(entropy).split()


def capitals(text: str, language: str) -> str:
    """As a keyboard of that language writes them."""
    return (text.replace("i", "İ").replace("ı", "I") if language == "turkish" else text).upper()


in_every_language = pytest.mark.parametrize("language", LISTS)

# -- seed phrases


def test_what_nobody_sees_is_known() -> None:
    """Every format character of this Python's Unicode; newer ones may be known too."""
    found = {n for n in range(sys.maxunicode + 1) if category(chr(n)) == "Cf"}
    assert found - set(_UNSEEN) == set()
    assert {category(chr(n)) for n in _UNSEEN} <= {"Cf", "Cn"}


def test_there_are_twelve_lists() -> None:
    """Or else the tests below would look at fewer."""
    assert len(LISTS) == 12


@in_every_language
@pytest.mark.parametrize("words", LENGTHS)
def test_a_phrase_of_every_length_is_refused(language: str, words: int) -> None:
    assert secret_in(" ".join(phrase(language, words))) == "seed-phrase"


@in_every_language
def test_a_phrase_in_capitals_is_refused(language: str) -> None:
    text = " ".join(phrase(language))
    assert {secret_in(capitals(text, language)), secret_in(text.title())} == {"seed-phrase"}


def test_a_turkish_phrase_in_capitals_of_another_keyboard_is_refused() -> None:
    """Most programs write i and ı with the same capital."""
    assert secret_in(" ".join(phrase("turkish")).upper()) == "seed-phrase"


LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "said-out": lambda words: "first " + " and then ".join(words).replace("and then", "plus"),
    "list-items": lambda words: "".join(f"<li>{word}</li>" for word in words),
    "commas": ", ".join,
    "commas-alone": ",".join,
    "chinese-commas": "、".join,
    "lines": "\n".join,
    "lines-of-windows": "\r\n".join,
    "tabs": "\t".join,
    "no-break-spaces": "\u00a0".join,
    "wide-blanks": "\u3000".join,
    "bars": " | ".join,
    "dots": " · ".join,
    "hyphens": "-".join,
    "long-dashes": " – ".join,
    "arrows": " → ".join,
    "stars": " * ".join,
    "underscores": "_".join,
    "zero-width": "\u200b".join,
    "zero-width-and-blank": " \u200b".join,
    "numbered": lambda words: " ".join(f"{n}. {word}" for n, word in enumerate(words, 1)),
    "numbered-tightly": lambda words: "\n".join(f"{n}.{word}" for n, word in enumerate(words, 1)),
    "numbered-brackets": lambda words: "\n".join(f"{n}) {word}" for n, word in enumerate(words, 1)),
    "numbered-chinese": lambda words: "".join(f"（{n}）{word}" for n, word in enumerate(words, 1)),
    "numbered-signs": lambda words: " ".join(f"#{n} {word}" for n, word in enumerate(words, 1)),
    "numbered-circles": lambda words: " ".join(f"{chr(0x245F + n)}{word}" for n, word in enumerate(words, 1)),
    "bullets": lambda words: "\n".join(f"• {word}" for word in words),
    "quoted": lambda words: ", ".join(f'"{word}"' for word in words),
    "curly-quoted": lambda words: " ".join(f"“{word}”" for word in words),
    "json": lambda words: json.dumps(words, ensure_ascii=False),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@in_every_language
def test_a_phrase_is_refused_however_it_is_laid_out(language: str, layout: str) -> None:
    assert secret_in(LAYOUTS[layout](phrase(language))) == "seed-phrase"


@in_every_language
@pytest.mark.parametrize("last", ["", "?", "abandom", "…"])
def test_a_phrase_is_refused_when_its_last_word_is_missing_or_misspelt(language: str, last: str) -> None:
    """Even so most of it is given away, and the last word can be tried out."""
    assert secret_in(" ".join([*phrase(language)[:-1], last])) == "seed-phrase"


@in_every_language
def test_a_phrase_is_refused_with_a_slip_in_its_middle(language: str) -> None:
    words = phrase(language)
    assert secret_in(" ".join([*words[:5], "abandom", *words[6:]])) == "seed-phrase"


CHINESE = ["chinese_simplified", "chinese_traditional"]
GLUED = ["{}", "助记词：{}。", "我的助记词是：{}，请帮忙", "my words: {} thank you", "1.{}"]


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("words", LENGTHS)
@pytest.mark.parametrize("around", GLUED)
def test_a_chinese_phrase_needs_no_blanks(language: str, words: int, around: str) -> None:
    assert secret_in(around.format("".join(phrase(language, words)))) == "seed-phrase"


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("around", ["我的助记词是{}", "助记词{}请帮忙"])
def test_a_chinese_phrase_is_refused_when_a_sentence_runs_into_it(language: str, around: str) -> None:
    assert secret_in(around.format("".join(phrase(language)))) == "seed-phrase"


@pytest.mark.parametrize("language", CHINESE)
def test_a_chinese_phrase_is_refused_wherever_its_name_stands(language: str) -> None:
    """Not only behind the first time that the thing is named."""
    text = f"对方要我的助记词，我说助记词不能给，后来还是给了，助记词就是{''.join(phrase(language))}都没了"
    assert secret_in(text) == "seed-phrase"


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("between", ["\n", " ", "，"])
def test_a_chinese_phrase_in_groups_of_four_is_refused(language: str, between: str) -> None:
    """As it stands on paper."""
    words = phrase(language)
    assert secret_in(between.join("".join(words[i : i + 4]) for i in (0, 4, 8))) == "seed-phrase"


# Blanks, breaks, numbers and all punctuation. Signs that Unicode calls letters or that join one to another are part of words.
SEPARATORS = "".join(
    c for c in map(chr, range(0x2100)) if category(c)[0] in "PZ" or c in "0123456789\n\r\t<>=+|~$•→★\u200b"
)
OTHERS = ("please", "xyzzy", "Coinbase", "sind", "dies", "请帮我", "слово", "ok?", "(see", "below)")


@given(
    language=st.sampled_from(LISTS),
    entropy=st.sampled_from(sorted(LENGTHS.values())).flatmap(lambda n: st.binary(min_size=n, max_size=n)),
    separator=st.text(SEPARATORS, min_size=1, max_size=4),
    before=st.lists(st.sampled_from(OTHERS), max_size=6),
    after=st.lists(st.sampled_from(OTHERS), max_size=6),
    loud=st.booleans(),
)
def test_a_phrase_hidden_in_any_text_is_found(
    language: str, entropy: bytes, separator: str, before: list[str], after: list[str], loud: bool
) -> None:
    """Any words before and after, anything but letters between: it stands in the message, and whoever reads it has the coins."""
    hidden = separator.join(WALLETS[language].to_mnemonic(entropy).split())
    text = " ".join([*before, capitals(hidden, language) if loud else hidden, *after])
    assert secret_in(text) == "seed-phrase"


# -- keys, codes, passwords, cards

KEYS = {  # published examples that hold nothing
    "wif": "5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf",
    "wif-compressed": "KwDiBf89QgGbjEhKnhXJuH7LrciVrXi3qYjgd9M7rFU73sVHnoWn",
    "wif-test-net": "91avARGdfge8E4tZfYLoxeJ5sGBdNJQH4kvjJoQFacbgwmaKkrx",
    "wif-test-net-compressed": "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA",
    "xprv": "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    "zprv": "zprvAWgYBBk7JR8Gjrh4UJQ2uJdG1r3WNRRfURiABBE3RvMXYSrRJL62XuezvGdPvG6GFBZduosCc1YP5wixPox7zhZLfiUm8aunE96BBa4Kei5",
    "hex": "e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35",
    "hex-capitals": "E8F32E723DECF4051AEFAC8E2C93C9C5B214313817CDB01A1494B917C8436B35",
    "hex-0x": "0xe8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35",
    "solana": "4NMwxzmYj2uvHuq8xoqhY8RXg63KSVJM1DXkpbmkUY7YQWuoyQgFnnzn6yo3CMnqZasnNPNuAT2TLwQsCaKkUddp",
    "pem": "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----",
    "hex-groups": "e8f32e72 3decf405 1aefac8e 2c93c9c5 b2143138 17cdb01a 1494b917 c8436b35",
    "hex-bytes": ":".join(f"{n * 37 % 256:02x}" for n in range(32)),
    "solana-array": json.dumps([n * 37 % 256 for n in range(64)]),
    "pem-ec": "-----BEGIN EC PRIVATE KEY----- MHcCAQEEIA",
    "pem-openssh": "-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXk",
}


@pytest.mark.parametrize("around", ["{}", "my key is {}, please help", "私钥：{}。", 'key="{}"', "({})"])
@pytest.mark.parametrize("key", KEYS)
def test_a_private_key_is_refused_in_every_format(key: str, around: str) -> None:
    assert secret_in(around.format(KEYS[key])) == "private-key"


CODES = [
    *("验证码是四八二九一三", "验证码：四八二九"),
    *("verification code: 482913", "Verification code 482913", "the code is 482913", "my code was 482 913"),
    *(
        "one-time code 48-29-13",
        "OTP: 482913",
        "otp=482913",
        "2FA code: 482913",
        "SMS code 4829",
        "code #482913",
    ),
    *("login code: 48291377", "security code: 4829", "authenticator code 482913", 'the code is "482913"'),
    *("482913 is your Coinbase verification code", "482913 is my code", "The codes are 482913 and 118204"),
    *(
        "验证码：482913",
        "验证码482913",
        "我收到的验证码是 482913",
        "短信验证码为482913",
        "动态码 482913",
        "校验码:482913",
    ),
    *("482913（登录验证码）", "驗證碼：482913", "動態碼 482913", "验证码：４８２９１３"),
]


@pytest.mark.parametrize("text", CODES)
def test_a_one_time_code_is_refused(text: str) -> None:
    assert secret_in(text) == "one-time-code"


@pytest.mark.parametrize("text", ["PIN 1234", "my pin is 123456", "支付密码 123456", "交易密码：123456"])
def test_a_pin_is_refused(text: str) -> None:
    assert secret_in(text) in ("pin", "password")


PASSWORDS = [
    *(
        "password: hunter2",
        "Password=hunter2",
        "my password is hunter2",
        "PASSWORD IS Tr0ub4dor&3",
        "pwd: hunter2",
    ),
    *("passphrase: correct horse battery", "passcode: 4829ab", "Ｐａｓｓｗｏｒｄ：hunter2"),
    *(
        "密码：hunter2",
        "密码是hunter2",
        "登录密码为 hunter2",
        "密码=hunter2",
        "口令：hunter2",
        "密碼：hunter2",
    ),
]


@pytest.mark.parametrize("text", PASSWORDS)
def test_a_password_is_refused(text: str) -> None:
    assert secret_in(text) == "password"


CARDS = [
    *(
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111",
        "5555555555554444",
        "378282246310005",
    ),
    *(
        "paid with 6011111111111117 yesterday",
        "卡号：4111111111111111",
        "４１１１１１１１１１１１１１１１",
        "4111\u00a01111\u00a01111\u00a01111",
    ),
]


@pytest.mark.parametrize("text", CARDS)
def test_the_number_of_a_card_is_refused(text: str) -> None:
    assert secret_in(text) == "card-details"


@pytest.mark.parametrize(
    "between",
    [".", "–", "—", "\n", "  ", "/", "_", "\t", " - ", "·", "\u00a0"],
    ids=[hex(n) for n in range(11)],
)
@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "3782 822463 10005", " ".join("4111111111111111")])
def test_the_number_of_a_card_is_refused_whatever_parts_its_groups(number: str, between: str) -> None:
    assert secret_in(number.replace(" ", between)) == "card-details"


def test_a_card_in_other_digits_is_refused() -> None:
    assert (
        secret_in("4111111111111111".translate({ord("0") + n: 0x660 + n for n in range(10)}))
        == "card-details"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("4111 2026-11-28 11:11 1111 1111", "4.11 11.11 1111 111.11 11", "0.25083 4111 1111 11 1111 11"),
        *("2026-11-28 10:12:45\n2026-11-28 10:13:51", "192.168.1.1 10.0.0.1 8.8.8.8"),
    ],
)
def test_figures_in_other_groups_are_no_card(text: str) -> None:
    assert secret_in(text) is None


@pytest.mark.parametrize("text", ["+49 151 1234 5678", "call +4915112345678", "+4111111111111111"])
def test_a_number_with_its_country_code_is_no_card(text: str) -> None:
    """One in ten German mobile numbers passes the check of an old Visa card; nobody writes a card with a plus."""
    assert secret_in(text.replace("+", "")) == "card-details"
    assert secret_in(text) is None


@pytest.mark.parametrize("text", ["4111 1111 1111 1112", "1234 5678 9012 3452", "4111 1111 1111", "0" * 16])
def test_a_number_that_is_no_card_is_not_refused(text: str) -> None:
    """The wrong check digit, the wrong beginning, too short."""
    assert secret_in(text) is None


# -- what is honest

ENGLISH = (
    "On Monday evening I sent 0.25083 ETH from my wallet to the address that the deposit page showed. The page of "
    "the network has called it confirmed since 21:05, but my balance has not changed. I asked in the chat twice and "
    "was told to wait. Nothing else in my account looks strange, nobody else uses this device, and I have not "
    "installed anything new. Please find out where the coins are and tell me what you need from me to credit them."
)
MANDARIN = (
    "星期一晚上，我从自己的钱包转了 0.25083 个以太币到充值页面显示的地址。链上在 21:05 就已经确认，可是我的余额一直没有变化。"
    "我在线上问过两次，都说要等。账户里没有别的异常，这台手机只有我一个人用，最近也没有装过新的软件。"
    "麻烦帮我查一下这笔币现在在哪里，还需要我提供什么才能入账。"
)
HONEST = [
    *(ENGLISH, MANDARIN, ENGLISH.upper(), " ".join([ENGLISH] * 3), MANDARIN + ENGLISH),
    *(
        "Error code: 40012",
        "error code 1001",
        "Error-code 40012",
        "status code 4290",
        "错误代码：40012",
        "错误码 100234",
    ),
    *(
        "HTTP 429 Too Many Requests",
        "ERR_CONNECTION_RESET (-101)",
        '{"code":-1021,"msg":"Timestamp outside recvWindow"}',
    ),
    *(
        "A-20260131-0042",
        "12345678",
        "#1234567",
        "REF-0042-7781",
        "2026/004217",
        "订单号 202611221205",
        "104729",
    ),
    *(
        "2026-11-22 21:05 UTC+8",
        "22.11.2026, 21:05",
        "11/22/2026 9:05 PM",
        "2026年11月22日 21点05分",
        "20261122T210500Z",
    ),
    *("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
    *(
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr",
    ),
    *("0x71C7656EC7ab88b098defB751B7401B5f6d8976F", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
    *(
        "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v",
        "m***@example.com",
        "+1 888-908-7930",
        "Pixel 8, Android 15",
    ),
    *(
        "I changed my password",
        "I changed my password and signed out all devices.",
        "Password changed on 2026-11-22",
    ),
    *("I forgot my password", "我改过密码", "密码已经改了", "我忘记了密码"),
    *(
        "the code never arrived",
        "The verification code never arrived, I waited 30 minutes",
        "验证码一直收不到",
    ),
    *(
        "验证码没有收到，等了30分钟",
        "I was asked for a code 3 times",
        "He wanted my seed phrase and my private key",
    ),
    *(
        "对方要我的助记词和私钥，我没有给",
        "Postal code 10115, country code 0049",
        "two screenshots of the PIN page",
    ),
]


@pytest.mark.parametrize("text", HONEST, ids=lambda text: text[:40])
def test_what_people_honestly_write_is_not_refused(text: str) -> None:
    assert secret_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("I never received the code. 2026-11-22 21:05 UTC+8", "没有收到验证码，2026-11-22 21:05 开始"),
        *("验证码：2026-11-22 起一直收不到", "No verification code (2026-11-22)"),
    ],
)
def test_a_date_after_the_word_code_is_no_code(text: str) -> None:
    assert secret_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "My password is not accepted any more",
            "my password is correct, but I cannot sign in",
            "密码是对的，但登录不了",
        ),
        *("My password is wrong, it says", "the password is still the old one"),
    ],
)
def test_what_is_said_of_a_password_is_no_password(text: str) -> None:
    assert secret_in(text) is None


def sentences() -> list[str]:
    """Every line that this project says to people, in both languages: thousands of honest sentences."""
    own = [text for language in LANGUAGES for text in Words(language)._table.values()]
    docs = [
        page for page in (ROOT / "docs").glob("*.md") if page.name != "prepare.md"
    ]  # which shows what is refused
    pages = [*ROOT.glob("*.md"), *docs, *(ROOT / "registry" / "advice").glob("*.yaml")]
    return own + [line for page in pages for line in page.read_text(encoding="utf-8").splitlines()]


def test_nothing_that_the_project_itself_says_is_refused() -> None:
    """A clause of twelve common Chinese characters is no phrase, although one in sixteen passes the checksum."""
    assert [text for text in sentences() if secret_in(text)] == []


# -- hashes


@pytest.mark.parametrize("text", [HASH, HASH[2:], HASH.upper(), f"{HASH}, {HASH[:-1]}1"])
def test_a_hash_is_one_where_hashes_belong_and_a_key_elsewhere(text: str) -> None:
    """Nobody can tell them apart by their looks."""
    assert secret_in(text, may_be_hash=True) is None
    assert secret_in(text) == "private-key"


CALLED_HASHES = [
    *(f"tx {HASH} is still pending", f"The transaction hash is {HASH}.", f"https://etherscan.io/tx/{HASH}"),
    *(f"txid: {HASH[2:]}", f"交易哈希：{HASH}", f"they sent it to the address {HASH}", f"tx_hash={HASH}"),
    *(f"TxIDs: {HASH}, {HASH[:-1]}1 and {HASH[:-1]}2", f"tx signature {KEYS['solana']}"),
]


@pytest.mark.parametrize("text", CALLED_HASHES)
def test_a_hash_that_is_called_one_is_no_key(text: str) -> None:
    """It is what people have to tell support."""
    assert secret_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"my private key is {HASH}",
            f"the key to that address: {HASH}",
            f"地址的私钥：{HASH}",
            f"hash or key? {HASH}",
        ),
        *(
            f"tx {HASH} signed with {HASH[:-1]}1",
            f"tx {'and more words ' * 4}{HASH}",
            f"tx {HASH} {KEYS['wif']}",
        ),
    ],
)
def test_a_key_beside_words_for_hashes_is_a_key(text: str) -> None:
    assert secret_in(text) == "private-key"


@pytest.mark.parametrize("key", [key for key in KEYS if not key.startswith(("hex", "solana"))])
def test_no_other_key_is_let_through_where_hashes_belong(key: str) -> None:
    assert secret_in(KEYS[key], may_be_hash=True) == "private-key"


def test_the_fields_of_hashes_take_a_hash_and_no_other_field_does() -> None:
    """Those of addresses are among them: on Aptos, Sui and others an address has 64 digits too."""
    with Finder.open() as finder:
        details = [*finder.details("coinbase", "fraud"), *finder.details("metamask", "trade")]
        hashes = {d.id for d in details if d.hash}
        found = finder.prepare("coinbase", "fraud", fields={"transaction-hash": HASH})
        assert hashes == {"transaction-hash", "swap-transaction-hash", "sending-address", "receiving-address"}
        assert HASH in found.messages[0].body
        for name in {d.id for d in details} - hashes:
            with pytest.raises(SecretRefused):
                finder.prepare("coinbase", "fraud", fields={name: HASH})


# -- the refusal

SECRETS = {
    "seed-phrase": " ".join(phrase("english")),
    "private-key": KEYS["wif"],
    "one-time-code": "verification code: 482913",
    "password": "password: hunter2",
    "card-details": "4111 1111 1111 1111",
    "pin": "PIN: 8046",
}


def leaked(secret: str, *texts: str) -> list[str]:
    """The telling words of a secret that stand in any of the texts."""
    telling = [
        w
        for w in secret.split()
        if w.rstrip(string.punctuation) not in ("verification", "code", "password", "PIN")
    ]
    return [word for word in telling if any(word.lower() in text.lower() for text in texts)]


@pytest.mark.parametrize("kind", SECRETS)
def test_the_refusal_names_the_kind_and_never_repeats_the_secret(kind: str) -> None:
    """Neither in words nor in JSON, nor in what a crash report would hold."""
    with Finder.open() as finder, pytest.raises(SecretRefused) as refused:
        finder.prepare("coinbase", "fraud", fields={"description": f"help, {SECRETS[kind]} !"})
    error = refused.value
    said = [*in_words(error, "en"), *in_words(error, "zh"), json.dumps(error_to_json(error)), repr(error)]
    said += [*traceback.format_exception(error), repr(pickle.loads(pickle.dumps(error)).__dict__)]
    assert (error.secret, error.field) == (kind, "description")
    assert leaked(SECRETS[kind], *said) == []


@pytest.mark.parametrize(
    "form", [["--json"], ["--lang=en"], ["--lang=zh"], ["--format=markdown"]], ids=" ".join
)
@pytest.mark.parametrize("kind", SECRETS)
def test_the_program_refuses_without_repeating(
    kind: str, form: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["prepare", "coinbase", "--issue", "fraud", "--field", f"error-text=so: {SECRETS[kind]}", *form])
    out, err = (text.decode() for text in capsysbinary.readouterr())
    assert left.value.code == 2 and "Traceback" not in err
    assert "secret-refused" in out if form == ["--json"] else (out, err[0]) == ("", "✘")
    assert leaked(SECRETS[kind], out, err) == []


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n\n\n", "   ", "     \t    "])
@pytest.mark.parametrize(
    "parts", [("4111 1111", "1111 1111"), ("verification code:", "482913"), ("password is", "hunter2")]
)
def test_a_secret_broken_over_lines_is_refused(parts: tuple[str, str], between: str) -> None:
    """In the message it would stand on one line again."""
    with Finder.open() as finder, pytest.raises(SecretRefused):
        finder.prepare("coinbase", "fraud", fields={"description": between.join(parts)})
