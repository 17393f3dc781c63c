"""What people call our commands, styles and dreams in the languages that we speak.

Commands and names stay Latin; these words lead to them. Capitals, accents and ``ё`` do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from bot.texts.catalogue import languages, sentences
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.imagenet_classes import known_classes
from engine.catalogue.presets import PRESETS
from engine.catalogue.words.spelling import fold, without_accents
from engine.catalogue.words.translations import forms_of

# Command -> how it is asked for; of English, Russian, French and Italian a line each.
_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "dream": (
        "dream",
        "сон, сны, сном, сновидение, приснись",
        "rêve, rêver, songe",
        "sogno, sogna, sognare",
    ),
    "style": (
        "style, in the style of",
        "стиль, стилем, стилизуй, в стиле, в духе",
        "style, dans le style, à la manière",
        "stile, nello stile, alla maniera",
    ),
    "sticker": ("sticker", "стикер, наклейка", "autocollant, sticker", "adesivo, sticker"),
    "texture": ("texture", "текстура, текстуру", "texture", "texture, trama"),
    "zoom": ("zoom", "зум, наезд", "zoom, zoome", "zoom, zoomata"),
    "draw": (
        "draw",
        "нарисуй, рисуй, нарисовать, рисунок",
        "dessine, dessine-moi, dessiner, dessin",
        "disegna, disegnami, disegnare, disegno",
    ),
    "video": ("video", "видео", "vidéo", "video"),
    "what": (
        "what, what is this, what's this, what is it, what is that, what do you see",
        "что это, что это такое, что здесь, что на фото, что ты видишь, что видишь, кто это",
        "c'est quoi, qu'est-ce que c'est, que vois-tu",
        "cos'è, cos'è questo, che cos'è, cosa vedi, che cosa vedi",
    ),
    "explain": (
        "explain",
        "объясни, поясни, объяснить",
        "explique, explique-moi, expliquer",
        "spiega, spiegami, spiegare",
    ),
    "today": (
        "today, theme of the day",
        "тема дня, сегодня",
        "thème du jour, aujourd'hui",
        "tema del giorno, oggi",
    ),
    "paint": (
        "paint, brush strokes",
        "мазки, мазками, маслом, кистью, красками",
        "peins, peindre, peinture, au pinceau",
        "dipingi, dipingere, pittura, a pennellate",
    ),
    "colorize": (
        "colorize, colourize, colorise, colourise, color, colour, in colour, in color",
        "раскрась, раскрасить, раскраска, в цвете, сделай цветным, сделай цветной",
        "colorise, coloriser, colore, en couleur, en couleurs, mets en couleur",
        "colora, colorare, coloralo, colorala, a colori",
    ),
    "queue": ("queue", "очередь", "file, file d'attente", "coda"),
    "cancel": (
        "cancel, stop",
        "отмена, отмени, отменить, стоп",
        "annule, annuler",
        "annulla, ferma",
    ),
    "mystyles": ("my styles", "мои стили", "mes styles", "i miei stili"),
    "save_style": (
        "save style, save this style, save the style",
        "сохрани стиль, сохранить стиль, сохрани этот стиль",
        "enregistrer le style, enregistre ce style, garde ce style",
        "salva lo stile, salva questo stile",
    ),
    "help": ("help", "помощь, помоги, справка", "aide, aide-moi", "aiuto, aiutami"),
    "start": ("start", "старт, начать", "commencer, démarrer", "inizia, iniziare"),
    "settings": ("settings", "настройки", "réglages", "impostazioni"),
    "language": ("language", "язык", "langue", "lingua"),
    "balance": ("balance", "баланс", "solde", "saldo"),
    "privacy": ("privacy", "приватность", "confidentialité", "privacy"),
    "delete_me": (
        "delete me, forget me",
        "удали меня, удали всё, удалить всё, забудь меня",
        "supprime-moi, tout supprimer, oublie-moi",
        "cancellami, cancella tutto, dimenticami",
    ),
    "export": ("export", "экспорт", "exporter", "esporta"),
    "print": ("print", "печать, напечатай", "imprimer, imprime", "stampa, stampare"),
}
# What is said of things in these begins like any talk ("stop it now"): alone they are meant.
SAID_ALONE = frozenset(
    {"what", "queue", "cancel", "help", "start", "settings", "language", "balance", "print"}
    | {"privacy", "delete_me", "export", "mystyles", "save_style", "today"}
)
MOST_WORDS = 5  # that stand for one

# Besides what stands on their buttons.
_STYLES: Mapping[str, str] = {
    "swirls": "вихрь, вихри, завитки, tourbillons, spirales, spirali, vortice",
    "glass": "стекло, витражное стекло, verre, vitraux, vetro, vetrate",
    "woodcut": "гравюра, волны, gravure, xilografia, onde",
    "marble": "мрамор, marbre, marbré, marmo, marmorizzato",
    "dots": "точки, пуантилист, points, puntini, divisionismo",
    "ink": "тушь, чернила, encre, lavis, china, inchiostro",
    "cubist": "кубизм, кубист, cubisme, cubiste, cubismo, cubista",
}
_DREAMS: Mapping[str, str] = {
    "strokes": "мазок, штрихи, pinceau, tratti",
    "carvings": "резной, intaglio",
    "ornaments": "узор, узоры, орнамент, motifs, arabesques, arabeschi",
    "fur": "мех, перья, шерсть, poils, fourrure, pelo, piume, pelliccia",
    "eyes": "глаз, глаза, œil, occhio",
    "neon": "неоновый",
    "classic": "классический",
    "creatures": "существо, твари, чудища, créature, creatura",
}


@cache
def command_names() -> Mapping[str, str]:
    """Plain words -> the command that they ask for."""
    return {
        plain(words): name
        for name, lines in _COMMANDS.items()
        for line in lines
        for words in line.split(", ")
    }


def plain(text: str) -> str:
    """Folded, and without accents."""
    return without_accents(fold(text))


@cache
def style_names() -> Mapping[str, str]:
    """Plain words -> the house style that is called so, in any language and case."""
    return {words: name for name in HOUSE_STYLES for words in _called("styles", name, _STYLES)}


@cache
def dream_names() -> Mapping[str, str]:
    """Plain words -> the preset that is called so. What is a thing as well means the thing."""
    return {
        words: name
        for name in PRESETS
        for words in _called("dreams", name, _DREAMS)
        if words == name or known_classes(words) is None
    }


def learn() -> None:
    """Put all of them together now, a quarter of a second's work, and not at the first message."""
    command_names()
    style_names()
    dream_names()


def shown_names(kind: str, name: str) -> Iterator[str]:
    """What a style (``kind``: styles) or a preset (dreams) is called on its button."""
    for language in languages():
        yield sentences(language).tell(f"{kind}.{name}", {})


def _called(kind: str, name: str, others: Mapping[str, str]) -> Iterator[str]:
    key = f"{kind}.{name}"
    for language in languages():
        yield from map(plain, sentences(language).forms(key, {}).values())
    for words in (*shown_names(kind, name), *filter(None, others.get(name, "").split(", "))):
        folded = fold(words)
        yield plain(folded)
        if " " not in folded:
            yield from map(plain, forms_of(folded))
