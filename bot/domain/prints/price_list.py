"""What is printed, where it is sent and what it costs, as :file:`prints.toml` explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.prints.spec import PrintSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    name: str
    title: str
    bleed_mm: int
    safe_mm: int
    sizes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipping:
    """A way to send it; ``price`` in the country's currency, ``days`` in words."""

    name: str
    title: str
    price: int
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """``prices``: in the smallest unit of ``currency``, by material and size ("30x40")."""

    code: str
    title: str
    languages: tuple[str, ...]
    currency: str
    prices: Mapping[tuple[str, str], int]
    shipping: tuple[Shipping, ...]

    def shipping_of(self, name: str | None) -> Shipping | None:
        return next((each for each in self.shipping if each.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """The whole list.

    Attributes:
        render_px: longest side that a picture is painted anew at; unpaid_px: where nothing can
            be ordered.
    """

    dpi: int
    render_px: int
    unpaid_px: int
    default_country: str
    materials: tuple[Material, ...]
    countries: tuple[Country, ...]

    def country(self, code: str) -> Country | None:
        return next((each for each in self.countries if each.code == code), None)

    def country_for(self, language_code: str | None) -> Country:
        """The country to show first to a person of this language ("en-GB" names one itself)."""
        language, _, region = (language_code or "").partition("-")
        named = self.country(region.upper())
        speaking = (each for each in self.countries if language.lower() in each.languages)
        return named or next(speaking, None) or self._default

    @property
    def _default(self) -> Country:
        return self.country(self.default_country) or self.countries[0]

    def sold_in(self, country: Country) -> Sequence[Material]:
        """The materials of which any size is sold there."""
        names = {material for material, _ in country.prices}
        return [each for each in self.materials if each.name in names]

    def specs(self, material: str, country: Country) -> Sequence[PrintSpec]:
        """The sizes that are sold there, in the list's order; none of an unknown material."""
        return [
            _spec(each, size, self.dpi)
            for each in self.materials
            if each.name == material
            for size in each.sizes
            if (each.name, _name(size)) in country.prices
        ]

    def spec(self, material: str, size: str, country: Country) -> PrintSpec | None:
        """The one of that name; None: it is not sold there."""
        return next((each for each in self.specs(material, country) if each.size == size), None)


def _name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def _spec(material: Material, size: tuple[int, int], dpi: int) -> PrintSpec:
    return PrintSpec(
        material=material.name,
        title=material.title,
        short_cm=size[0],
        long_cm=size[1],
        bleed_mm=material.bleed_mm,
        safe_mm=material.safe_mm,
        dpi=dpi,
    )
