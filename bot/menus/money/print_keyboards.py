"""The buttons of prints: what on, how large, sent where, and the order itself."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.words.print_words import money_words, size_words
from bot.domain.prints.price_list import Country, Prints
from bot.domain.prints.spec import PrintSpec
from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, in_rows, press_data


def materials_keyboard(
    job_id: str, prints: Prints, country: Country, language: str
) -> InlineKeyboardMarkup:
    """What can be printed on for this country, and another country."""
    rows = [
        [_button(each.title, Verb.PRINT_ON, job_id, country.code, each.name)]
        for each in prints.sold_in(country)
    ]
    to = text("buttons.print_to", language, country=country.title)
    return InlineKeyboardMarkup([*rows, [_button(to, Verb.PRINT_TO, job_id)]])


def countries_keyboard(job_id: str, prints: Prints) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        in_rows(
            (_button(each.title, Verb.PRINT, job_id, each.code) for each in prints.countries),
            width=2,
        )
    )


def sizes_keyboard(
    job_id: str, prints: Prints, country: Country, material: str, language: str, *, is_sold: bool
) -> InlineKeyboardMarkup:
    """The sizes, with their prices where they are sold."""
    rows = []
    for spec in prints.specs(material, country):
        price = country.prices[spec.material, spec.size]
        words = size_words(spec, language)
        if is_sold:
            words = f"{words} · {money_words(price, country.currency, language)}"
        data = press_data(Verb.PROOF, job_id, country.code, spec.material, spec.size)
        rows.append([InlineKeyboardButton(words, callback_data=data)])
    back = text("buttons.back", language)
    return InlineKeyboardMarkup([*rows, [_button(back, Verb.PRINT, job_id, country.code)]])


def proof_keyboard(
    job_id: str, country: Country, spec: PrintSpec, language: str, *, is_sold: bool
) -> InlineKeyboardMarkup:
    """The order, with its price; where nothing is sold, the file."""
    place = (country.code, spec.material, spec.size)
    if not is_sold:
        words = text("buttons.print_file", language)
        return InlineKeyboardMarkup([[_button(words, Verb.PRINT_FILE, job_id, *place)]])
    price = money_words(country.prices[spec.material, spec.size], country.currency, language)
    words = text("buttons.print_buy", language, price=price)
    return InlineKeyboardMarkup([[_button(words, Verb.PRINT_BUY, job_id, *place)]])


def _button(words: str, verb: Verb, job_id: str, *arguments: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(words, callback_data=press_data(verb, job_id, *arguments))
