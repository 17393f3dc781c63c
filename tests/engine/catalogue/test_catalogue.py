"""Names that people type lead to what they mean, or to what comes near."""

from __future__ import annotations

import pytest

from engine.catalogue.find import (
    ALIASES,
    HELPERS,
    NETWORK_ORDER,
    NETWORKS,
    default_layer,
    find_layer,
    find_network,
    split_layers,
)
from engine.catalogue.house_styles import HOUSE_STYLES, find_style
from engine.catalogue.presets import PRESETS, find_preset, preset_options
from engine.catalogue.tensor_shapes import BLUEPRINTS
from engine.errors import UnknownNameError
from engine.options.dream import DreamOptions
from engine.weights.instant_networks import EMBEDDED_STYLE


@pytest.mark.parametrize(
    ("network", "typed", "layer"),
    [
        ("bvlc_googlenet", "inception_4c", "inception_4c"),
        ("bvlc_googlenet", "inception_4c/output", "inception_4c"),
        ("bvlc_googlenet", "inception4c", "inception_4c"),
        ("bvlc_googlenet", "Mixed_4c", "inception_4c"),
        ("bvlc_googlenet", "4c", "inception_4c"),
        ("bvlc_googlenet", "conv2", "conv2"),
        ("vgg19", "relu4_2", "relu4_2"),
        ("vgg19", "conv4_2", "relu4_2"),
        ("squeezenet1_1", "Fire7", "fire7"),
    ],
)
def test_layers_are_found_by_every_common_spelling(network: str, typed: str, layer: str) -> None:
    assert find_layer(NETWORKS[network], typed) == layer


def test_an_unknown_name_says_what_comes_near() -> None:
    with pytest.raises(UnknownNameError, match="inception_4c"):
        find_layer(NETWORKS["bvlc_googlenet"], "inceptoin_4c")
    with pytest.raises(UnknownNameError, match="bvlc_googlenet"):
        find_network("bvlc_gogglenet")
    with pytest.raises(UnknownNameError, match="creatures"):
        find_preset("creature")
    with pytest.raises(UnknownNameError, match="swirls"):
        find_style("zzz")


def test_layers_run_from_shallow_to_deep() -> None:
    for info in NETWORKS.values():
        strides = [info.stride(layer) for layer in info.layers]
        assert strides == sorted(strides), info.name
        assert info.dream_layer in info.layers
        assert set(info.painting.style_layers) <= set(info.layers)


def test_what_is_always_there_dreams_paints_and_knows_names() -> None:
    for use, order in NETWORK_ORDER.items():
        assert ("embedded" in order) == (use in {"dream", "classify", "colour"})
        assert (EMBEDDED_STYLE in order) == (use in {"instant", "style"})
        does_no_dream = use in {"flow", "instant", "segment", "colour"}
        known = {*HELPERS, "embedded", EMBEDDED_STYLE} if does_no_dream else {*NETWORKS}
        assert set(order) <= known
    for use, names in ALIASES.items():
        assert set(names.values()) <= set(NETWORK_ORDER[use])
        assert not set(names) & set(NETWORK_ORDER[use])


def test_only_networks_that_know_names_are_asked_for_them() -> None:
    assert all(NETWORKS[name].has_classifier for name in NETWORK_ORDER["classify"])


# From the kernels and strides of bvlc_googlenet, by hand.
RECEPTIVE_PX = {
    "bvlc_googlenet": dict(
        zip(
            ("3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"),
            (91, 171, 235, 299, 363, 427, 587, 715),
            strict=True,
        )
    ),
    "vgg19": {"1_1": 3, "1_2": 5, "2_1": 10, "3_1": 24, "4_1": 68, "4_2": 84, "5_1": 156},
}


@pytest.mark.parametrize("network", RECEPTIVE_PX)
def test_receptive_fields_are_the_ones_worked_out_by_hand(network: str) -> None:
    info = NETWORKS[network]
    for typed, pixels in RECEPTIVE_PX[network].items():
        layer = find_layer(info, f"conv{typed}" if "_" in typed else typed)
        assert info.layer_info[layer].receptive_px == pixels, layer


def test_pools_are_layers_too() -> None:
    for network in ("bvlc_googlenet", "embedded", "squeezenet1_1", "vgg19"):
        assert "pool1" in NETWORKS[network].layers
    assert NETWORKS["vgg19"].layer_info["pool4"].stride == 16


def test_every_network_but_the_embedded_can_be_recognised() -> None:
    assert set(BLUEPRINTS) == {name for name, info in NETWORKS.items() if info.asset is None}


@pytest.mark.parametrize("network", NETWORK_ORDER["dream"])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_works_with_every_dream_network(preset: str, network: str) -> None:
    options = DreamOptions(**preset_options(preset, NETWORKS[network]))
    assert options.layer is not None
    assert {name for name, _ in split_layers(options.layer)} <= set(NETWORKS[network].layers)


@pytest.mark.parametrize("network", NETWORK_ORDER["dream"])
def test_presets_go_from_shallow_strokes_to_deep_creatures(network: str) -> None:
    info = NETWORKS[network]
    depths = {
        name: [info.layers.index(one) for one in preset_options(name, info)["layer"].split("+")]
        for name in PRESETS
    }
    (shallowest,), (deepest,) = depths["strokes"], depths["creatures"]
    assert shallowest < deepest
    assert all(shallowest <= one <= deepest for place in depths.values() for one in place)


def test_a_network_that_ends_early_dreams_of_its_deepest_layer() -> None:
    layers = ("relu1_1", "relu3_4", "pool3")
    assert default_layer(NETWORKS["vgg19_oxford"], layers) == "relu3_4"


def test_there_are_eight_house_styles() -> None:
    assert len(HOUSE_STYLES) == 8
    assert all(style.title for style in HOUSE_STYLES.values())
