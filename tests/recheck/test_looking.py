"""Whether a fact stands on a page: in any writing, not in a warning, not where nobody sees it, not on a page that lies."""

import pytest

from contactfinder.contacts import Contact, parse
from contactfinder.recheck import Cause, Fact, Part, Result, State
from contactfinder.recheck.looking import Looker
from contactfinder.recheck.page import Page
from contactfinder.registry.index import Index

URL = "https://help.example.com/en/contact"
NUMBER, MAIL, ACCOUNT, FORM = (
    "+442079460000",
    "help@example.com",
    "x:examplehelp",
    "https://help.example.com/en/requests/new",
)
REST = "<p>" + "We answer questions about accounts, deposits and cards every day. " * 5


def fact(
    contact: str | None = None,
    place: str | None = None,
    phrases: tuple[str, ...] = (),
    part: Part = Part.CHANNEL,
    source: str = URL,
) -> Fact:
    found = (
        Contact(parse(contact).kind, contact)
        if contact and contact.startswith("x:")
        else parse(contact).readings[0].contact
        if contact
        else None
    )
    return Fact("example-exchange", "", 1, (), part, None, source, found, place, phrases)


@pytest.fixture(scope="module")
def looker(index: Index) -> Looker:
    return Looker(index, {"example-exchange": {NUMBER, "+442079460999", MAIL}})


def result(
    looker: Looker,
    wanted: Fact,
    body: str | bytes,
    media: str = "text/html; charset=utf-8",
    hops: tuple[str, ...] = (URL,),
    rest: str = REST,
) -> Result:
    """What became of a fact on a page that says this, and enough else to be one."""
    whole = body if isinstance(body, bytes) else (body + rest).encode()
    [found] = looker.results(Page(hops, media, whole), [wanted])
    return found


def state(*arguments: object, **named: object) -> tuple[State, Cause | None]:
    found = result(*arguments, **named)  # type: ignore[arg-type]
    return found.state, found.cause


CONFIRMED = (State.CONFIRMED, None)
GONE = (State.GONE, Cause.NOT_THERE)


# -- the same contact, however it is written


@pytest.mark.parametrize(
    "body",
    [
        "<p>Call +44 20 7946 0000",
        "<p>Call 020 7946 0000 at any time",
        "<p>Call (020) 7946-0000",
        "<p>Phone: +44 (0)20 7946 0000",
        "<p>Call 0044 20 7946 0000",
        "<p>Call <b>020</b> 79<i>46</i> <span>0000</span>",
        "<p>Call &#43;44&nbsp;20&nbsp;7946&nbsp;0000",
        "<p>电话：＋４４ ２０ ７９４６ ００００",
        '<a href="tel:+442079460000">Call us</a>',
        '<a href="tel:020-7946-0000">Call us</a>',
        '<a href=" TEL:+44%2020%207946%200000 ">Call us</a>',
        '<img src=x.png alt="Call +44 20 7946 0000">',
        '<meta name=description content="Call +44 20 7946 0000">',
        '<p title="+44 20 7946 0000">Our line',
        "<table><tr><td>UK<td>020 7946 0000<td>free</table>",
        "<p>Call +44\u200b20\u200b7946\u200b0000",
        "<a href=https://wa.me/442079460000>chat</a>",
    ],
)
def test_a_number_is_found_in_any_writing(looker: Looker, body: str) -> None:
    assert state(looker, fact(NUMBER), body) == CONFIRMED


@pytest.mark.parametrize(
    ("contact", "body"),
    [
        (MAIL, "<p>Write to help@example.com."),
        (MAIL, "<p>Write to Help@Example.COM."),
        (MAIL, '<a href="mailto:help@example.com?subject=Hello">mail</a>'),
        (MAIL, "<p>help [at] example [dot] com"),
        (MAIL, '<a data-cfemail="523a373e2212372a333f223e377c313d3f" class=x>[email&#160;protected]</a>'),
        (MAIL, '<a href="/cdn-cgi/l/email-protection#523a373e2212372a333f223e377c313d3f">mail</a>'),
        (ACCOUNT, '<a href="https://twitter.com/ExampleHelp">X</a>'),
        (ACCOUNT, "<p>https://x.com/examplehelp"),
        (FORM, '<a href="https://help.example.com/en/requests/new">form</a>'),
        (FORM, '<a href="/en/requests/new">form</a>'),
        (FORM, '<a href="requests/new/">form</a>'),
        (FORM, '<a href="//help.example.com/en/requests/new?utm_source=x#top">form</a>'),
        (FORM, "<p>Open help.example.com/en/requests/new now"),
    ],
)
def test_an_address_is_found_in_any_writing(looker: Looker, contact: str, body: str) -> None:
    assert state(looker, fact(contact), body) == CONFIRMED


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/html", "<meta charset=utf-8><p>电话 ＋４４２０７９４６００００"),
        ("text/html; charset=iso-8859-1", "<p>电话 ＋４４２０７９４６００００"),
        ("text/html; charset=klingon", "<p>电话 ＋４４２０７９４６００００"),
        ('text/html; charset="UTF-8"', "<p>电话 ＋４４２０７９４６００００"),
    ],
)
def test_a_header_that_lies_about_the_characters_hides_nothing(looker: Looker, media: str, body: str) -> None:
    assert state(looker, fact(NUMBER), body, media) == CONFIRMED


@pytest.mark.parametrize(
    ("media", "encoding"),
    [
        ("text/html; charset=gb2312", "gbk"),
        ("text/html; charset=Shift_JIS", "shift_jis"),
        ("text/html", "utf-16"),
    ],
)
def test_other_encodings_are_read(looker: Looker, media: str, encoding: str) -> None:
    body = ("<p>電話 ＋４４２０７９４６００００" + REST).encode(encoding)
    assert state(looker, fact(NUMBER), body, media) == CONFIRMED


@pytest.mark.parametrize(
    ("name", "media", "body"),
    [
        ("contact.json", "application/json", '{"phone": "+44 20 7946 0000"}'),
        ("contact.json", "text/plain", '{"comment": "+44 20 7946 0000"}'),
        ("README.md", "text/plain", "Call [us](tel:+442079460000) now"),
        ("Footer.vue", "text/plain; charset=utf-8", "const phone = '+44 20 7946 0000'"),
        ("data", "", "phone: +44 20 7946 0000"),
    ],
)
def test_files_of_other_forms_are_read(looker: Looker, name: str, media: str, body: str) -> None:
    assert state(looker, fact(NUMBER), body.encode(), media, (f"https://x.example.com/{name}",)) == CONFIRMED


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("example.com", "<p>See help.example.com."),
        ("example.com", '<a href="https://www.example.com/x">x</a>'),
        ("example.com", "<p>Write to a@example.com"),
        ("github.com/example-exchange", '<a href="https://github.com/Example-Exchange/wallet">code</a>'),
    ],
)
def test_a_domain_or_organisation_is_named_by_anything_in_it(looker: Looker, place: str, body: str) -> None:
    assert state(looker, fact(place=place, part=Part.DOMAIN), body) == CONFIRMED


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("example.com", "<p>See example.com.example.org and myexample.com"),
        ("example.com", "<p>Nothing."),
        ("github.com/example-exchange", '<a href="https://github.com/example-exchange2/wallet">code</a>'),
    ],
)
def test_what_only_looks_like_it_names_no_domain(looker: Looker, place: str, body: str) -> None:
    source = "https://lists.example.org/all"
    wanted = fact(place=place, part=Part.DOMAIN, source=source)
    assert state(looker, wanted, body, hops=(source,)) == GONE


# -- gone, and something else instead


@pytest.mark.parametrize("wanted", [NUMBER, MAIL, ACCOUNT, FORM])
def test_a_page_without_the_fact_says_that_it_is_gone(looker: Looker, wanted: str) -> None:
    assert state(looker, fact(wanted), "<p>We have no such thing any more.") == GONE


@pytest.mark.parametrize(
    "body",
    [
        "<p>Call +44 20 7946 0001",
        "<p>Order 442079460000123",
        "<p>+44 20 7946 000",
        "<p>x@example.com.evil.org",
    ],
)
def test_nearly_the_same_is_not_the_same(looker: Looker, body: str) -> None:
    assert result(looker, fact(NUMBER), body).state is not State.CONFIRMED
    assert result(looker, fact(MAIL), body).state is not State.CONFIRMED


@pytest.mark.parametrize(
    ("wanted", "body", "instead"),
    [
        (NUMBER, "<p>Call our support: +44 20 7946 0111", ("+442079460111",)),
        (NUMBER, '<a href="tel:+442079460111">Ring</a>', ("+442079460111",)),
        (MAIL, "<p>Write to care@example.com or to me@gmail.com", ("care@example.com",)),
        (ACCOUNT, '<a href="https://x.com/examplecare">X</a>', ("x:examplecare",)),
    ],
)
def test_what_stands_there_instead_is_told(
    looker: Looker, wanted: str, body: str, instead: tuple[str, ...]
) -> None:
    found = result(looker, fact(wanted), body)
    assert (found.state, found.cause, found.instead) == (State.CHANGED, Cause.OTHER_VALUE, instead)


@pytest.mark.parametrize(
    "body", ["<p>Call our support: +44 20 7946 0999", "<p>Invoice 2079460111, total 442079460112"]
)
def test_what_is_listed_already_or_no_contact_is_nothing_instead(looker: Looker, body: str) -> None:
    assert state(looker, fact(NUMBER), body) == GONE


# -- warned of


@pytest.mark.parametrize(
    "body",
    [
        "<p>The number +44 20 7946 0000 is a scam.",
        "<p>Do not call +44 20 7946 0000!",
        "<p>Never call <a href='tel:+442079460000'>this number</a>.",
        "<p>Beware of +44 20 7946 0000: it is not ours.",
        "<p>Scammers use numbers such as +44 20 7946 0000 to reach you.",
        "<p>+44 20 7946 0000 does not belong to us.",
        "<p>Fake support number: +44 20 7946 0000",
        "<h2>Fake support numbers</h2><ul><li>+44 20 7946 0001<li>+44 20 7946 0000</ul>",
        "<p>+44 20 7946 0000 is being used by criminals posing as us.",
        "<p>谨防诈骗：假冒客服电话 +44 20 7946 0000",
        "<p>请勿拨打 +44 20 7946 0000。",
        "<p>El número +44 20 7946 0000 es falso.",
        "<img alt='Fake number +44 20 7946 0000'>",
    ],
)
def test_a_number_that_stands_in_a_warning_is_not_confirmed(looker: Looker, body: str) -> None:
    assert state(looker, fact(NUMBER), body) == (State.CHANGED, Cause.WARNED)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Beware of scams. Call us at +44 20 7946 0000.",
        "<p>We never call you. You can call +44 20 7946 0000.",
        "<p>If you were the victim of fraud, call +44 20 7946 0000.",
        "<p>Report fake support numbers to +44 20 7946 0000.",
        "<p>Lost your card? Stolen phone? +44 20 7946 0000",
        "<p>Do not call +44 20 7946 0000 by mistake.<p>Support: +44 20 7946 0000",
        "<h2>Fake numbers</h2><p>There are many.<h2>Our number</h2><p>+44 20 7946 0000",
        "<p>如遇诈骗，请致电 +44 20 7946 0000 举报。",
    ],
)
def test_a_number_beside_a_warning_of_something_else_is(looker: Looker, body: str) -> None:
    assert state(looker, fact(NUMBER), body) == CONFIRMED


@pytest.mark.parametrize(
    "body",
    [
        '<p>Ring <a href="tel:+442079460000">+44 20 7946 0111</a>.',
        '<p>Ring <a href="tel:+442079460000"><b>020</b> 7946 0111</a>.',
        '<p>Write to <a href="mailto:help@example.com">care@example.com</a>.',
    ],
)
def test_a_link_that_shows_something_else_confirms_nothing(looker: Looker, body: str) -> None:
    assert result(looker, fact(MAIL if "mailto" in body else NUMBER), body).state is State.CHANGED


@pytest.mark.parametrize(
    "body",
    [
        '<a href="tel:+44%2020%207946%200000">020 7946 0000</a>',
        '<a href="tel:+442079460000">0044-20-7946-0000 (free)</a>',
        '<p>Ring <a href="tel:+442079460000">our desk</a>, or +44 20 7946 0999.',
    ],
)
def test_a_link_that_shows_the_same_does(looker: Looker, body: str) -> None:
    assert state(looker, fact(NUMBER), body) == CONFIRMED


def test_an_address_for_reports_of_scams_is_no_scam(looker: Looker) -> None:
    assert state(looker, fact(MAIL), "<p>Forward phishing e-mails to help@example.com.") == CONFIRMED


# -- pages that lie or say nothing


@pytest.mark.parametrize(
    "heading",
    [
        "<title>404</title>",
        "<title>Page not found | Example</title>",
        "<title>Example</title><h1>This page doesn’t exist</h1>",
        "<h1 class=x>The article you want is <b>no longer available</b></h1>",
        "<title>页面不存在</title>",
        "<title>Error 404 - Example</title>",
        "<title>Page&nbsp;not&#32;found</title>",
    ],
)
def test_a_page_that_says_it_was_not_found_confirms_nothing(looker: Looker, heading: str) -> None:
    """Whatever its status, and though the number stands in its footer."""
    gone = (State.GONE, Cause.SAYS_NOT_FOUND)
    assert state(looker, fact(NUMBER), f"{heading}<footer>+44 20 7946 0000</footer>") == gone
    assert state(looker, fact(URL), heading) == gone


@pytest.mark.parametrize(
    "heading", ["<title>Transaction not found: what to do</title>", "<h1>Why was my deposit not found?</h1>"]
)
def test_an_article_about_what_was_not_found_is_a_page(looker: Looker, heading: str) -> None:
    assert state(looker, fact(NUMBER), f"{heading}<p>+44 20 7946 0000") == CONFIRMED


@pytest.mark.parametrize(
    "heading",
    ["<title>Just a moment...</title>", "<title>Access denied</title>", "<h1>Verify you are human</h1>"],
)
def test_a_page_that_wants_a_human_is_a_wall(looker: Looker, heading: str) -> None:
    wall = (State.BLOCKED, Cause.CHALLENGE)
    assert state(looker, fact(NUMBER), heading) == state(looker, fact(URL), heading) == wall


@pytest.mark.parametrize(
    "body",
    ["", "<div id=root></div><script src=app.js></script>", "<noscript>Please enable JavaScript</noscript>"],
)
def test_a_page_that_a_script_would_build_says_nothing(looker: Looker, body: str) -> None:
    empty = (State.UNREACHABLE, Cause.EMPTY_PAGE)
    assert state(looker, fact(NUMBER), body, rest="") == empty
    assert state(looker, fact(URL), body, rest="") == empty


@pytest.mark.parametrize(
    "body",
    [
        "<script>var phone = '+44 20 7946 0000'</script>",
        "<!-- +44 20 7946 0000 -->",
        "<p hidden>+44 20 7946 0000</p>",
        "<p style='display:none'>+44 20 7946 0000</p>",
        "<div data-phone='+44 20 7946 0000'></div>",
    ],
)
def test_what_nobody_sees_confirms_nothing(looker: Looker, body: str) -> None:
    assert state(looker, fact(NUMBER), body) == (State.UNREACHABLE, Cause.UNSEEN)


@pytest.mark.parametrize(
    ("media", "body"),
    [("image/png", b"\x89PNG"), ("application/pdf", b"%PDF-1.7"), ("text/html", b"a\x00b\x00\x01" * 50)],
)
def test_what_is_no_text_is_not_read(looker: Looker, media: str, body: bytes) -> None:
    assert state(looker, fact(NUMBER), body, media) == (State.UNREACHABLE, Cause.NO_TEXT)


def test_a_page_of_nothing_but_contacts_is_not_read_to_its_end(looker: Looker) -> None:
    """Then nobody can say that something is gone."""
    body = "".join(f"<p>call +1 212 555 {n:04}" for n in range(100, 200)) * 60
    assert state(looker, fact(MAIL), body) == (State.UNREACHABLE, Cause.TOO_LARGE)


# -- a channel that is the page itself, and facts in words


def test_a_channel_that_is_the_page_is_there_when_the_page_is(looker: Looker) -> None:
    assert state(looker, fact(URL), "<h1>Contact us</h1>") == CONFIRMED
    moved = (URL, "https://help.example.com/en-us/contact")
    assert state(looker, fact(URL), "<h1>Contact us</h1>", hops=moved) == CONFIRMED


@pytest.mark.parametrize("home", ["https://www.example.com/", "https://help.example.com/en-us/"])
def test_a_channel_that_leads_to_the_home_page_changed(looker: Looker, home: str) -> None:
    found = state(looker, fact(URL), "<h1>Welcome</h1>", hops=(URL, home))
    assert found == (State.CHANGED, Cause.TO_HOME_PAGE)


@pytest.mark.parametrize(
    "body",
    [
        "<p>We do not offer phone support.",
        "<p>we DO NOT\n offer   phone&nbsp;support",
        "<p>We do <b>not</b> offer<br>phone support",
    ],
)
def test_a_phrase_is_found_whatever_its_blanks_and_case(looker: Looker, body: str) -> None:
    wanted = fact(phrases=("We do not offer phone support",), part=Part.ABSENCE)
    assert state(looker, wanted, body) == CONFIRMED


def test_typography_does_not_matter(looker: Looker) -> None:
    wanted = fact(phrases=("we don't offer 24-hour support",), part=Part.ABSENCE)
    assert state(looker, wanted, "<p>We don’t offer 24‑hour support") == CONFIRMED


@pytest.mark.parametrize("body", ["<p>We offer phone support.", "<!-- We do not offer phone support -->"])
def test_a_phrase_that_is_not_there_is_gone(looker: Looker, body: str) -> None:
    assert state(looker, fact(phrases=("We do not offer phone support",), part=Part.ABSENCE), body) == GONE


def test_a_contact_with_a_phrase_needs_both(looker: Looker) -> None:
    wanted = fact(NUMBER, phrases=("for lost cards",))
    assert state(looker, wanted, "<p>Call +44 20 7946 0000 for lost cards") == CONFIRMED
    assert state(looker, wanted, "<p>Call +44 20 7946 0000 for anything") == GONE


def test_a_fact_in_words_without_a_phrase_is_not_tried(looker: Looker) -> None:
    assert state(looker, fact(part=Part.HOURS), "<p>Mo-Fr") == (State.NOT_TRIED, Cause.NO_PHRASE)
