"""How a shown work is called, and the command that makes one like it."""

from __future__ import annotations

from bot.commands.writer import write_options, write_style
from bot.domain.community.paintings import Credit
from bot.domain.community.works import Recipe, options_of
from bot.domain.orders import StyleRef, option
from bot.texts.catalogue import text
from bot.texts.names import dream_name, mixed, style_name
from engine.catalogue.presets import PRESETS
from engine.errors import ArtError
from engine.texts.phrase import Fact, Phrase


def title(recipe: Recipe, language: str) -> str:
    """What it is, in a few words."""
    return text(f"feed.title.{recipe.art.value}", language, what=_subject(recipe))


def command(recipe: Recipe) -> str:
    """What is said to make one like it: under a photo, where its art takes one."""
    styles = [
        write_style(recipe.art, style.name, style.weight)
        for style in recipe.styles
        if style.picture is None
    ]
    try:
        said = write_options(recipe.art, _values(recipe))
    except ArtError:
        said = ""  # options of another version
    return " ".join(part for part in (f"/{recipe.art.value}", *styles, said) if part)


def credit_facts(credit: Credit) -> dict[str, str]:
    """What a sentence says of whose picture it was made of."""
    return {
        "name": credit.title,
        "author": credit.author,
        "licence": credit.licence.name,
        "source": credit.source,
    }


def _values(recipe: Recipe) -> dict[str, object]:
    options = options_of(recipe)
    return {name: option(options, name) for name in recipe.options}


def _subject(recipe: Recipe) -> Fact:
    if recipe.has_unknown_style:
        return Phrase("feed.private_style")
    if recipe.styles:
        return mixed([_style(style) for style in recipe.styles])
    said = recipe.options
    if said.get("preset") in PRESETS:
        return dream_name(said["preset"])
    if said.get("random_classes"):
        return Phrase("names.random_classes")
    names = said.get("classes") or said.get("label") or said.get("layer")
    if isinstance(names, list):
        return " + ".join(name.replace("_", " ") for name in names)
    return names or Phrase("feed.as_it_comes")


def _style(style: StyleRef) -> Fact:
    return Phrase("feed.own_style") if style.picture is not None else style_name(style.name)
