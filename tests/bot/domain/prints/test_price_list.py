"""The price list of prints: read, checked, and asked for a person's country."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.prints.current_prints import CurrentPrints
from bot.domain.prints.price_file import load_prints
from bot.domain.prints.price_list import Prints
from bot.domain.prints.spec import MOST_FILE_PIXELS
from bot.errors import SettingsError
from bot.local_telegram.state.currencies import CURRENCIES

TOP = "dpi = 300\nrender_px = 4000\nunpaid_px = 0\ndefault_country = 'DE'\n"
PAPER = (
    "[materials.paper]\ntitle = 'Paper'\nbleed_mm = 3\nsafe_mm = 5\nsizes = ['20x30', '30x40']\n"
)
GERMANY = "[countries.DE]\ntitle = 'Germany'\nlanguages = ['de']\ncurrency = 'EUR'\n"
PRICES = "[countries.DE.prices]\npaper = { 20x30 = 1500 }\n"
POST = "[[countries.DE.shipping]]\nname = 'post'\ntitle = 'Post'\nprice = 590\ndays = '2 to 4'\n"
WHOLE = TOP + PAPER + GERMANY + PRICES + POST


@pytest.fixture
def prints() -> Prints:
    return load_prints()


def load(tmp_path: Path, text: str) -> Prints:
    file = tmp_path / "prints.toml"
    file.write_text(text)
    return load_prints(file)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("de", "DE"),
        ("en-GB", "GB"),
        ("en", "US"),
        ("it-CH", "IT"),
        ("ru", "RU"),
        ("tlh", "US"),
        (None, "US"),
    ],
)
def test_a_language_has_its_country(prints: Prints, language: str | None, code: str) -> None:
    assert prints.country_for(language).code == code


def test_each_size_of_ours_has_its_price_and_fits_in_memory(prints: Prints) -> None:
    for country in prints.countries:
        assert country.shipping
        for material in prints.sold_in(country):
            specs = prints.specs(material.name, country)
            prices = [country.prices[spec.material, spec.size] for spec in specs]
            assert prices == sorted(prices)
            assert specs
            for spec in specs:
                width, height = spec.layout(3, 2).whole
                assert width > height
                assert width * height <= MOST_FILE_PIXELS


def test_telegram_takes_the_price_of_each_of_ours_with_its_postage(prints: Prints) -> None:
    for country in prints.countries:
        bounds = CURRENCIES[country.currency]
        ways = [way.price for way in country.shipping]
        assert min(country.prices.values()) >= bounds.least
        assert max(country.prices.values()) + max(ways) <= bounds.most


def test_russia_pays_in_roubles(prints: Prints) -> None:
    russia = prints.country("RU")
    assert russia is not None
    assert (russia.prices["paper", "30x40"], russia.currency) == (149000, "RUB")


def test_what_has_no_price_is_not_sold(tmp_path: Path) -> None:
    prints = load(tmp_path, WHOLE)
    germany = prints.country_for("de")
    assert [spec.size for spec in prints.specs("paper", germany)] == ["20x30"]
    assert prints.spec("paper", "30x40", germany) is None
    assert prints.spec("stone", "20x30", germany) is None
    assert germany.shipping_of("post") is not None
    assert germany.shipping_of(None) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "cannot be read"),
        (WHOLE + "x = 1\n", r"\[countries.DE.shipping\] x: there is no such key"),
        (WHOLE.replace("300", "3000"), "dpi: .* from 10 to 600"),
        (WHOLE.replace("'DE'", "'FR'"), "default_country: it must be one of"),
        (TOP + GERMANY + PRICES + POST, "materials: it must be a table"),
        (WHOLE.replace("materials.paper", "materials.Paper"), "small letters"),
        (WHOLE.replace("'20x30', ", "'30x20', "), r"\[materials.paper\] sizes: a size is two"),
        (WHOLE.replace("30x40", "200x300"), "200x300 with its bleed .* megapixels than 89"),
        (WHOLE.replace("countries.DE", "countries.de"), "two capital letters"),
        (WHOLE.replace("EUR", "Euro"), "currency"),
        (WHOLE.replace("20x30 = 1500", "50x70 = 1500"), "50x70: there is no such key"),
        (WHOLE.replace("20x30 = 1500", ""), r"\[countries.DE\] prices: nothing is sold"),
        (WHOLE.replace("1500", "15.0"), "20x30: it must be a whole number"),
        (WHOLE.replace("1500", "true"), "20x30: it must be a whole number"),
        (TOP + PAPER + GERMANY + PRICES, "shipping: it must be a list of tables"),
        (WHOLE + POST, r"\[countries.DE.shipping\] name: .* no other way has"),
        (WHOLE.replace("['de']", "'de'"), "languages: it must be a list of texts"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        load(tmp_path, text)
    assert "prints.toml" in str(caught.value)


def test_a_change_counts_at_once_and_a_bad_one_never(tmp_path: Path) -> None:
    file = tmp_path / "prints.toml"
    file.write_text(WHOLE)
    prints = CurrentPrints(file)
    file.write_text(WHOLE.replace("1500", "1700"))
    assert prints.now.country_for("de").prices["paper", "20x30"] == 1700
    file.write_text("dpi = 1")
    assert prints.now.country_for("de").prices["paper", "20x30"] == 1700
