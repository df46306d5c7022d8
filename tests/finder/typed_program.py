"""A program as users write it. `test_python_page` has it checked strictly, and runs it."""

from datetime import UTC, datetime
from typing import assert_type

from contactfinder import (
    Advice,
    ContactfinderError,
    Explanation,
    Finder,
    Issue,
    Lookup,
    Ranked,
    Registry,
    Status,
    Summary,
    UnknownPlatform,
    Verdict,
    error_to_json,
    in_words,
)


def is_genuine(finder: Finder, claim: str, platform: str) -> bool:
    """What most programs ask."""
    verdict = finder.verify(claim, country="US", claimed=platform)
    assert_type(verdict, Verdict)
    return verdict.status is Status.OFFICIAL


def best_channel(finder: Finder, platform: str) -> str | None:
    """The first official channel, in the form people read; None when the platform is not listed."""
    try:
        found = finder.lookup(platform, issue=Issue.FRAUD, languages=["en"], at=datetime.now(UTC))
    except UnknownPlatform as error:
        assert_type(error.suggestions, tuple[Summary, ...])
        return None
    assert_type(found, Lookup)
    assert_type(found.official, tuple[Ranked, ...])
    assert_type(found.advice, tuple[Advice, ...])
    return next((shown for item in found.official if (shown := item.channel["display"])), None)


def main() -> None:
    """Every answer has a type of its own."""
    with Finder.open() as finder:
        assert is_genuine(finder, "+18889087930", "coinbase")
        assert best_channel(finder, "coinbase")
        assert_type(finder.registry, Registry)
        explained = finder.explain("+18889087930")
        assert_type(explained, Explanation)
        assert_type(finder.to_json(explained)["platform"], str)
        assert_type(finder.to_json(finder.lookup("coinbase"))["channels"][0]["rank"], int)
        assert_type(finder.to_json(finder.verify("hello"))["verdict"], str)
        assert_type(finder.instead(finder.verify("hello")), tuple[Ranked, ...])
        try:
            finder.verify("+18889087930", country="nowhere")
        except ContactfinderError as error:
            assert_type(in_words(error, "zh").message, str)
            assert_type(error_to_json(error)["error"]["code"], str)


if __name__ == "__main__":
    main()
