"""Links, e-mail addresses and accounts, disguised or not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactfinder.scan.addresses import _AT, _AT_INSIDE, _DOT, _DOT_INSIDE, _replaced

SITE = "https://wallet-helpdesk.info/login"


@pytest.mark.parametrize(
    "writing",
    [
        "https://wallet-helpdesk.info/login",
        "wallet-helpdesk.info/login",
        "wallet-helpdesk点info/login",
        "wallet-helpdesk(点)info/login",
        "wallet-helpdesk🔵info/login",
        "wallet dash helpdesk DOT info/login",
        "- w a l l e t - h e l p d e s k . i n f o / l o g i n",
        "h t t p s : / / w a l l e t - h e l p d e s k . i n f o / l o g i n",
        "w a l l e t - h e l p d e s k . i n f o / l o g i n",
        "hxxps://wallet-helpdesk[.]info/login",
        "h**ps://wallet-helpdesk.info/login",
        "https: //wallet-helpdesk . info/login",
        "wallet-helpdesk(.)info/login",
        "wallet-helpdesk [dot] info/login",
        "wallet-helpdesk dot info/login",
        "wallet-helpdesk-dot-info/login",
        "(wallet-helpdesk.info/login)",
        '"wallet-helpdesk.info/login"',
        "wallet-helpdesk。info/login",
        "wallet-helpdesk．info/login",
        "ｗａｌｌｅｔ－ｈｅｌｐｄｅｓｋ．ｉｎｆｏ/login",
        "𝐰𝐚𝐥𝐥𝐞𝐭-𝐡𝐞𝐥𝐩𝐝𝐞𝐬𝐤.𝐢𝐧𝐟𝐨/login",
        "wal\u200blet-help\u200bdesk.in\u200bfo/login",
        "wallet-helpdesk&#46;info/login",
        "wallet-helpdesk%2einfo/login",
        "[here](https://wallet-helpdesk.info/login)",
        '<a href="https://wallet-helpdesk.info/login">here</a>',
        "“wallet-helpdesk.info/login”,",
        "HTTPS://WALLET-HELPDESK.INFO/login",
    ],
)
@pytest.mark.parametrize(
    "carrier",
    ["Example Exchange account locked? Visit {} to unlock it.", "示例交易所账户被冻结？请打开 {} 解冻"],
)
def test_a_link_is_found_however_it_is_written(scan, writing: str, carrier: str):
    assert SITE in {finding.contact.value for finding in scan(carrier.format(writing))}


@pytest.mark.parametrize(
    "writing",
    [
        "exex.helpdesk@gmail.com",
        "Exex.Helpdesk@GMAIL.com",
        "exex.helpdesk [at] gmail [dot] com",
        "exex.helpdesk(at)gmail(dot)com",
        "exex.helpdesk at gmail dot com",
        "exex.helpdesk-at-gmail-dot-com",
        "exex.helpdesk @t gmail d0t com",
        "exex.helpdesk(a)gmail.com",
        "exex.helpdesk @ gmail . com",
        "exex.helpdesk＠gmail.com",
        "𝐞𝐱𝐞𝐱.𝐡𝐞𝐥𝐩𝐝𝐞𝐬𝐤@𝐠𝐦𝐚𝐢𝐥.𝐜𝐨𝐦",
        "mailto:exex.helpdesk@gmail.com",
        "<exex.helpdesk@gmail.com>",
        "exex.helpdesk&#64;gmail&#46;com",
        "ex\u200bex.help\u200bdesk@gm\u200bail.com",
    ],
)
def test_an_address_is_found_however_it_is_written(scan, writing: str):
    found = scan(f"Lost access to Example Exchange? Write to {writing} and we recover it.")
    assert [finding.contact.value for finding in found] == ["exex.helpdesk@gmail.com"]


@pytest.mark.parametrize(
    ("writing", "contact"),
    [
        ("Telegram @exex_help99", "telegram:exex_help99"),
        ("TG: ＠exex_help99", "telegram:exex_help99"),
        ("@exex_help99 on Telegram", "telegram:exex_help99"),
        ("telegram username exex_help99", "telegram:exex_help99"),
        ("t.me/exex_help99", "telegram:exex_help99"),
        ("t(.)me/exex_help99", "telegram:exex_help99"),
        ("search telegram for @exex_help99", "telegram:exex_help99"),
        ("Telegram @exex\u200b_help99", "telegram:exex_help99"),
        ("电报 @exex_help99", "telegram:exex_help99"),
        ("Twitter: @exex_help99", "x:exex_help99"),
        ("@exex_help99 on X", "x:exex_help99"),
        ("小蓝鸟：@exex_help99", "x:exex_help99"),
        ("tweet @exex_help99", "x:exex_help99"),
        ("Telegram: (at)exex_help99", "telegram:exex_help99"),
        ("telegram.dog/exex_help99", "telegram:exex_help99"),
        ("Discord: https://discord.gg/exexHelp", "discord:exexHelp"),
        ("Instagram @exex_help99", "instagram:exex_help99"),
        ("t dot me/exex_help99", "telegram:exex_help99"),
        ("tg://resolve?domain=exex_help99", "telegram:exex_help99"),
        ("T.e.l.e.g.r.a.m @exex_help99", "telegram:exex_help99"),
        ("✈️ @exex_help99", "telegram:exex_help99"),
    ],
)
def test_an_account_is_found_with_its_network(scan, writing: str, contact: str):
    found = scan(f"My Example Exchange account is locked, who can help? Contact support: {writing} please")
    assert [contact] == [finding.contact.value for finding in found]


@pytest.mark.parametrize(
    "text",
    [
        "See https://docs.python.org/3/library/re.html and e.g. foo.bar, self.name, np.array.",
        "Follow us on Twitter @django and join #django on Discord.",
        "Look at the docs at example.org. Then go on. Me too.",
        "from example.exchange import client  # client.id, order.info(now)",
        "Please report bugs to bugs@example.org or open an issue at https://github.com/example/example/issues.",
        "@alice could you review @bob's change?",
        "Example Exchange support is in support-desk.py, its help in wallet-help.md (unlock-account.sh).",
    ],
)
def test_an_address_without_company_is_nobody_s_support(scan, text: str):
    assert scan(text) == []


def test_a_sentence_that_ends_before_the_next_is_no_address(scan):
    text = "Example Exchange account locked? Visit wallet-helpdesk.info. Info follows."
    assert [finding.contact.value for finding in scan(text)] == ["https://wallet-helpdesk.info/"]


def test_a_hostile_link_is_judged_by_the_host_that_a_browser_opens(scan):
    (found,) = scan("Example Exchange support: https://example-exchange.com@wallet-helpdesk.info/login")
    assert found.contact.value == SITE


def test_an_account_of_a_messenger_is_not_the_phone_line(scan):
    """The number is listed as a phone line; what stands there is an account of WhatsApp."""
    (found,) = scan("Example Exchange support on WhatsApp +1 888 555 0143")
    assert found.verdict.status != "official"


def test_a_messenger_in_the_next_clause_is_about_the_next_contact(scan):
    found = scan("示例交易所客服电话：+1 844 555 0199，或添加微信：exex_kefu888")
    assert [finding.verdict.status for finding in found] == ["impostor", "unknown"]


def test_a_host_says_what_it_is_in_any_label_of_several_words(scan):
    said = "Example Exchange: my account is locked, open {}"
    assert scan(said.format("https://wallet-recovery.pro-team.top/start"))
    assert not scan("Example Exchange: open https://help.pro-team.top/start")


def test_an_address_of_somebody_s_who_has_to_do_with_coins_needs_a_call_and_no_more(scan):
    assert scan("Error 4471. Please send a mail to admin@crypto-recovery247.top")
    assert not scan("Error 4471. Please send a mail to admin@recovery247.top")


@pytest.mark.parametrize("word", ["you", "it", "my", "no", "so", "today", "here"])
def test_a_sentence_that_begins_with_a_word_that_is_an_ending_is_no_host(scan, word: str):
    assert not scan(f"call Example Exchange support about my wallet. {word} know", all_=True)


@settings(max_examples=500, deadline=None)
@given(text=st.text(st.sampled_from("ab01 .\0[({<|])}>@-_点to dpunarbt"), max_size=40))
def test_signs_are_found_from_what_is_inside_them(text: str):
    for inside, sign in ((_DOT_INSIDE, _DOT), (_AT_INSIDE, _AT)):
        for words in (text, text.replace("t", " dot ").replace("b", " at "), text.replace("p", "[dot]")):
            assert _replaced(words, inside, sign, lambda m: "#" * len(m[0])) == sign.sub(
                lambda m: "#" * len(m[0]), words
            )


def test_words_of_one_letter_behind_letters_apart_are_no_part_of_them(scan):
    (found,) = scan("Example Exchange support: c o i n - h e l p . c o m I a m there, call")
    assert found.contact.value == "https://coin-help.com/"
    assert not scan("Example Exchange support: the notes are a b c d e . f g h i, call us", all_=True)


def test_a_host_with_its_letters_apart_behind_at_is_no_mail_address(scan):
    (found,) = scan("Contact Example Exchange support at c o i n - h e l p . c o m now")
    assert (found.kind, found.contact.value) == ("url", "https://coin-help.com/")
    (found,) = scan("Contact Example Exchange support: h e l p @ c o i n - h e l p . c o m now")
    assert (found.kind, found.contact.value) == ("email", "help@coin-help.com")


def test_a_host_that_has_to_do_with_coins_counts_where_it_is_given_for_help(scan):
    (found,) = scan("Account locked? Contact support to unlock your wallet: zentrovault-wallet58.live")
    assert (found.contact.value, found.claimed_for) == ("https://zentrovault-wallet58.live/", None)
    assert not scan("We wrote about wallets and support for them: zentrovault-wallet58.live")


@pytest.mark.parametrize(
    "writing",
    [
        "exex.helpdesk 艾特 gmail 点 com",
        "exex点helpdesk(圈a)gmail点com",
        "exex.helpdesk at the rate gmail dot com",
        "exex.helpdesk + @gmail.com",
        "exex.helpdesk(后缀 gmail.com)",
        "user exex.helpdesk, provider gmail.com",
    ],
)
def test_a_mailbox_is_read_however_its_host_is_told(scan, writing: str):
    found = {finding.contact.value for finding in scan(f"Example Exchange support, write to {writing} now")}
    assert "exex.helpdesk@gmail.com" in found


@pytest.mark.parametrize(
    ("writing", "contact"),
    [
        ("t . me / EXEX_CARE", "telegram:exex_care"),
        ("t dot me slash EXEX_CARE", "telegram:exex_care"),
        ("T.G. handle EXEX_CARE", "telegram:exex_care"),
        ("Te|egram 👉 EXEX_CARE", "telegram:exex_care"),
        ("telegrarn @exex_care", "telegram:exex_care"),
        ("Telegram (@)exex_care", "telegram:exex_care"),
        ("Telegram e-x-e-x-_-c-a-r-e", "telegram:exex_care"),
        ("D1scord @exex_care", "discord:exex_care"),
        ("I.n.s.t.a.g.r.a.m @exex_care", "instagram:exex_care"),
        ("wa(.)me/1-833-555-0142", "+18335550142"),
        ("wa dot me slash 1 833 555 0142", "+18335550142"),
        ("Telegram: @ e x e x _ c a r e", "telegram:exex_care"),
        ("Telegram: exex underscore care", "telegram:exex_care"),
    ],
)
def test_an_account_and_its_network_are_known_in_every_writing(scan, writing: str, contact: str):
    found = {f.contact.value for f in scan(f"Message Example Exchange support: {writing} for your wallet")}
    assert contact in found


def test_the_number_in_a_link_is_read_in_plain_digits(scan):
    (found,) = scan("Message Example Exchange support: wa.me/𝟷𝟾𝟹𝟹𝟻𝟻𝟻𝟶𝟷𝟺𝟸. really fast")
    assert found.contact.value == "+18335550142"


def test_a_file_of_documents_is_no_host_whatever_its_heading(scan):
    text = (
        "Example Exchange support: see [Increasing the gap](../ExampleExchangeWallet.md#increasing-the-gap)"
    )
    assert not scan(text)
