"""Phone numbers in every writing: found with the right number, at the right place."""

import pytest

NUMBER = "+18335550142"  # in no registry
WRITINGS = [
    "+1 833 555 0142",
    "1-833-555-0142",
    "(833) 555-0142",
    "833.555.0142",
    "18335550142",
    "8335550142",
    "+𝟏-(𝟖𝟑𝟑)-𝟓𝟓𝟓-𝟎𝟏𝟒𝟐",
    "１ー(８３３)ー５５５ー０１４２",
    "①⑧③③⑤⑤⑤⓪①④②",
    "+1 8️⃣3️⃣3️⃣ 5️⃣5️⃣5️⃣ 0️⃣1️⃣4️⃣2️⃣",
    "+¹ ⁸³³ ⁵⁵⁵ ⁰¹⁴²",
    "١٨٣٣٥٥٥٠١٤٢",
    "1✦833✦555✦0142",
    "+1⊹833⊹(555)⊹0142",
    "1 (833) ➽555 ➽0142",
    "1🍭833🍬555🍭0142",
    "1~833~555~0142",
    "1|833|555|0142",
    "1-[833]-[555]-[0142]",
    "{{1-833*555*0142}}",
    "1.-.8.3.3.-.5.5.5.-.0..1.4.2",
    "1 8 3 3 5 5 5 0 1 4 2",
    "+  1  8  3  3  5  5  5  0  1  4  2",
    "1\n8\n3\n3\n5\n5\n5\n0\n1\n4\n2",
    "+1-833-5S5-O142",
    "+I-8Зӡ-555-ОІ42",
    "8\u200b3\u200b3-5\u200d5\u00ad5-0142",
    "8̶3̶3̶ ̶5̶5̶5̶ ̶0̶1̶4̶2̶",
    "one eight three three five five five zero one four two",
    "one eight hundred... no: eight thirty three, five five five, oh one four two",
    "uno ocho tres tres cinco cinco cinco cero uno cuatro dos",
    "一八三三五五五零一四二",
    "壹捌叁叁伍伍伍零壹肆贰",
    "幺八三三五五五零幺四二",
    "eight double three 555 oh-one-four-two",
    "833 dash 555 dash 0142",
    "1 then 833 then 555 then 0142",
    "1 then 833 and 555 and finish with 0142",
    "1 then 8ЗЗ then 5S5 then O142",
    "area code 8ЗЗ, number 55S, line O142",
    "1[toll]8ЗЗ[free]5S5[now]O142",
    "1 luego 833 después 555 y termina con 0142",
    "1[toll]833[free]555[now]0142",
    "country code 1, area code 833, number 555 0142",
    "国家代码：1 / 区号：833 / 号码：5550142",
    "wun ate tree thr33 f1ve fife fife zer0 won fore to",
    "加衣 爸伞伞 舞舞舞 零衣思爱",
    "1 (VIII-III-III) 555-0142",
    "+🥇 🎱33 555 ⭕🥇4🥈",
    "ocho tres tres, cinco cinco cinco, cero uno cuarenta y dos",
    "+1and833and555and0142",
    "1 然后 833 然后 555 然后 0142",
    "eight 3 three 5 five 5 zero 1 four 2",
    "++1 833 555 0142",
    "+1-1-833-555-0142",
    "+1+1-833-555-0142",
    "+833-555-0142",
    "+1833-555-0142",
    "1833-5550-142",
    "(001) 833 555 0142",
    "011 1 833 555 0142",
    "USA+1.833.555.0142",
    "1-833-555-0142or",
    "number:1-833-555-0142Will",
    "#1~833-555-0142",
    "<b>833</b>-<i>555</i>-0142",
    '+<font color="red">1</font>-<font>833</font>-<font>555</font>-<font>0142</font>',
    "**833**-555-__0142__",
    "&#56;&#51;&#51;-555-0142",
    "%38%33%33-555-0142",
    "1&nbsp;833&nbsp;555&nbsp;0142",
    "+1&shy;833&shy;555&shy;0142",
    "1|833.555~0142",
    "1*833:555.0142",
    "1=833.555_0142",
    "@18335550142",
    "1●8●3●3●5●5●5●0●1●4●2",
    "+*1* *833* *555* *0142*",
    '+"1" "833" "555" "0142"',
    "+`1` `833` `555` `0142`",
    "https://wa.me/18335550142",
    "https://api.whatsapp.com/send?phone=18335550142",
    "whatsapp://send?phone=18335550142",
    "tel:+18335550142",
]


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(
    "carrier",
    [
        "Call Example Exchange customer service at {} now",
        "示例交易所客服热线：{}，请尽快拨打",
        "Example Exchange support number\n{}\nagents are waiting",
    ],
)
def test_a_number_is_found_however_it_is_written(scan, writing: str, carrier: str):
    found = scan(carrier.format(writing))
    assert NUMBER in {finding.contact.value for finding in found}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call Example Exchange support on +44 20 7946 0123", "+442079460123"),
        ("Call Example Exchange support on 0044 20 7946 0123", "+442079460123"),
        ("Example Exchange UK support number: 020 7946 0123", "+442079460123"),
        ("Call Example Exchange support: 1800-160-402", "+611800160402"),
        ("示例交易所客服电话 400-820-8820", "+864008208820"),
        ("示例交易所客服请拨打 139 1234 5678", "+8613912345678"),
        ("Call Example Exchange India support 1800 123 4567", "+9118001234567"),
        ("Llame a soporte de Example Exchange en España: 912 345 678", "+34912345678"),
        ("Call Example Exchange support 24/7: 1-833-555-0142", "+18335550142"),
        ("Example Exchange 2026 refund of $1,250? Call 833-555-0142 ext. 12", "+18335550142"),
        ("Call Example Exchange support at 1-800-EXAMPLE", "+18003926753"),
        ("Example Exchange help desk: 1 (844) GET-HELP today", "+18444384357"),
    ],
)
def test_numbers_of_many_countries_are_read_as_people_dial_them(scan, text: str, number: str):
    assert [number] == [finding.contact.value for finding in scan(text)]


def test_a_number_twice_in_a_row_is_found_twice(scan):
    found = scan("Call Example Exchange support 1-833-555-0142 1-833-555-0142 or 1833555014218335550142")
    assert [finding.contact.value for finding in found] == [NUMBER] * 4


def test_a_finding_says_exactly_where_it_stands(scan):
    text = "Hi\nExample Exchange help: call ☎️ [+𝟏(833)✦555-0142] now"
    (found,) = scan(text)
    assert text[found.start : found.end] == found.raw == "[+𝟏(833)✦555-0142]"
    assert (found.line, found.column) == (2, 32)
    assert found.excerpt.text[found.excerpt.start : found.excerpt.end] == found.raw


@pytest.mark.parametrize(
    "text",
    [
        "Released on 2024-10-12 10:34:56, see 2024-10-13T11:12:13.123456Z",
        "version 1.2.3.4 of 10.20.30.40, sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "order 202410128833326 and 4111 1111 1111 1111, ISBN 978-3-16-148410-0",
        "lat 48.858844, lon 2.294351; 0x8640D843B9ACA00830E57E0945B2063246",
        "prices 1,234,567.89 and 2147483647 of 18446744073709551615",
        "Phone: +1 408 555 0112   EMail: author@example.org",
        "def call(number=8335550142): return support[number]",
        "Call the restaurant at (833) 555-0142 to book a table.",
        "A-18,2026-11-21,Coinbase support\nA-19,2026-11-22,Coinbase support",
        "The support for 307/308 (#3106, #3107) was added in 3.4b2 (2010-09-06)",
        "range(74752, 74880), range(74880, 75088)",
    ],
)
def test_a_number_without_company_is_nobody_s_support(scan, text: str):
    assert scan(text) == []


def test_everything_can_be_asked_for(scan):
    text = "Phone: +1 408 555 0112   EMail: author@example.org, see https://example.org/"
    assert [f.contact.value for f in scan(text, all_=True)] == [
        "+14085550112",
        "author@example.org",
        "https://example.org/",
    ]


@pytest.mark.parametrize("link", ["wa.me/13123916262", "whatsapp://send?phone=13123916262"])
def test_a_link_that_dials_has_a_country_code_in_any_language(scan, link: str):
    (found,) = scan(f"钱包账户被冻结？拨打官方客服热线 {link} 解冻")
    assert found.contact.value == "+13123916262"
    assert found.raw in (link, "13123916262")


def test_each_row_of_a_table_is_read_by_itself(scan):
    table = "Example Exchange support,phone\n" + "".join(
        f"call,1-844-555-0199,{order},+18335550142\n" for order in (60329669, 96835997)
    )
    assert [finding.raw for finding in scan(table)] == ["1-844-555-0199", "+18335550142"] * 2


@pytest.mark.parametrize("digits", ["49406619", "68685816", "4411-2093", "43210.50"])
def test_few_digits_without_a_plus_are_no_number(scan, digits: str):
    assert not scan(f"Call Example Exchange support about order {digits} now")
    assert not scan(f"order {digits}", all_=True)


def test_a_word_behind_few_digits_is_none_of_them(scan):
    assert not scan("Call Example Exchange support about order 18734402 lol")


def test_few_digits_are_a_number_where_such_numbers_are_dialled_at_home(scan):
    (found,) = scan("Example Exchange support hotline in Hong Kong hk: 2345 6789")
    assert found.contact.value == "+85223456789"


def test_a_word_between_groups_is_a_sign_and_no_letters_or_sizes_are(scan):
    (found,) = scan("Call Example Exchange support: 1 then 833 then 555 then 0142")
    assert found.disguise == ("spelled-signs",)
    assert not scan("Example Exchange support has boxes of 833 x 555 x 2014 mm, call us", all_=True)


def test_a_plus_before_a_letter_belongs_to_the_letter(scan):
    """В6 is 86 for the eye, and the plus is not one of the 6."""
    (found,) = scan("Example Exchange support: call +В6 1З1 224О 15З7")
    assert found.contact.value == "+8613122401537"


@pytest.mark.parametrize(
    "writing",
    [
        "\u202e2410-555-338-1+\u202c",
        "2410-555-338-1+ (right to left)",
        "2410 555 338 (reverse the digits)",
        "2410-555-338-1（从右往左读）",
    ],
)
def test_a_number_is_read_as_it_is_shown(scan, writing: str):
    text = f"Example Exchange support, call {writing} now"
    (found,) = scan(text)
    assert found.contact.value == NUMBER
    assert text[found.start : found.end] == found.raw


@pytest.mark.parametrize(
    "line",
    [
        "Mia: my new number is +1 833 555 0142, text me",
        "the dentist's phone is 1-833-555-0142",
        "customer's phone on file is +1 833 555 0142, best time to call is after 9",
        "card order at Example Exchange: order number 833-555-0142",
        "sha256 of the wallet: 6d2971fb8335550142da4684d69929e5cd34eaba",
        "<rain> taxi: +1 833 555 0142 and hurry\n<owl> my wallet, support of Example Exchange is slow",
        "[10:45] we meet at +1 833 555 0142\n[10:46] Example Exchange support locked my account",
        "牙医的电话：833-555-0142，周三休息\n我的钱包在示例交易所，客服很慢",
    ],
)
def test_numbers_of_private_life_orders_and_hashes_are_left_in_peace(scan, line: str):
    assert not [finding for finding in scan(line) if finding.kind == "phone"]


def test_a_private_number_is_told_where_its_line_speaks_of_support(scan):
    assert scan("text me on +1 833 555 0142, I am an agent of Example Exchange support")
    assert scan("[10:45] call Example Exchange support: +1 833 555 0142")


def test_a_word_that_is_more_often_another_is_a_digit_only_among_others(scan):
    (found,) = scan("Example Exchange support: call us for one ate tree tree fife five fife oh won for too")
    assert found.contact.value == NUMBER
    assert not scan("Example Exchange support: one for two, too tree to three, call us", all_=True)
