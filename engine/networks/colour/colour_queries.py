"""DDColor's colour decoder: learnt colours that look at a photo and settle what each of them is.

Source: Kang et al. 2023, DDColor, section 3.2; piddnad/DDColor (Apache-2.0), ddcolor/model.py,
MultiScaleColorDecoder, with transformer_utils.py and position_encoding.py (after Facebook's DETR
and Mask2Former). Tensors are named as there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.ddcolor_shapes import (
    COLOUR_QUERIES,
    DDCOLOR_WIDTHS,
    FEEDFORWARD_WIDTH,
    QUERY_ROUNDS,
    QUERY_WIDTH,
)

_HEADS = 8
_LONGEST_WAVE = 10_000.0
_EMBEDDING_LAYERS = 3


class ColourQueries(nn.Module):
    """Each round the queries look at one map of the photo, then at each other."""

    def __init__(self) -> None:
        super().__init__()
        self.query_feat = nn.Embedding(COLOUR_QUERIES, QUERY_WIDTH)
        self.query_embed = nn.Embedding(COLOUR_QUERIES, QUERY_WIDTH)
        self.level_embed = nn.Embedding(len(DDCOLOR_WIDTHS), QUERY_WIDTH)
        self.input_proj = nn.ModuleList(
            nn.Conv2d(width, QUERY_WIDTH, 1) for width in DDCOLOR_WIDTHS
        )
        rounds = range(QUERY_ROUNDS)
        self.transformer_cross_attention_layers = nn.ModuleList(_LooksAtMap() for _ in rounds)
        self.transformer_self_attention_layers = nn.ModuleList(_LooksAround() for _ in rounds)
        self.transformer_ffn_layers = nn.ModuleList(_FeedForward() for _ in rounds)
        self.decoder_norm = nn.LayerNorm(QUERY_WIDTH)
        self.color_embed = _Embedding()

    def forward(self, maps: Sequence[Tensor], finest: Tensor) -> Tensor:
        """How much each place has of each query's colour.

        Args:
            maps: (1, width, h, w) of DDCOLOR_WIDTHS, coarse to fine.
            finest: (1, QUERY_WIDTH, H, W).
        Returns: (1, COLOUR_QUERIES, H, W).
        """
        seen = [
            (project(each) + level.view(1, -1, 1, 1)).flatten(2).transpose(1, 2)
            for each, project, level in zip(
                maps, self.input_proj, self.level_embed.weight, strict=True
            )
        ]
        places = [positions(each).flatten(2).transpose(1, 2) for each in maps]
        queries, own = self.query_feat.weight[None], self.query_embed.weight[None]
        for turn, (cross, among, forward) in enumerate(
            zip(
                self.transformer_cross_attention_layers,
                self.transformer_self_attention_layers,
                self.transformer_ffn_layers,
                strict=True,
            )
        ):
            level = turn % len(maps)
            queries = cross(queries, own, seen[level], places[level])
            queries = forward(among(queries, own))
        colours = self.color_embed(self.decoder_norm(queries))
        return torch.einsum("bqc,bchw->bqhw", colours, finest)


class _LooksAtMap(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.multihead_attn = nn.MultiheadAttention(QUERY_WIDTH, _HEADS, batch_first=True)
        self.norm = nn.LayerNorm(QUERY_WIDTH)

    def forward(self, queries: Tensor, own: Tensor, seen: Tensor, places: Tensor) -> Tensor:
        found = self.multihead_attn(queries + own, seen + places, seen, need_weights=False)[0]
        result: Tensor = self.norm(queries + found)
        return result


class _LooksAround(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.self_attn = nn.MultiheadAttention(QUERY_WIDTH, _HEADS, batch_first=True)
        self.norm = nn.LayerNorm(QUERY_WIDTH)

    def forward(self, queries: Tensor, own: Tensor) -> Tensor:
        asked = queries + own
        found = self.self_attn(asked, asked, queries, need_weights=False)[0]
        result: Tensor = self.norm(queries + found)
        return result


class _FeedForward(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear1 = nn.Linear(QUERY_WIDTH, FEEDFORWARD_WIDTH)
        self.linear2 = nn.Linear(FEEDFORWARD_WIDTH, QUERY_WIDTH)
        self.norm = nn.LayerNorm(QUERY_WIDTH)

    def forward(self, queries: Tensor) -> Tensor:
        result: Tensor = self.norm(queries + self.linear2(functional.relu(self.linear1(queries))))
        return result


class _Embedding(nn.Module):
    """Dense layers with ReLUs between them."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Linear(QUERY_WIDTH, QUERY_WIDTH) for _ in range(_EMBEDDING_LAYERS)
        )

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            x = functional.relu(layer(x))
        result: Tensor = self.layers[-1](x)
        return result


def positions(like: Tensor) -> Tensor:
    """(1, QUERY_WIDTH, h, w): sines and cosines of each place's y, then of its x.

    Vaswani et al. 2017 in two dimensions, over one turn from edge to edge.
    """
    height, width = like.shape[-2:]
    half = QUERY_WIDTH // 2
    step = torch.arange(half, device=like.device)
    waves = _LONGEST_WAVE ** (2 * (step // 2) / half)
    y, x = (
        torch.arange(1, side + 1, device=like.device) * (2 * math.pi / (side + 1e-6))
        for side in (height, width)
    )
    across = _waves(x, waves).T[:, None].expand(-1, height, -1)
    down = _waves(y, waves).T[:, :, None].expand(-1, -1, width)
    return torch.cat([down, across])[None]


def _waves(place: Tensor, waves: Tensor) -> Tensor:
    """(n), (half) -> (n, half): sines and cosines in turn."""
    angle = place[:, None] / waves
    return torch.stack([angle[:, 0::2].sin(), angle[:, 1::2].cos()], dim=2).flatten(1)
