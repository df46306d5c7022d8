"""What people see in a host: its letters, whose they are, and where it seems to end."""

import pytest

from contactfinder.contacts import Sign, appearance, web


@pytest.mark.parametrize(
    ("host", "letters"),
    [
        ("xn--mnchen-3ya.de", "münchen.de"),
        ("a.xn--80ak6aa92e.com", "a.аррӏе.com"),
        ("coinbase.com", "coinbase.com"),
    ],
)
def test_a_host_is_shown_in_its_letters(host, letters):
    assert appearance.in_letters(host) == letters


@pytest.mark.parametrize("label", ["xn--", "xn--a", "xn--coinbase-", "xn--99999999", "xn--999999b"])
def test_a_label_that_stands_for_no_letters_is_refused(label):
    with pytest.raises(ValueError):
        appearance.in_letters(f"{label}.com")


@pytest.mark.parametrize("slash", "⁄∕╱⟋⧸⁁ノ丿〳㇓∖⧵⧹꞉∶ː։ʔ\u2800")
def test_a_host_seems_to_end_where_something_looks_like_a_slash(slash):
    assert appearance.seen(f"coinbase.com{slash}a.evil.com") == "coinbase.com"


@pytest.mark.parametrize("dot", "·‧ꓸ∙⋅•・ᐧꞏ")
def test_what_looks_like_a_dot_is_seen_as_one(dot):
    assert appearance.seen(f"coinbase{dot}com.evil.com") == "coinbase.com.evil.com"


@pytest.mark.parametrize(
    "letters", ["col·lecció.cat", "ノート.jp", "カタカナ・ノート.jp", "münchen.de", "丿.cn"]
)
def test_letters_of_honest_names_are_seen_as_they_are(letters):
    assert appearance.seen(letters) == letters


@pytest.mark.parametrize(
    "host",
    ["сoinbase.com", "αpple.com", "a.bинанс.com", "한국ひらがな.kr", "ㄅあ.tw", "mıcroѕoft.com", "ꓸa.com"],
)
def test_scripts_that_no_honest_name_mixes(host):
    assert Sign.MIXED_SCRIPTS in web.parse_url(f"https://{host}").signs


@pytest.mark.parametrize(
    "host",
    [
        "日本語hiraganaひらがなカタカナー.jp",
        "한국abc漢字.kr",
        "ㄅㄆabc漢字.tw",
        "россия.рф",
        "пример.com",  # each label for itself
        "ελλάδα.gr",
        "münchen-2.de",
        "🦊.com",
        "hawaiʻi.com",
    ],
)
def test_scripts_that_go_together(host):
    assert Sign.MIXED_SCRIPTS not in web.parse_url(f"https://{host}").signs
