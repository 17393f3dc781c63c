"""Prices and sizes of prints, as each language writes them."""

from __future__ import annotations

import pytest

from bot.delivery.words.print_words import money_words, size_words
from bot.domain.prints.spec import PrintSpec

SPEC = PrintSpec(
    material="paper", title="Paper", short_cm=30, long_cm=40, bleed_mm=3, safe_mm=5, dpi=300
)


@pytest.mark.parametrize(
    ("amount", "currency", "language", "words"),
    [
        (4900, "EUR", "en", "49.00 EUR"),
        (7900, "JPY", "en", "7,900 JPY"),
        (180000, "RUB", "en", "1,800.00 RUB"),
        (149050, "RUB", "ru", "1 490,50 RUB"),
        (123456, "EUR", "fr", "1 234,56 EUR"),
        (123456, "EUR", "it", "1.234,56 EUR"),
        (7900, "JPY", "it", "7.900 JPY"),
    ],
)
def test_money_is_written_as_people_read_it(
    amount: int, currency: str, language: str, words: str
) -> None:
    # Spaces within a number do not break.
    assert " ".join(money_words(amount, currency, language).split()) == words


def test_a_size_is_in_the_words_of_its_language() -> None:
    assert size_words(SPEC) == "30 × 40 cm"  # noqa: RUF001  # as people write it
    assert size_words(SPEC, "ru") == "30 × 40 см"  # noqa: RUF001
